package dev.tradewind.cli;

import java.util.Locale;

/** The form of the data on standard output. */
enum OutputFormat {
  TABLE,
  JSON,
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
