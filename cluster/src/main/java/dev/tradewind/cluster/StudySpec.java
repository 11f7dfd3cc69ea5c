package dev.tradewind.cluster;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.StrategyLibrary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that evaluating a trial needs besides its parameters. Immutable, thread-safe.
 *
 * @param input what every run reads: bars, splits, dividends, rates, finer bars, the benchmark
 * @param strategy name of a shipped strategy or a one-line rule, or a rule document
 * @param isDocument whether it is a document
 * @param assumptions of every run that are not the default, by name
 * @param statistics those to keep
 * @param places Parquet files that executors read the bars from, in the order of the series; empty
 *     if the bars themselves are sent
 */
public record StudySpec(
    SimulationInput input,
    String strategy,
    boolean isDocument,
    Map<String, String> assumptions,
    List<String> statistics,
    List<String> places) {
  private static final int VERSION = 3;

  /** What a bar takes on its way. */
  private static final int BAR_BYTES = 65;

  /** What is sent is held in one piece, by the driver and by every executor. */
  private static final long MOST_BYTES = 512L << 20;

  /** Copies. */
  public StudySpec {
    places = List.copyOf(places);
    assumptions = Map.copyOf(assumptions);
    statistics = List.copyOf(statistics);
  }

  /**
   * The specification of a study.
   *
   * @param scope what the strategy's expressions may name here; saved features are replaced by what
   *     they stand for
   * @param assumptions as they were given
   * @throws IllegalArgumentException if executors cannot make the strategy
   */
  public static StudySpec of(
      SimulationInput input,
      StrategyDescriptor strategy,
      ExpressionScope scope,
      Map<String, String> assumptions,
      List<String> statistics) {
    boolean isDocument = strategy instanceof RuleDescriptor;
    String text =
        strategy instanceof RuleDescriptor rule
            ? RuleDocuments.toYaml(rule.definition().inlined(scope))
            : strategy.id();
    StudySpec spec = new StudySpec(input, text, isDocument, assumptions, statistics, List.of());
    spec.descriptor();
    return spec;
  }

  /** The bars of the instruments. */
  public List<BarSeries> series() {
    return input.series();
  }

  /** Reads bars where an executor is. */
  @FunctionalInterface
  public interface BarReader {
    /**
     * The bars of a file.
     *
     * @param place of the file
     * @param instrument what they are prices of
     * @param timeframe length of each
     * @throws IllegalArgumentException if there is no such file of bars; says which and why
     */
    BarSeries read(String place, Instrument instrument, Timeframe timeframe);
  }

  /**
   * The same study, whose bars executors read themselves.
   *
   * @param files Parquet files as {@code data export} writes them, in the order of the series,
   *     under names that mean the same to every executor: {@code hdfs://…}, {@code s3a://…} or a
   *     path that all machines have
   * @throws IllegalArgumentException if there are more or fewer than series, or a series has bars
   *     that such a file does not hold
   */
  public StudySpec readFrom(List<String> files) {
    if (files.size() != series().size()) {
      throw new IllegalArgumentException(
          "there must be a file for each of the "
              + series().size()
              + " series that executors read, were "
              + files.size());
    }
    for (BarSeries each : series()) {
      for (int i = 0; i < each.size(); i++) {
        if (isUnusual(each, i)) {
          throw new IllegalArgumentException(
              "bar "
                  + i
                  + " of "
                  + each.instrument().id()
                  + " is known or ends at another time than its timeframe says, which a Parquet"
                  + " file does not hold; have the bars sent instead");
        }
      }
    }
    return new StudySpec(input, strategy, isDocument, assumptions, statistics, files);
  }

  private static boolean isUnusual(BarSeries series, int i) {
    long end = series.openTime(i) + series.timeframe().micros();
    return series.closeTime(i) != end || series.knownAt(i) != end || series.isPartial(i);
  }

  /**
   * The strategy as executors make it.
   *
   * @throws IllegalArgumentException if it cannot be made from the engine and the shipped
   *     strategies alone
   */
  public StrategyDescriptor descriptor() {
    if (!isDocument) {
      return StrategyLibrary.STANDARD
          .find(strategy)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "strategy "
                          + strategy
                          + " is not known to executors, which have rules and shipped strategies;"
                          + " run it with --runner local"));
    }
    RuleDocuments.Checked checked = RuleDocuments.check(strategy, ExpressionScope.standard());
    return checked
        .rule()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the strategy names what executors do not have: "
                        + checked.problems().getFirst().sentence()
                        + "; run it with --runner local"));
  }

  /** Evaluates trials of the study, to the last bit as the process does that made it. */
  public SimulationEvaluator evaluator() {
    AssumptionOptions.Outcome outcome =
        AssumptionOptions.apply(SimulationConfig.DEFAULT, assumptions);
    if (!outcome.problems().isEmpty()) {
      throw new IllegalArgumentException(
          outcome.problems().getFirst().name() + ": " + outcome.problems().getFirst().message());
    }
    return new SimulationEvaluator(
        input, descriptor(), Map.of(), outcome.config(), statistics, RunScope.STANDARD);
  }

  // --- bytes -------------------------------------------------------------------------------------

  /**
   * As bytes, the same for the same study.
   *
   * @throws IllegalArgumentException if there are more bars than can be sent
   */
  public byte[] encode() {
    long bars = StudyBytes.beside(input).mapToLong(BarSeries::size).sum();
    if (places.isEmpty()) {
      bars += series().stream().mapToLong(BarSeries::size).sum();
    }
    if (bars * BAR_BYTES > MOST_BYTES) {
      throw new IllegalArgumentException(
          "bars to send must be at most "
              + MOST_BYTES / BAR_BYTES
              + ", were "
              + bars
              + "; write them with 'tradewind data export' to where every executor can read them"
              + " and name the files with --spark-bars");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(VERSION);
      writeText(out, strategy);
      out.writeBoolean(isDocument);
      out.writeInt(assumptions.size());
      for (Map.Entry<String, String> each : new TreeMap<>(assumptions).entrySet()) {
        writeText(out, each.getKey());
        writeText(out, each.getValue());
      }
      out.writeInt(statistics.size());
      for (String each : statistics) {
        writeText(out, each);
      }
      out.writeInt(series().size());
      out.writeBoolean(places.isEmpty());
      for (int i = 0; i < series().size(); i++) {
        StudyBytes.writeHead(out, series().get(i));
        if (places.isEmpty()) {
          StudyBytes.writeBars(out, series().get(i));
        } else {
          writeText(out, places.get(i));
        }
      }
      StudyBytes.writeBeside(out, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param reader of bars that were not sent
   * @throws IllegalArgumentException if it is from another version, or a series is not what it was
   */
  public static StudySpec decode(byte[] bytes, BarReader reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "the study is of format "
                + version
                + ", executors have "
                + VERSION
                + "; use the job jar of the same build");
      }
      String strategy = readText(in);
      boolean isDocument = in.readBoolean();
      Map<String, String> assumptions = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        assumptions.put(readText(in), readText(in));
      }
      List<String> statistics = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        statistics.add(readText(in));
      }
      List<BarSeries> series = new ArrayList<>();
      int left = in.readInt();
      boolean sent = in.readBoolean();
      List<String> places = new ArrayList<>();
      for (; left > 0; left--) {
        series.add(StudyBytes.series(in, sent, places, reader));
      }
      SimulationInput input = StudyBytes.beside(in, SimulationInput.of(series));
      return new StudySpec(input, strategy, isDocument, assumptions, statistics, places);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
