package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Channels around an average: {@code bollinger_*}, {@code keltner_*}, {@code donchian_*}. */
public final class Bands {
  private static final String FAMILY = "Bands";
  private static final String BOLLINGER = "John Bollinger, Bollinger on Bollinger Bands, 2001";
  private static final String KELTNER =
      "Chester Keltner, How to Make Money in Commodities, 1960; with average true range as in Linda"
          + " Bradford Raschke and Laurence Connors, Street Smarts, 1996";

  private Bands() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        bollinger("upper", "Mean plus deviations population standard deviations", "; TA-Lib BBANDS")
            .kernel(c -> new Bollinger(new Dispersion.Terms((int) c[0]), c[1]), 0),
        bollinger("middle", "Mean of the last period values", "; TA-Lib BBANDS")
            .kernel(c -> new Bollinger(new Dispersion.Terms((int) c[0]), c[1]), 1),
        bollinger(
                "lower", "Mean minus deviations population standard deviations", "; TA-Lib BBANDS")
            .kernel(c -> new Bollinger(new Dispersion.Terms((int) c[0]), c[1]), 2),
        bollinger(
                "width", "Upper less lower band as a fraction of the middle; 0 on flat prices", "")
            .kernel(c -> new BollingerShare(new Dispersion.Terms((int) c[0]), c[1]), 0),
        bollinger(
                "percent_b",
                "Where x lies between the lower band, 0, and the upper band, 1; undefined on flat"
                    + " prices",
                "")
            .kernel(c -> new BollingerShare(new Dispersion.Terms((int) c[0]), c[1]), 1),
        keltner("upper", "Exponential mean of the close plus multiplier average true ranges", 0),
        keltner("middle", "Exponential mean of the close", 1),
        keltner("lower", "Exponential mean of the close minus multiplier average true ranges", 2),
        donchian("upper", "Highest high of the last period bars, this one included", 0),
        donchian("middle", "Mean of the upper and the lower band", 1),
        donchian("lower", "Lowest low of the last period bars, this one included", 2));
  }

  private static FunctionDefinition donchian(String band, String description, int output) {
    return FunctionDefinition.named("donchian_" + band, FAMILY)
        .describe(description + ".")
        .source("Richard Donchian, High Finance in Copper, Financial Analysts Journal 16, 1960")
        .example("donchian_" + band + "(20)")
        .reads(SeriesInput.HIGH, SeriesInput.LOW)
        .period("period", 1, 20)
        .kernel(c -> new OrderStatistics.Channel((int) c[0]), output);
  }

  private static FunctionDefinition.Builder bollinger(
      String band, String description, String source) {
    return FunctionDefinition.named("bollinger_" + band, FAMILY)
        .describe(description + ".")
        .source(BOLLINGER + source)
        .example("bollinger_" + band + "(close, 20, 2)")
        .series("x", "What the bands follow.")
        .period("period", 2, 20)
        .number("deviations", "Distance in standard deviations.", 0.01, 100, 2);
  }

  private static FunctionDefinition keltner(String band, String description, int output) {
    return FunctionDefinition.named("keltner_" + band, FAMILY)
        .describe(description + "; all three bands start together.")
        .source(KELTNER)
        .example("keltner_" + band + "(20, 10, 2)")
        .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
        .period("period", 1, 20)
        .period("atr_period", 1, 10)
        .number("multiplier", "Distance in average true ranges.", 0.01, 100, 2)
        .kernel(c -> new Keltner(smoothed(c[0]), ranges(c[1]), c[2]), output);
  }

  private static ExponentialAverages.Smoothed smoothed(double period) {
    return new ExponentialAverages.Smoothed((int) period, 2.0 / (period + 1));
  }

  private static TrueRanges.AverageTrueRange ranges(double period) {
    return new TrueRanges.AverageTrueRange((int) period, false);
  }

  /** Upper, middle and lower band. */
  record Bollinger(Dispersion.Terms terms, double deviations) implements Kernel {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int outputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return terms.period() - 1;
    }

    @Override
    public int stateSize() {
      return WindowSums.size(terms);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      state[WindowSums.values(at)] = in[0];
      if (!WindowSums.advance(terms, state, at)) {
        Arrays.fill(out, 0, 3, Double.NaN);
        return;
      }
      int totals = WindowSums.totals(terms, at);
      double share = 1.0 / terms.period();
      double middle = state[WindowSums.references(terms, at)] + state[totals] * share;
      double distance =
          deviations * Math.sqrt(Dispersion.variance(state[totals], state[totals + 1], share));
      out[0] = Finite.orUndefined(middle + distance);
      out[1] = Finite.orUndefined(middle);
      out[2] = Finite.orUndefined(middle - distance);
    }

    @Override
    public int remembered(int bars) {
      return WindowSums.remembered(terms, bars);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      int period = terms.period();
      int seed = Math.min(to, from + period - 1);
      for (int o = 0; o < 3; o++) {
        Arrays.fill(out[o], from, seed, Double.NaN);
      }
      Dispersion.Blocks blocks = new Dispersion.Blocks(period, to - from);
      for (int start = from; start < to; start += period) {
        int end = Math.min(to, start + period);
        blocks.next(in[0], start, end, start == from);
        finish(blocks, start, Math.max(start, seed), end, out);
      }
    }

    private void finish(Dispersion.Blocks blocks, int start, int first, int end, double[][] out) {
      double[] upper = out[0];
      double[] middle = out[1];
      double[] lower = out[2];
      double[] sums = blocks.sums;
      double[] squares = blocks.squares;
      double reference = blocks.reference;
      double share = 1.0 / terms.period();
      for (int i = first; i < end; i++) {
        double sum = sums[i - start];
        double mean = reference + sum * share;
        double distance =
            deviations * Math.sqrt(Dispersion.variance(sum, squares[i - start], share));
        upper[i] = Finite.orUndefined(mean + distance);
        middle[i] = Finite.orUndefined(mean);
        lower[i] = Finite.orUndefined(mean - distance);
      }
    }
  }

  /** Width and place of the value; apart from the bands, which are read far more often. */
  record BollingerShare(Dispersion.Terms terms, double deviations) implements Kernel {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return terms.period() - 1;
    }

    @Override
    public int stateSize() {
      return WindowSums.size(terms);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      state[WindowSums.values(at)] = in[0];
      boolean whole = WindowSums.advance(terms, state, at);
      int totals = WindowSums.totals(terms, at);
      double share = 1.0 / terms.period();
      double reference = state[WindowSums.references(terms, at)];
      double offset = state[totals] * share;
      double distance =
          deviations * Math.sqrt(Dispersion.variance(state[totals], state[totals + 1], share));
      double fromLower = in[0] - reference - offset + distance;
      out[0] = whole ? Finite.orUndefined(2 * distance / (reference + offset)) : Double.NaN;
      out[1] = whole ? Finite.orUndefined(fromLower / (2 * distance)) : Double.NaN;
    }
  }

  /** An exponential average with average true ranges on both sides. */
  record Keltner(
      ExponentialAverages.Smoothed average, TrueRanges.AverageTrueRange range, double multiplier)
      implements Kernel {
    private static final int CLOSE = 2;

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int outputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return Math.max(average.warmUp(0), range.warmUp(0));
    }

    @Override
    public int unstablePeriod() {
      return Math.max(average.unstablePeriod(), range.unstablePeriod());
    }

    @Override
    public int stateSize() {
      return average.stateSize() + range.stateSize();
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      range.update(state, at + average.stateSize(), in, out);
      double distance = multiplier * out[0];
      double close = in[CLOSE];
      double high = in[0];
      in[0] = close;
      average.update(state, at, in, out);
      in[0] = high;
      double middle = out[0];
      out[0] = Finite.orUndefined(middle + distance);
      out[1] = Double.isNaN(distance) ? Double.NaN : middle;
      out[2] = Finite.orUndefined(middle - distance);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      range.batch(in, from, to, new double[][] {out[0]});
      average.batch(new double[][] {in[CLOSE]}, from, to, new double[][] {out[1]});
      double[] upper = out[0];
      double[] middle = out[1];
      double[] lower = out[2];
      for (int i = from; i < to; i++) {
        double distance = multiplier * upper[i];
        middle[i] = Double.isNaN(distance) ? Double.NaN : middle[i];
        upper[i] = Finite.orUndefined(middle[i] + distance);
        lower[i] = Finite.orUndefined(middle[i] - distance);
      }
    }
  }
}
