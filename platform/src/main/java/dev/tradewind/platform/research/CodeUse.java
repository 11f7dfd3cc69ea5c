package dev.tradewind.platform.research;

/**
 * Who runs strategies besides the backtests says here which code it still refers to, so that no jar
 * is removed that is needed. Implemented by the modules that keep such runs.
 */
public interface CodeUse {
  /**
   * How many things refer to code.
   *
   * @param prefix the first twelve hex digits of the SHA-256 of its jar, as strategy ids have them
   */
  long count(String prefix);
}
