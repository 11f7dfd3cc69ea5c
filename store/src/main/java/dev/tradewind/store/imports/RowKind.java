package dev.tradewind.store.imports;

/** What the rows of a file are. */
enum RowKind {
  BARS("bars", Format.CSV, Format.JSON, "columns of time, open, high, low and close"),
  TRADES("trades", Format.TRADES_CSV, Format.TRADES_JSON, "columns of time, price and quantity"),
  QUOTES(
      "quotes", Format.QUOTES_CSV, Format.QUOTES_JSON, "columns that are named time, bid and ask");

  /** The rows in words, plural. */
  final String words;

  /** Of a text file. */
  final Format text;

  /** Of a JSON file. */
  final Format json;

  private final String columns;

  RowKind(String words, Format text, Format json, String columns) {
    this.words = words;
    this.text = text;
    this.json = json;
    this.columns = columns;
  }

  /**
   * That rows of this kind were found where those of another were wanted, and what they are for.
   */
  String insteadOf(RowKind wanted) {
    return "the rows are "
        + words
        + ", not "
        + wanted.words
        + ": a file of "
        + wanted.words
        + " has "
        + wanted.columns
        + (this == QUOTES
            ? "; quotes are not kept: a run reads them from their file (--quotes) and tells"
                + " strategies of them"
            : "");
  }
}
