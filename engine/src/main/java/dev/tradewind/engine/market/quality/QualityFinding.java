package dev.tradewind.engine.market.quality;

import java.util.List;

/**
 * One kind of thing that looks wrong in a series.
 *
 * @param kind what it is
 * @param count how often, &gt; 0; of gaps, how many bars are missing
 * @param examples the first few, in order of time
 */
public record QualityFinding(QualityKind kind, long count, List<Example> examples) {
  /** Copies the list. */
  public QualityFinding {
    examples = List.copyOf(examples);
  }

  /**
   * One place.
   *
   * @param bar index in the series
   * @param detail the values, in words
   */
  public record Example(int bar, String detail) {}
}
