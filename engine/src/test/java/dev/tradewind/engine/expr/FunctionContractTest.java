package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.Kernel;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every function of the language must keep; {@link KernelContract} has the laws. */
class FunctionContractTest {
  /** Functions whose values may be undefined behind the warm-up because of the data alone. */
  private static final Set<String> UNDEFINED_BY_DATA = Set.of("clamp", "since");

  /** The power of the price, and of the volume, to which a function's values grow. */
  private static final Map<String, double[]> SCALE_LAWS =
      Map.ofEntries(
          law("ema", 1, 0),
          law("rma", 1, 0),
          law("true_range", 1, 0),
          law("atr", 1, 0),
          law("natr", 0, 0),
          law("simple_return", 0, 0),
          law("log_return", 0, 0),
          law("rising", 0, 0),
          law("crosses_above", 0, 0),
          law("abs", 1, 0),
          law("max", 1, 0),
          law("sqrt", 0.5, 0),
          law("sma", 1, 0),
          law("wma", 1, 0),
          law("hma", 1, 0),
          law("dema", 1, 0),
          law("tema", 1, 0),
          law("kama", 1, 0),
          law("vwma", 1, 0),
          law("vwap_rolling", 1, 0),
          law("vwap", 1, 0),
          law("rsi", 0, 0),
          law("stoch_rsi_k", 0, 0),
          law("stoch_rsi_d", 0, 0),
          law("stochastic_k", 0, 0),
          law("stochastic_d", 0, 0),
          law("williams_r", 0, 0),
          law("macd", 1, 0),
          law("macd_signal", 1, 0),
          law("macd_hist", 1, 0),
          law("ppo", 0, 0),
          law("trix", 0, 0),
          law("momentum", 1, 0),
          law("roc", 0, 0),
          law("cci", 0, 0),
          law("ultimate_oscillator", 0, 0),
          law("mfi", 0, 0),
          law("obv", 0, 1),
          law("adx", 0, 0),
          law("plus_di", 0, 0),
          law("minus_di", 0, 0),
          law("aroon_up", 0, 0),
          law("aroon_down", 0, 0),
          law("aroon_oscillator", 0, 0),
          law("psar", 1, 0),
          law("supertrend", 1, 0),
          law("supertrend_direction", 0, 0),
          law("ichimoku_tenkan", 1, 0),
          law("ichimoku_kijun", 1, 0),
          law("ichimoku_senkou_a", 1, 0),
          law("ichimoku_senkou_b", 1, 0),
          law("ichimoku_chikou", 1, 0),
          law("bollinger_upper", 1, 0),
          law("bollinger_percent_b", 0, 0),
          law("keltner_upper", 1, 0),
          law("variance", 2, 0),
          law("stddev", 1, 0),
          law("zscore", 0, 0),
          law("skew", 0, 0),
          law("kurtosis", 0, 0),
          law("close_to_close_volatility", 0, 0),
          law("parkinson", 0, 0),
          law("garman_klass", 0, 0),
          law("rogers_satchell", 0, 0),
          law("yang_zhang", 0, 0),
          law("correlation", 0, 0),
          law("beta", 0, 0),
          law("linreg_slope", 1, 0),
          law("linreg_intercept", 1, 0),
          law("linreg_r2", 0, 0),
          law("autocorrelation", 0, 0),
          law("hurst", 0, 0),
          law("rank", 0, 0),
          law("percentile", 1, 0),
          law("highest", 1, 0),
          law("lowest_bars", 0, 0),
          law("donchian_middle", 1, 0));

  private static Map.Entry<String, double[]> law(String function, double price, double volume) {
    return Map.entry(function, new double[] {price, volume});
  }

  static Collection<FunctionDefinition> functions() {
    return FunctionRegistry.standard().all();
  }

