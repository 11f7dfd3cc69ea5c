package dev.tradewind.store.imports;

/** What kind of file was read. */
public enum Format {
  /** Text with one bar a line. */
  CSV,
  /** JSON with one bar an element. */
  JSON,
  /** A Parquet table with one bar a row. */
  PARQUET,
  /** Text with one trade a line. */
  TRADES_CSV,
  /** JSON with one trade an element. */
  TRADES_JSON,
  /** Text with one quote a line. */
  QUOTES_CSV,
  /** JSON with one quote an element. */
  QUOTES_JSON
}
