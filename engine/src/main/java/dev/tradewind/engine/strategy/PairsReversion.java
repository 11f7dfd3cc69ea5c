package dev.tradewind.engine.strategy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Sells the dear one of two instruments short and buys the cheap one when the logarithm of their
 * price ratio is far from its mean, and closes both when it is back, or too far. Written in Java
 * because a rule of the language decides about one instrument at a time.
 */
public final class PairsReversion implements Strategy {
  private static final String ID = "pairs_reversion";

  private final int lookback;
  private final double entry;
  private final double exit;
  private final double stop;
  private final OrderSize leg;
  private FeatureHandle[] distance = {};
  private boolean waits;

  private PairsReversion(int lookback, double entry, double exit, double stop, double leg) {
    this.lookback = lookback;
    this.entry = entry;
    this.exit = exit;
    this.stop = stop;
    this.leg = new OrderSize.EquityFraction(leg);
  }

  /** What catalogues and forms show of it. */
  public static StrategyDescriptor descriptor() {
    return new BuiltInDescriptor(
        ID,
        "Pairs reversion",
        "For exactly two instruments. When the logarithm of the ratio of their closes is more than"
            + " so many standard deviations from its mean, sells the dear one short and buys the"
            + " cheap one for the same part of the equity; closes both when the ratio is back, or"
            + " when it is so far that the relation seems broken. After Gatev, Goetzmann and"
            + " Rouwenhorst, Pairs Trading, Review of Financial Studies 19 (2006).",
        List.of(
            parameter("lookback", true, "60", "5", "1000", "Bars of mean and deviation."),
            parameter("entry", false, "2", "0.5", "10", "Deviations at which the pair is opened."),
            parameter("exit", false, "0.5", "0", "5", "Deviations at which it is closed."),
            parameter("stop", false, "4", "1", "20", "Deviations at which it is given up."),
            parameter("leg", false, "0.45", "0.01", "1", "Part of the equity of each side.")),
        PairsReversion::crossCheck,
        values ->
            new PairsReversion(
                value(values, "lookback").intValueExact(),
                value(values, "entry").doubleValue(),
                value(values, "exit").doubleValue(),
                value(values, "stop").doubleValue(),
                value(values, "leg").doubleValue()));
  }

  private static ParameterDefinition parameter(
      String name, boolean whole, String byDefault, String min, String max, String description) {
    return new ParameterDefinition(
        name,
        whole,
        new BigDecimal(byDefault),
        new BigDecimal(min),
        new BigDecimal(max),
        description);
  }

  private static Optional<String> crossCheck(Map<String, BigDecimal> values) {
    return ordered(values, "exit", "entry").or(() -> ordered(values, "entry", "stop"));
  }

  private static Optional<String> ordered(
      Map<String, BigDecimal> values, String lower, String upper) {
    BigDecimal low = value(values, lower);
    BigDecimal high = value(values, upper);
    return low.compareTo(high) < 0
        ? Optional.empty()
        : Optional.of(
            lower
                + " must be < "
                + upper
                + " ("
                + high.toPlainString()
                + "), was "
                + low.toPlainString());
  }

  private static BigDecimal value(Map<String, BigDecimal> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  @Override
  public void onStart(StrategySetup setup) {
    if (setup.instrumentCount() != 2) {
      throw new IllegalArgumentException(
          "pairs_reversion needs two instruments, the run has " + setup.instrumentCount());
    }
    String other = setup.instrument(1).id();
    distance =
        new FeatureHandle[] {
          setup.feature(0, "zscore(log(close) - log(close of \"" + other + "\"), " + lookback + ")")
        };
  }

  @Override
  public void onBar(StrategyContext context) {
    if (context.instrument() != 0 || context.hasPendingOrder(0) || context.hasPendingOrder(1)) {
      return;
    }
    double now = context.value(distance[0]);
    double far = Math.abs(now);
    boolean flat = context.positionLots(0) == 0 && context.positionLots(1) == 0;
    if (flat) {
      waits &= !(far <= exit);
      if (!waits && far >= entry && far < stop) {
        open(context, now > 0 ? Side.SELL : Side.BUY);
      }
    } else if (far <= exit || far >= stop) {
      waits = far >= stop;
      close(context, 0);
      close(context, 1);
    }
  }

  private void open(StrategyContext context, Side first) {
    context.submit(new OrderIntent.Market(0, first, leg));
    context.submit(new OrderIntent.Market(1, first == Side.BUY ? Side.SELL : Side.BUY, leg));
  }

  private static void close(StrategyContext context, int instrument) {
    long lots = context.positionLots(instrument);
    if (lots != 0) {
      context.submit(
          new OrderIntent.Market(
              instrument, lots > 0 ? Side.SELL : Side.BUY, new OrderSize.EntirePosition()));
    }
  }
}
