package dev.tradewind.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something an issuer did to a share that prices alone do not show. Kept beside the bars.
 *
 * <p>It takes effect with the first bar of its ex-date: one that opens at {@link #effectiveMicros}
 * or later is quoted after it. Where only the ex-date is known that is 00:00 UTC of it, which no
 * bar of the day before reaches in markets that trade by day west of Asia, and which is right for
 * daily bars that are named by the UTC or the local day.
 */
public sealed interface CorporateAction {
  /** When it takes effect, UTC microseconds since 1970. */
  long effectiveMicros();

  /** The number that describes it: the ratio of a split, the amount of a dividend. */
  double value();

  /** {@code split} or {@code dividend}. */
  default String kind() {
    return switch (this) {
      case Split split -> "split";
      case Dividend dividend -> "dividend";
    };
  }

  /** When it takes effect. */
  default Instant effective() {
    return Instant.EPOCH.plus(effectiveMicros(), ChronoUnit.MICROS);
  }

  /**
   * A split of shares.
   *
   * @param effectiveMicros UTC microseconds
   * @param ratio new shares for one old share, &gt; 0, finite and not 1: 4 for a four-for-one
   *     split, 0.1 for a one-for-ten reverse split
   */
  record Split(long effectiveMicros, double ratio) implements CorporateAction {
    /** Refuses a split that is none. */
    public Split {
      if (!(ratio > 0) || Double.isInfinite(ratio) || ratio == 1) {
        throw new IllegalArgumentException("ratio must be > 0, finite and not 1, was " + ratio);
      }
    }

    @Override
    public double value() {
      return ratio;
    }
  }

  /**
   * A payment in cash: a fact that no price is adjusted for.
   *
   * @param effectiveMicros start of the day from which on a buyer does not get it, UTC microseconds
   * @param amount currency of the instrument for one share as it was quoted by the source, &gt; 0
   */
  record Dividend(long effectiveMicros, double amount) implements CorporateAction {
    /** Refuses a payment of nothing. */
    public Dividend {
      if (!(amount > 0) || Double.isInfinite(amount)) {
        throw new IllegalArgumentException("amount must be > 0 and finite, was " + amount);
      }
    }

    @Override
    public double value() {
      return amount;
    }
  }
}
