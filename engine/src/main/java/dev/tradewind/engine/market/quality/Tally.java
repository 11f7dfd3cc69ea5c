package dev.tradewind.engine.market.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts one kind of finding and keeps the first examples. */
final class Tally {
  private static final int MAX_EXAMPLES = 10;
  private final QualityKind kind;
  private final List<QualityFinding.Example> examples = new ArrayList<>();
  private long count;

  Tally(QualityKind kind) {
    this.kind = kind;
  }

  /** Whether another example would be kept: its text need not be made otherwise. */
  boolean wantsExample() {
    return examples.size() < MAX_EXAMPLES;
  }

  void count(long amount) {
    count += amount;
  }

  void example(int bar, String detail) {
    examples.add(new QualityFinding.Example(bar, detail));
  }

  Optional<QualityFinding> finding() {
    return count == 0 ? Optional.empty() : Optional.of(new QualityFinding(kind, count, examples));
  }
}
