package dev.tradewind.engine.strategy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The strategies that come with the engine. */
public final class BuiltInStrategies implements StrategyCatalog {
  /** The one instance; it has no state. */
  public static final BuiltInStrategies INSTANCE = new BuiltInStrategies();

  private static final BigDecimal MAX_PERIOD = BigDecimal.valueOf(1_000);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final List<StrategyDescriptor> ALL =
      List.of(buyAndHold(), emaCrossover(), rsiMeanReversion());

  private BuiltInStrategies() {}

  @Override
  public List<StrategyDescriptor> all() {
    return ALL;
  }

  @Override
  public Optional<StrategyDescriptor> find(String id) {
    return ALL.stream().filter(descriptor -> descriptor.id().equals(id)).findFirst();
  }

  private static StrategyDescriptor buyAndHold() {
    return new BuiltInDescriptor(
        "buy_and_hold",
        "Buy and hold",
        "Buys with all cash after the first bar and never sells. The yardstick for everything else.",
        List.of(),
        values -> Optional.empty(),
        values -> new BuyAndHold());
  }

  private static StrategyDescriptor emaCrossover() {
    return new BuiltInDescriptor(
        "ema_crossover",
        "EMA crossover",
        "Long only. Buys with all cash when the fast exponential average of the closes crosses above"
            + " the slow one, sells everything on the opposite cross. A trend-following rule in the"
            + " tradition of Appel and Hitschler, Stock Market Trading Systems (1980).",
        List.of(
            period(
                "fast", 9, 1, "Look-back of the fast average, in bars; shorter than the slow one."),
            period("slow", 21, 2, "Look-back of the slow average, in bars.")),
        values -> requireBelow(values, "fast", "slow"),
        values ->
            new EmaCrossover(
                value(values, "fast").intValueExact(),
                value(values, "slow").intValueExact(),
                new OrderSize.CashFraction(1)));
  }

  private static StrategyDescriptor rsiMeanReversion() {
    return new BuiltInDescriptor(
        "rsi_mean_reversion",
        "RSI mean reversion",
        "Long only. Buys with all cash when Wilder's relative strength index of the closes is below"
            + " the oversold level, sells everything when it is above the overbought level. Levels"
            + " after Wilder, New Concepts in Technical Trading Systems (1978).",
        List.of(
            period("period", 14, 2, "Look-back of the index, in bars."),
            level("oversold", 30, "Buys below this level of the index."),
            level("overbought", 70, "Sells above this level of the index.")),
        values -> requireBelow(values, "oversold", "overbought"),
        values ->
            new RsiMeanReversion(
                value(values, "period").intValueExact(),
                value(values, "oversold").doubleValue(),
                value(values, "overbought").doubleValue()));
  }

  private static ParameterDefinition period(String name, int value, int min, String description) {
    return new ParameterDefinition(
        name, true, BigDecimal.valueOf(value), BigDecimal.valueOf(min), MAX_PERIOD, description);
  }

  private static ParameterDefinition level(String name, int value, String description) {
    return new ParameterDefinition(
        name, false, BigDecimal.valueOf(value), BigDecimal.ZERO, HUNDRED, description);
  }

  private static Optional<String> requireBelow(
      Map<String, BigDecimal> values, String lower, String upper) {
    BigDecimal low = value(values, lower);
    BigDecimal high = value(values, upper);
    if (low.compareTo(high) < 0) {
      return Optional.empty();
    }
    return Optional.of(
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

  /** Every instrument gets the same part of the cash, in the order in which their bars begin. */
  private static final class BuyAndHold implements Strategy {
    private boolean[] ordered = {};
    private int orders;

    @Override
    public void onStart(StrategySetup setup) {
      ordered = new boolean[setup.instrumentCount()];
    }

    @Override
    public void onBar(StrategyContext context) {
      int instrument = context.instrument();
      if (!ordered[instrument]) {
        ordered[instrument] = true;
        OrderSize share = new OrderSize.CashFraction(1.0 / (ordered.length - orders));
        orders++;
        context.submit(new OrderIntent.Market(instrument, Side.BUY, share));
      }
    }
  }

  private static final class RsiMeanReversion implements Strategy {
    private final int period;
    private final double oversold;
    private final double overbought;
    private FeatureHandle[] rsi = {};

    RsiMeanReversion(int period, double oversold, double overbought) {
      this.period = period;
      this.oversold = oversold;
      this.overbought = overbought;
    }

    @Override
    public void onStart(StrategySetup setup) {
      rsi = new FeatureHandle[setup.instrumentCount()];
      for (int i = 0; i < rsi.length; i++) {
        rsi[i] = setup.feature(i, "rsi(close, " + period + ")");
      }
    }

    @Override
    public void onBar(StrategyContext context) {
      int instrument = context.instrument();
      if (context.hasPendingOrder(instrument)) {
        return;
      }
      double now = context.value(rsi[instrument]);
      boolean flat = context.positionLots(instrument) == 0;
      if (flat && now < oversold) {
        context.submit(new OrderIntent.Market(instrument, Side.BUY, new OrderSize.CashFraction(1)));
      } else if (!flat && now > overbought) {
        context.submit(
            new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition()));
      }
    }
  }
}
