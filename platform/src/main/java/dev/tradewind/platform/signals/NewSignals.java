package dev.tradewind.platform.signals;

import java.util.List;

/**
 * Signals that were not there before, of one definition on one instrument. Published in the
 * transaction that stores them and kept until every listener is done: a listener hears of each new
 * signal at least once, and of none that was not stored.
 *
 * @param definition name of the definition
 * @param version of the definition
 * @param instrument its id
 * @param timeframe code of the bars
 * @param signals in the order of their bars, at most 500
 */
public record NewSignals(
    String definition, int version, String instrument, String timeframe, List<NewSignal> signals) {
  /** Copies. */
  public NewSignals {
    signals = List.copyOf(signals);
  }

  /**
   * A new signal.
   *
   * @param id under which it can be read
   * @param kind {@code ENTRY} or {@code EXIT}
   * @param direction {@code LONG} or {@code SHORT}
   * @param barMicros open time of the bar, UTC microseconds
   * @param knownAtMicros when it could first be acted on, UTC microseconds
   * @param hash first 16 hexadecimal digits of its SHA-256
   */
  public record NewSignal(
      String id, String kind, String direction, long barMicros, long knownAtMicros, String hash) {}
}
