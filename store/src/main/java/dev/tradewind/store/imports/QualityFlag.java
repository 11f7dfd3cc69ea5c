package dev.tradewind.store.imports;

import dev.tradewind.engine.market.quality.QualityKind;
import java.util.List;

/**
 * Something that looks wrong but was kept.
 *
 * @param kind what it is
 * @param count how often; of gaps, how many bars are missing
 * @param examples the first few
 */
public record QualityFlag(QualityKind kind, long count, List<Example> examples) {
  /** Copies the list. */
  public QualityFlag {
    examples = List.copyOf(examples);
  }

  /**
   * One place.
   *
   * @param line line of the row in the file, from 1; 0 if the bar does not come from one row
   * @param timeMicros opening time of the bar, UTC
   * @param detail the values, in words
   */
  public record Example(long line, long timeMicros, String detail) {}
}