  static Stream<FunctionCase> cases() {
    return functions().stream().flatMap(function -> FunctionCase.of(function).stream());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionIsDocumented(FunctionDefinition function) {
    assertThat(function.family()).isNotBlank();
    assertThat(function.description()).endsWith(".");
    assertThat(function.source()).isNotBlank();
    assertThat(function.example()).contains(function.name() + "(");
    assertThat(function.parameters())
        .allSatisfy(parameter -> assertThat(parameter.description()).endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalConstantsMakeEqualKernels(FunctionCase sample) {
    for (FunctionCase again : FunctionCase.of(sample.function())) {
      if (again.text().equals(sample.text())) {
        assertThat(again.kernel()).isEqualTo(sample.kernel()).hasSameHashCodeAs(sample.kernel());
      }
    }
    assertThat(sample.function().output()).isBetween(0, sample.kernel().outputs() - 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aColumnIsUndefinedExactlyThroughTheWarmUp(FunctionCase sample) {
    boolean defined = !UNDEFINED_BY_DATA.contains(sample.function().name());
    KernelContract.warmUp(
        sample.kernel(), sample.inputs(SampleBars.Shape.WALK), sample.bars(), defined);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aValueDependsOnNoLaterBar(FunctionCase sample) {
    KernelContract.causal(sample.kernel(), sample.inputs(SampleBars.Shape.WALK), sample.bars());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothFormsGiveTheSameFiniteBitsOnEveryShape(FunctionCase sample) {
    for (SampleBars.Shape shape : SampleBars.Shape.values()) {
      double[][] in = sample.inputs(shape);
      KernelContract.batchIsStreaming(sample.kernel(), in, sample.bars());
      KernelContract.finite(KernelContract.batch(sample.kernel(), in, sample.bars()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFreshStartForgetsWhatWasBefore(FunctionCase sample) {
    double[][] in = sample.inputs(SampleBars.Shape.WALK);
    KernelContract.restarts(sample.kernel(), in, sample.bars());
    KernelContract.hole(sample.kernel(), in, sample.bars());
    KernelContract.tooLarge(sample.kernel(), in, sample.bars());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allMemoryIsInTheSlice(FunctionCase sample) {
    KernelContract.stateIsComplete(
        sample.kernel(), sample.inputs(SampleBars.Shape.WALK), sample.bars());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theStateBehindABatchGoesOnWithTheSameBits(FunctionCase sample) {
    for (SampleBars.Shape shape : SampleBars.Shape.values()) {
      KernelContract.batchLeavesTheState(sample.kernel(), sample.inputs(shape), sample.bars());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFirstBarDoesNotMatterBehindTheUnstablePeriod(FunctionCase sample) {
    if (sample.fades()) {
      KernelContract.converges(
          sample.kernel(), sample.inputs(SampleBars.Shape.WALK), sample.bars());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takingABarInAllocatesNothing(FunctionCase sample) {
    KernelContract.allocatesNothing(
        sample.kernel(), sample.inputs(SampleBars.Shape.WALK), sample.bars());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesGrowWithThePriceAndTheVolumeAsDeclared(FunctionCase sample) {
    double[] law = SCALE_LAWS.get(sample.function().name());
    if (law == null) {
      return;
    }
    // A power of two is exact in binary, so the values must be exact too.
    SampleBars bars = SampleBars.of(SampleBars.Shape.WALK, sample.bars());
    int output = sample.function().output();
    double[] once = outputs(sample, bars)[output];
    assertThat(outputs(sample, bars.times(4, 1))[output])
        .as("price times 4")
        .isEqualTo(SampleBars.times(once, Math.pow(4, law[0])));
    assertThat(outputs(sample, bars.times(1, 4))[output])
        .as("volume times 4")
        .isEqualTo(SampleBars.times(once, Math.pow(4, law[1])));
  }

  private static double[][] outputs(FunctionCase sample, SampleBars bars) {
    return KernelContract.batch(sample.kernel(), bars.inputsOf(sample.function()), sample.bars());
  }

  /** A kernel with one input and one output for the checks of the checks. */
  private interface Wrong extends Kernel {
    @Override
    default int inputs() {
      return 1;
    }

    @Override
    default int warmUp(int output) {
      return 0;
    }

    @Override
    default int stateSize() {
      return 1;
    }

    @Override
    default void update(double[] state, int at, double[] in, double[] out) {
      out[0] = in[0];
    }
  }

  private static final double[][] WALK =
      new double[][] {SampleBars.of(SampleBars.Shape.WALK, 200).series()[0]};

  @Test
  void aLookIntoTheFutureIsFound() {
    Kernel tomorrow =
        new Wrong() {
          @Override
          public void batch(double[][] in, int from, int to, double[][] out) {
            for (int i = from; i < to; i++) {
              out[0][i] = in[0][Math.min(i + 1, to - 1)];
            }
          }
        };
    assertThatThrownBy(() -> KernelContract.causal(tomorrow, WALK, 200))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("truncated");
    assertThatThrownBy(() -> KernelContract.batchIsStreaming(tomorrow, WALK, 200))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aNormalisationOverTheWholeSeriesIsFound() {
    Kernel normalised =
        new Wrong() {
          @Override
          public void batch(double[][] in, int from, int to, double[][] out) {
            double highest = 0;
            for (int i = from; i < to; i++) {
              highest = Math.max(highest, in[0][i]);
            }
            for (int i = from; i < to; i++) {
              out[0][i] = in[0][i] / highest;
            }
          }
        };
    assertThatThrownBy(() -> KernelContract.causal(normalised, WALK, 200))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void memoryOutsideTheSliceIsFound() {
    Kernel hidden =
        new Wrong() {
          private double sum;

          @Override
          public void update(double[] state, int at, double[] in, double[] out) {
            sum += in[0];
            out[0] = sum;
          }
        };
    assertThatThrownBy(() -> KernelContract.stateIsComplete(hidden, WALK, 200))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("state put back");
    assertThatThrownBy(() -> KernelContract.restarts(hidden, WALK, 200))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aWrongWarmUpASlowFadeAndAnAllocationAreFound() {
    Kernel late =
        new Wrong() {
          @Override
          public int warmUp(int output) {
            return 1;
          }
        };
    assertThatThrownBy(() -> KernelContract.warmUp(late, WALK, 200, true))
        .isInstanceOf(AssertionError.class);
    Kernel total =
        new Wrong() {
          @Override
          public void update(double[] state, int at, double[] in, double[] out) {
            state[at] += in[0];
            out[0] = state[at];
          }
        };
    assertThatThrownBy(() -> KernelContract.converges(total, WALK, 200))
        .isInstanceOf(AssertionError.class);
    Kernel wasteful =
        new Wrong() {
          @Override
          public void update(double[] state, int at, double[] in, double[] out) {
            out[0] = String.valueOf(in[0]).length();
          }
        };
    assertThatThrownBy(() -> KernelContract.allocatesNothing(wasteful, WALK, 200))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> KernelContract.finite(new double[][] {{1, Double.NEGATIVE_INFINITY}}))
        .isInstanceOf(AssertionError.class);
  }
}
