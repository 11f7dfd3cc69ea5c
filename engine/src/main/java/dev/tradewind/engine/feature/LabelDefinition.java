package dev.tradewind.engine.feature;

/**
 * What is to be predicted on each bar: something about the bars behind it. Used to make the targets
 * of supervised learning; strategies never see one.
 *
 * <p>Every length is in bars of the series, so a gap in the data makes a label longer, not
 * undefined. Returns are fractions from the close of the labelled bar.
 *
 * <p>Source: M. López de Prado, Advances in Financial Machine Learning, 2018, chapter 3 (labels),
 * and Machine Learning for Asset Managers, 2020, section 5.4 (trend scanning).
 */
public sealed interface LabelDefinition {
  /** The definition in one line, the name of the column: {@code forward_return(5, simple)}. */
  String text();

  /** Number of bars behind the labelled one that may be looked at, &ge; 1. */
  int horizon();

  /**
   * Reads what {@link #text} writes, with any spaces; the second argument of {@code forward_return}
   * may be left out.
   *
   * @throws IllegalArgumentException if it is no label; names what is wrong and its bound
   */
  static LabelDefinition parse(String text) {
    return LabelReader.read(text);
  }

  /**
   * The return over the next bars, fraction or natural logarithm. Undefined where a close is not
   * above zero.
   *
   * @param bars in 1..1000000
   * @param logarithmic whether the logarithm of the ratio is taken instead of the ratio less one
   */
  record ForwardReturn(int bars, boolean logarithmic) implements LabelDefinition {
    /** Refuses an empty horizon. */
    public ForwardReturn {
      LabelBounds.bars("bars", bars, 1);
    }

    @Override
    public String text() {
      return "forward_return(" + bars + ", " + (logarithmic ? "log" : "simple") + ")";
    }

    @Override
    public int horizon() {
      return bars;
    }
  }

  /**
   * 1 if the simple return over the next bars is above the threshold, -1 if it is below its
   * negative, 0 between.
   *
   * @param bars in 1..1000000
   * @param threshold fraction, finite, &ge; 0
   */
  record Direction(int bars, double threshold) implements LabelDefinition {
    /** Refuses an empty horizon and a negative threshold. */
    public Direction {
      LabelBounds.bars("bars", bars, 1);
      if (!(threshold >= 0) || Double.isInfinite(threshold)) {
        throw new IllegalArgumentException(
            "threshold must be >= 0 and finite, was " + threshold + " (label direction)");
      }
    }

    @Override
    public String text() {
      return "direction(" + bars + ", " + threshold + ")";
    }

    @Override
    public int horizon() {
      return bars;
    }
  }

  /**
   * Which barrier the price touches first: 1 the profit target, -1 the stop, 0 neither within the
   * time. The barriers lie at the close times one plus or minus a multiple of the volatility of the
   * labelled bar; a bar that touches both touched the stop. Reads two further columns: the
   * volatility, a fraction above zero, and the side, 1 for long or -1 for short (without one:
   * long); where either is undefined, or the side 0, there is no label.
   *
   * @param takeProfit multiple of the volatility, &gt; 0; infinite for no target
   * @param stop multiple of the volatility, &gt; 0; infinite for no stop
   * @param bars until the time is up, in 1..1000000
   */
  record TripleBarrier(double takeProfit, double stop, int bars) implements LabelDefinition {
    /** Refuses an empty horizon and barriers on the close itself. */
    public TripleBarrier {
      LabelBounds.multiple("takeProfit", takeProfit);
      LabelBounds.multiple("stop", stop);
      LabelBounds.bars("bars", bars, 1);
    }

    @Override
    public String text() {
      return "triple_barrier(" + takeProfit + ", " + stop + ", " + bars + ")";
    }

    @Override
    public int horizon() {
      return bars;
    }
  }

  /**
   * The t-value of the slope of a straight line through the closes from the labelled bar on, over
   * the span of minimum to maximum length whose t-value is largest in size (of equals the
   * shortest). Its sign is the class, its size a weight. Known when the longest span is, whichever
   * is the best. 0 on flat prices; limited to ±1e6, which a perfect line has.
   *
   * @param minBars behind the labelled one, in 2..maxBars
   * @param maxBars behind the labelled one, at most 100000
   */
  record TrendScanning(int minBars, int maxBars) implements LabelDefinition {
    /** Refuses spans on which a slope has no t-value. */
    public TrendScanning {
      LabelBounds.bars("minBars", minBars, 2);
      LabelBounds.bars("maxBars", maxBars, minBars);
      if (maxBars > 100_000) {
        throw new IllegalArgumentException(
            "maxBars must be <= 100000, was " + maxBars + " (label trend_scanning)");
      }
    }

    @Override
    public String text() {
      return "trend_scanning(" + minBars + ", " + maxBars + ")";
    }

    @Override
    public int horizon() {
      return maxBars;
    }
  }
}
