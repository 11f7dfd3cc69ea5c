package dev.tradewind.plugins;

/**
 * The kinds of messages. Either side may ask while it is asked: a strategy that hands in an order
 * waits for its number, and is told of a refusal before that.
 */
final class Protocol {
  /** To the host: the jar, and what to do with it. */
  static final int LOAD = 1;

  /** To the host: a strategy with its parameters, and the instruments of the run. */
  static final int START = 2;

  /** To the host: a callback. */
  static final int CALL = 3;

  /** To the host: what it asked for. */
  static final int ANSWER = 4;

  /** To the host: why it does not get what it asked for. */
  static final int REFUSAL = 5;

  /** From the host: it runs. */
  static final int READY = 10;

  /** From the host: the strategies of the jar. */
  static final int CATALOG = 11;

  /** From the host: the callback has returned. */
  static final int RETURNED = 12;

  /** From the host: the callback has thrown. */
  static final int THREW = 13;

  /** From the host: declares a feature. */
  static final int FEATURE = 14;

  /** From the host: declares longer bars. */
  static final int BARS = 15;

  /** From the host: hands in an intent. */
  static final int SUBMIT = 16;

  /** From the host: wants a column, now and from now on. */
  static final int COLUMN = 17;

  /** From the host: wants parts of the account, now and from now on. */
  static final int ACCOUNT = 18;

  /** From the host: asks for an order. */
  static final int ORDER = 19;

  /** What a {@link #LOAD} is for. */
  static final int DESCRIBE = 0;

  /** What a {@link #LOAD} is for. */
  static final int RUN = 1;

  // --- callbacks
  // -----------------------------------------------------------------------------------

  static final int ON_BAR = 0;
  static final int ON_LONGER_BAR = 1;
  static final int ON_TRADE = 2;
  static final int ON_QUOTE = 3;
  static final int ON_SIGNAL = 4;
  static final int ON_FILL = 5;
  static final int ON_ORDER = 6;
  static final int ON_SESSION_CLOSE = 7;
  static final int ON_STOP = 8;

  // --- columns
  // -------------------------------------------------------------------------------------

  /** How many bars of an instrument are known. */
  static final int BAR_COUNT = 0;

  /** A field of the bars of an instrument. */
  static final int BAR_FIELD = 1;

  /** How many longer bars are known. */
  static final int LONGER_COUNT = 2;

  /** A field of longer bars. */
  static final int LONGER_FIELD = 3;

  /** A feature. */
  static final int FEATURE_VALUES = 4;

  // --- parts of the account
  // ------------------------------------------------------------------------

  static final int LOTS = 1;
  static final int ENTRY_PRICE = 2;
  static final int SINCE_ENTRY = 4;
  static final int PENDING = 8;
  static final int CASH = 16;
  static final int EQUITY = 32;

  // --- refusals
  // ------------------------------------------------------------------------------------

  static final int ILLEGAL_ARGUMENT = 0;
  static final int ILLEGAL_STATE = 1;
  static final int OUT_OF_BOUNDS = 2;
  static final int OTHER = 3;

  // --- limits
  // --------------------------------------------------------------------------------------

  /** Most bytes of a message from the host. */
  static final int FROM_HOST = 1 << 20;

  static final int MAX_JAR_BYTES = 32 << 20;
  static final int MAX_TEXT = 64 << 10;
  static final int MAX_STRATEGIES = 100;
  static final int MAX_PARAMETERS = 64;
  static final int MAX_ORDERS = 1_000;

  private Protocol() {}
}
