package dev.tradewind.benchmarks.engine;

import com.sun.management.ThreadMXBean;
import dev.tradewind.benchmarks.Medians;
import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.expr.SeriesFeed;
import dev.tradewind.engine.expr.StreamingProgram;
import dev.tradewind.engine.feature.MultiTimeframeEma;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W3: feature columns through the expression language, beside loops by hand and TA-Lib. */
public final class FeatureWorkloads {
  /** The 31 columns; the first {@link #CORE} have equivalents in TA-Lib. */
  static final List<String> COLUMNS =
      List.of(
          "rsi(close, 7)",
          "rsi(close, 14)",
          "rsi(close, 21)",
          "macd(close, 12, 26, 9)",
          "macd_signal(close, 12, 26, 9)",
          "macd_hist(close, 12, 26, 9)",
          "macd(close, 8, 17, 9)",
          "macd_signal(close, 8, 17, 9)",
          "macd_hist(close, 8, 17, 9)",
          "stochastic_k(14, 3, 3)",
          "stochastic_d(14, 3, 3)",
          "bollinger_upper(close, 20, 2)",
          "bollinger_middle(close, 20, 2)",
          "bollinger_lower(close, 20, 2)",
          "atr(14)",
          "adx(14)",
          "plus_di(14)",
          "minus_di(14)",
          "ema(close, 9)",
          "ema(close, 10)",
          "ema(close, 21)",
          "ema(close, 50)",
          "ema(close, 200)",
          "parkinson(20)",
          "garman_klass(20)",
          "log_return(close, 1)",
          "log_return(close, 7)",
          "log_return(close, 30)",
          "zscore(log_return(close, 1), 252)",
          "zscore(log_return(close, 7), 252)",
          "zscore(log_return(close, 30), 252)");

  static final int CORE = 23;
  private static final int STREAMED = 200_000;

  private FeatureWorkloads() {}

  /** W3 and its parts. */
  public static List<Workload> all() {
    return List.of(new Columns(), new AgainstTaLib(), new OneBar(), new AllTimeframes());
  }

  /** The 31 columns of W3. */
  public static List<String> columns() {
    return COLUMNS;
  }

  /** A program of expressions over the walk. */
  public static Program program(List<String> texts) {
    ExpressionChecker checker = ExpressionChecker.in(ExpressionScope.standard());
    List<CheckedExpression> checked =
        texts.stream()
            .map(
                text ->
                    switch (checker.check(text)) {
                      case CheckResult.Checked(var expression) -> expression;
                      case CheckResult.Refused refused ->
                          throw new IllegalArgumentException(refused.render());
                    })
            .toList();
    BarSeries none = WalkGenerator.series(1);
    return ProgramCompiler.compile(
        checked, ProgramScope.of(WalkGenerator.INSTRUMENT, none.timeframe()));
  }

  private record Columns() implements Workload {
    @Override
    public String name() {
      return "w3";
    }

    @Override
    public String description() {
      return "31 feature columns over 1 000 000 bars, beside loops by hand";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
      BarSeries bars = WalkGenerator.series(WalkGenerator.BARS);
      PlainFeatures plain = new PlainFeatures(bars);
      Program program = program(COLUMNS);
      ProgramData data = ProgramData.of(bars);
      double[][] out = new double[COLUMNS.size()][bars.size()];
      return Medians.compare(
          plain::all,
          () -> {
            program.batch(data, out);
            return out[COLUMNS.size() - 1][bars.size() - 1];
          });
    }
  }

  private record AgainstTaLib() implements Workload {
    @Override
    public String name() {
      return "w3-talib";
    }

    @Override
    public String description() {
      return "the 23 core columns over 1 000 000 bars, beside TA-Lib for Java";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
      BarSeries bars = WalkGenerator.series(WalkGenerator.BARS);
      TaLibColumns reference = new TaLibColumns(bars);
      Program program = program(COLUMNS.subList(0, CORE));
      ProgramData data = ProgramData.of(bars);
      double[][] out = new double[CORE][bars.size()];
      return Medians.compare(
          reference::compute,
          () -> {
            program.batch(data, out);
            return out[CORE - 1][bars.size() - 1];
          });
    }
  }

  /** Averages on all timeframes, beside W3 by hand. */
  private record AllTimeframes() implements Workload {
    @Override
    public String name() {
      return "w3-timeframes";
    }

    @Override
    public String description() {
      return "EMA 9, 10, 21, 50 and 200 on all seeded timeframes, each on its own bars, from"
          + " 1 000 000 bars of a minute, beside the 31 columns of W3 by hand";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
      BarSeries bars = WalkGenerator.series(WalkGenerator.BARS);
      PlainFeatures plain = new PlainFeatures(bars);
      List<TimeframeDefinition> all = Timeframes.seeded();
      TimeframeDefinition minute = TimeframeDefinition.of(bars.timeframe().code());
      Program program =
          program(
              new MultiTimeframeEma(minute, all, MultiTimeframeEma.PIVOT_PERIODS, false).texts());
      ProgramData data = ProgramData.of(bars);
      return Medians.compare(plain::all, () -> program.batchByTimeframe(data).getLast().size());
    }
  }

  /** What a new bar costs once the program is warm. */
  private record OneBar() implements Workload {
    @Override
    public String name() {
      return "w3-bar";
    }

    @Override
    public String description() {
      return "one new bar through all 31 columns";
    }

    @Override
    public Map<String, Object> measure() {
      BarSeries bars = WalkGenerator.series(STREAMED);
      SeriesFeed feed = new SeriesFeed(program(COLUMNS), ProgramData.of(bars), 0);
      double[][] out = new double[COLUMNS.size()][STREAMED / 2];
      feed.run(STREAMED / 2, out);
      StreamingProgram program = feed.program();
      long allocated = allocated();
      long start = System.nanoTime();
      for (int bar = STREAMED / 2; bar < STREAMED; bar++) {
        program.update(0, bars, bar);
      }
      long nanos = System.nanoTime() - start;
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("microsPerBar", nanos / 1e3 / (STREAMED - STREAMED / 2));
      values.put("bytesPerBar", (allocated() - allocated) / (STREAMED - STREAMED / 2));
      return values;
    }

    private static long allocated() {
      return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
  }
}
