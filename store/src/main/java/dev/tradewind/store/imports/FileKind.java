package dev.tradewind.store.imports;

/** What the first bytes of a file say about it. */
enum FileKind {
  TEXT,
  JSON,
  PARQUET;

  /**
   * The kind of a file.
   *
   * @throws UnreadableFileException if it is a kind that holds no table of prices, naming it
   */
  static FileKind of(String name, byte[] head, int length) {
    if (length == 0) {
      throw new UnreadableFileException(name + " is empty");
    }
    if (starts(head, length, 'P', 'A', 'R', '1')) {
      return PARQUET;
    }
    if (starts(head, length, 'P', 'K', 3, 4)) {
      throw new UnreadableFileException(
          name + " is a zip archive or a spreadsheet; unpack it, or export the sheet as CSV");
    }
    if (starts(head, length, 0xFF, 0xFE) || starts(head, length, 0xFE, 0xFF)) {
      throw new UnreadableFileException(name + " is UTF-16 text; save it as UTF-8");
    }
    if (starts(head, length, '%', 'P', 'D', 'F')) {
      throw new UnreadableFileException(name + " is a PDF file; export the data as CSV");
    }
    for (int i = 0; i < Math.min(length, 8192); i++) {
      if (head[i] == 0) {
        throw new UnreadableFileException(
            name + " is a binary file; expected CSV, JSON or Parquet, plain or gzip");
      }
    }
    int at = starts(head, length, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    while (at < length && Character.isWhitespace(head[at])) {
      at++;
    }
    if (at == length) {
      throw new UnreadableFileException(name + " holds nothing but blanks");
    }
    if (head[at] == '<' && !mt5Header(head, at, length)) {
      throw new UnreadableFileException(
          name
              + " is an HTML or XML page, perhaps an error page of the download; expected CSV,"
              + " JSON or Parquet");
    }
    return head[at] == '{' || head[at] == '[' ? JSON : TEXT;
  }

  /** MetaTrader 5 writes its column names in angle brackets. */
  private static boolean mt5Header(byte[] head, int at, int length) {
    byte[] date = {'<', 'D', 'A', 'T', 'E', '>'};
    byte[] ticker = {'<', 'T', 'I', 'C', 'K', 'E'};
    return java.util.Arrays.mismatch(head, at, Math.min(length, at + 6), date, 0, 6) < 0
        || java.util.Arrays.mismatch(head, at, Math.min(length, at + 6), ticker, 0, 6) < 0;
  }

  private static boolean starts(byte[] head, int length, int... magic) {
    if (length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
