package dev.tradewind.engine.expr;

/**
 * A word of a text.
 *
 * @param text as written; of a string without its quotes, of a parameter without its {@code $}
 */
record Token(Kind kind, String text, Span span) {
  enum Kind {
    NUMBER,
    /** A whole number with letters directly behind it: a duration or a timeframe. */
    COUNTED,
    WORD,
    PARAMETER,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbolOrKeyword) {
    return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrKeyword);
  }

  /** For messages: {@code '('}, {@code the end}. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case PARAMETER -> "'$" + text + "'";
      case STRING -> "\"" + text + "\"";
      case NUMBER, COUNTED, WORD, SYMBOL -> "'" + text + "'";
    };
  }
}
