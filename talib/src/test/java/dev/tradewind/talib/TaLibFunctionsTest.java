package dev.tradewind.talib;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.tradewind.engine.expr.FunctionRegistry;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of kernels for every function, and TA-Lib over the whole series for their values.
 */
class TaLibFunctionsTest {
  private static final long SEED = 20_260_101L;
  private static final int SIZE = 1_500;

  /** Whose values are not those over the whole series, each with its reason in its description. */
  private static final Set<String> WINDOWED = Set.of("talib_ad");

  /** Decided by thresholds, or by counting bars, on values that are equal to nine digits only. */
  private static final Set<String> STEPPED =
      Set.of("talib_ht_trendmode", "talib_ht_dcphase", "talib_ht_sine", "talib_ht_leadsine");

  static List<FunctionDefinition> functions() {
    return TaLibFunctions.functions();
  }

  private static double[][] inputs(FunctionDefinition function, int size, boolean flat) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] bars = new double[5][size];
    double close = 100;
    for (int i = 0; i < size; i++) {
      double open = close * (1 + (random.nextDouble() - 0.5) * 0.004);
      close = close * (1 + (random.nextDouble() - 0.5) * 0.02);
      bars[0][i] = flat ? 100 : open;
      bars[1][i] = flat ? 100 : Math.max(open, close) * (1 + random.nextDouble() * 0.004);
      bars[2][i] = flat ? 100 : Math.min(open, close) * (1 - random.nextDouble() * 0.004);
      bars[3][i] = flat ? 100 : close;
      bars[4][i] = flat ? 0 : 1 + random.nextInt(1_000);
    }
    boolean bounded = Set.of("talib_acos", "talib_asin", "talib_cosh").contains(function.name());
    long columns = function.parameters().stream().filter(p -> p.kind().isColumn()).count();
    double[][] in = new double[function.implicitInputs().size() + (int) columns][];
    for (int k = 0; k < in.length; k++) {
      in[k] =
          k < function.implicitInputs().size()
              ? bars[function.implicitInputs().get(k).ordinal()]
              : Arrays.stream(bars[3 - k]).map(v -> bounded ? v / 1_000 : v).toArray();
    }
    return in;
  }

  private static double[] defaults(FunctionDefinition function) {
    return function.parameters().stream()
        .filter(parameter -> !parameter.kind().isColumn())
        .map(FunctionParameter::defaultValue)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double[][] batch(Kernel kernel, double[][] in) {
    double[][] out = new double[kernel.outputs()][in[0].length];
    Kernels.batch(kernel, in, in[0].length, out);
    return out;
  }

  private static double[][] streamed(Kernel kernel, double[][] in) {
    int size = in[0].length;
    double[][] columns = new double[kernel.outputs()][size];
    double[] state = new double[kernel.stateSize()];
    kernel.reset(state, 0);
    double[] bar = new double[in.length];
    double[] out = new double[columns.length];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < in.length; k++) {
        bar[k] = in[k][i];
      }
      Kernels.update(kernel, state, 0, bar, out);
      for (int k = 0; k < out.length; k++) {
        columns[k][i] = out[k];
      }
    }
    return columns;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionIsDocumentedAndItsKernelsAreEqual(FunctionDefinition function) {
    assertThat(function.name()).startsWith("talib_");
    assertThat(function.description()).endsWith(".");
    assertThat(function.source()).contains("TA-Lib");
    assertThat(function.example()).contains(function.name() + "(");
    Kernel kernel = function.kernel(defaults(function));
    assertThat(function.kernel(defaults(function))).isEqualTo(kernel).hasSameHashCodeAs(kernel);
    assertThat(function.output()).isBetween(0, kernel.outputs() - 1);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void bothFormsAgreeFromTheWarmUpOn(FunctionDefinition function) {
    Kernel kernel = function.kernel(defaults(function));
    int size = kernel.warmUp(0) + 60;
    double[][] in = inputs(function, size, false);
    double[][] out = batch(kernel, in);
    double[][] flat = inputs(function, size, true);
    double[][] flatOut = batch(kernel, flat);
    double[][] streamed = streamed(kernel, in);
    double[][] flatStreamed = streamed(kernel, flat);
    for (int k = 0; k < out.length; k++) {
      assertThat(streamed[k]).isEqualTo(out[k]);
      assertThat(flatStreamed[k]).isEqualTo(flatOut[k]);
      assertThat(Arrays.stream(flatOut[k]).noneMatch(Double::isInfinite)).isTrue();
      for (int i = 0; i < size; i++) {
        assertThat(Double.isNaN(out[k][i])).as("bar %d", i).isEqualTo(i < kernel.warmUp(k));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aHoleStartsAfreshAndTheFutureDoesNotMatter(FunctionDefinition function) {
    Kernel kernel = function.kernel(defaults(function));
    int hole = kernel.warmUp(0) + 20;
    int size = 2 * hole;
    double[][] in = inputs(function, size, false);
    double[] whole = batch(kernel, in)[function.output()];
    double[][] torn = new double[in.length][];
    double[][] behind = new double[in.length][];
    for (int k = 0; k < in.length; k++) {
      torn[k] = in[k].clone();
      behind[k] = Arrays.copyOfRange(in[k], hole + 1, size);
    }
    torn[0][hole] = Double.NaN;
    double[] out = batch(kernel, torn)[function.output()];

    assertThat(Arrays.copyOf(out, hole)).isEqualTo(Arrays.copyOf(whole, hole));
    assertThat(out[hole]).isNaN();
    assertThat(Arrays.copyOfRange(out, hole + 1, size))
        .isEqualTo(batch(kernel, behind)[function.output()]);
    assertThat(streamed(kernel, torn)[function.output()]).isEqualTo(out);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void valuesAreThoseOfTaLibOverTheWholeSeries(FunctionDefinition function) {
    if (WINDOWED.contains(function.name())) {
      return;
    }
    double[] constants = defaults(function);
    TrailingKernel kernel = (TrailingKernel) function.kernel(constants);
    double[][] in = inputs(function, SIZE, false);
    double[] out = batch(kernel, in)[function.output()];
    Study study = kernel.study();
    Study.Results results = new Study.Results(study, SIZE);
    study.calculation().of(in, constants, results);

    double scale = Arrays.stream(out).filter(Double::isFinite).map(Math::abs).max().orElseThrow();
    int different = 0;
    for (int i = kernel.warmUp(0); i < SIZE; i++) {
      int index = i - results.begin.value;
      double expected =
          study.whole() ? results.whole[index] : results.values[function.output()][index];
      boolean equal = Math.abs(out[i] - expected) <= 1e-9 * scale;
      different += equal ? 0 : 1;
      if (!STEPPED.contains(function.name())) {
        assertThat(equal).as("bar %d: %s, expected %s", i, out[i], expected).isTrue();
      }
    }
    assertThat(different).isLessThan(SIZE / 50);
  }

  @Test
  void theFunctionsJoinTheRegistry() {
    FunctionRegistry joined = FunctionRegistry.standard().with(functions());
    assertThat(joined.all()).hasSize(FunctionRegistry.standard().all().size() + functions().size());
    assertThat(functions()).hasSizeGreaterThan(100);
  }

  @Test
  void aPatternIsFoundWhereItIs() {
    // A small falling candle inside the body of the rising one behind it.
    double[] open = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10.4, 9.8};
    double[] close = {10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10, 10.8};
    double[] high = {10.6, 10.6, 10.6, 10.6, 10.6, 10.6, 10.6, 10.6, 10.6, 10.6, 10.5, 10.9};
    double[] low = {9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.7};
    FunctionDefinition engulfing =
        FunctionRegistry.of(functions()).find("talib_cdl_engulfing").orElseThrow();
    double[] found = batch(engulfing.kernel(), new double[][] {open, high, low, close})[0];
    assertThat(found[11]).isEqualTo(100);
    assertThat(found[10]).isZero();
  }

  @Test
  void theAdapterDependsOnTheEngineAndTaLibOnly() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.tradewind.talib..",
            "dev.tradewind.engine.expr..",
            "dev.tradewind.engine.indicator..",
            "com.tictactec.ta.lib..",
            "java..",
            "org.jspecify..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.tradewind.talib"));
  }
}
