package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.time.Timeframe;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The kit passes what is right and fails what is deliberately wrong. */
class LookAheadKitTest {
  private static final long SEED = 3;
  private static final ProgramScope SCOPE = ProgramScope.of(Walks.COIN, Timeframe.parse("1m"));
  private static final ProgramData DATA = LabelsTest.data(SEED);

  private static void check(LookAheadKit.Subject subject) {
    LookAheadKit.check("subject", subject, DATA, 20, SEED);
  }

  private static void fails(LookAheadKit.Subject subject) {
    assertThatThrownBy(() -> check(subject)).isInstanceOf(AssertionError.class);
  }

  @Test
  void expressionsPass() {
    check(
        LookAheadKit.expressions(
            SCOPE,
            "ema(close, 9)",
            "close - ema(close, 3)@15m",
            "ema(close, 3)@15m?",
            "adjusted(close / close[1] - 1)",
            "adjusted(ema(close, 2)@1h)",
            "(high / low)@5m[2]"));
  }

  @Test
  void theNextCloseFails() {
    fails(
        data -> {
          double[] close = data.base().copyOf(BarField.CLOSE);
          double[] next = Arrays.copyOfRange(close, 1, close.length + 1);
          return LookAheadKit.knownWithTheirBar(data, next);
        });
  }

  @Test
  void aValueScaledByTheWholeSampleFails() {
    fails(
        data -> {
          double[] close = data.base().copyOf(BarField.CLOSE);
          double mean = Arrays.stream(close).average().orElse(Double.NaN);
          for (int i = 0; i < close.length; i++) {
            close[i] /= mean;
          }
          return LookAheadKit.knownWithTheirBar(data, close);
        });
  }

  /** The hour's close on the hour's first minute: a join by open time. */
  @Test
  void aTimeframeJoinedByItsOpenFails() {
    LookAheadKit.Subject hourly = LookAheadKit.expressions(SCOPE, "close@15m");
    fails(
        data -> {
          LookAheadKit.Answer answer = hourly.answer(data);
          double[] late = answer.values()[0];
          double[] early = Arrays.copyOfRange(late, 14, late.length + 14);
          return LookAheadKit.knownWithTheirBar(data, early);
        });
  }

  @Test
  void aLabelThatClaimsToBeKnownWithItsBarFails() {
    fails(
        data ->
            LookAheadKit.knownWithTheirBar(
                data,
                Labels.of(new LabelDefinition.ForwardReturn(3, false), LabelPrices.raw(data.base()))
                    .values()));
  }

  @Test
  void aLabelThatIsKnownABarTooEarlyFails() {
    fails(
        data -> {
          LabelColumn label =
              Labels.of(new LabelDefinition.TrendScanning(3, 9), LabelPrices.raw(data.base()));
          long[] early = label.knownAt();
          for (int i = 0; i < early.length; i++) {
            early[i] = label.isSettled(i) ? label.decidedAt(label.end(i) - 1) : early[i];
          }
          return new LookAheadKit.Answer(new double[][] {label.values()}, new long[][] {early});
        });
  }

  /** All splits at once, as vendors adjust: an old price changes with every new split. */
  @Test
  void pricesAdjustedBackwardsFail() {
    fails(
        data -> {
          double[] close = data.base().copyOf(BarField.CLOSE);
          var splits = data.splits().get("COIN");
          for (int i = 0; i < close.length; i++) {
            int inEffect = splits.countUntil(data.base().openTime(i));
            close[i] *= splits.factor(inEffect) / splits.factor(splits.size());
          }
          return LookAheadKit.knownWithTheirBar(data, close);
        });
  }
}
