package dev.tradewind.cluster;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.StrategyLibrary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that evaluating a trial needs besides its parameters. Immutable, thread-safe.
 *
 * @param series one for each instrument
 * @param strategy name of a shipped strategy or a one-line rule, or a rule document
 * @param isDocument whether it is a document
 * @param assumptions of every run that are not the default, by name
 * @param statistics those to keep
 * @param places Parquet files that executors read the bars from, in the order of the series; empty
 *     if the bars themselves are sent
 */
public record StudySpec(
    List<BarSeries> series,
    String strategy,
    boolean isDocument,
    Map<String, String> assumptions,
    List<String> statistics,
    List<String> places) {
  private static final int VERSION = 2;

  /** What a bar takes on its way. */
  private static final int BAR_BYTES = 65;

  /** What is sent is held in one piece, by the driver and by every executor. */
  private static final long MOST_BYTES = 512L << 20;

  /** Copies. */
  public StudySpec {
    places = List.copyOf(places);
    series = List.copyOf(series);
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
      List<BarSeries> series,
      StrategyDescriptor strategy,
      ExpressionScope scope,
      Map<String, String> assumptions,
      List<String> statistics) {
    boolean isDocument = strategy instanceof RuleDescriptor;
    String text =
        strategy instanceof RuleDescriptor rule
            ? RuleDocuments.toYaml(rule.definition().inlined(scope))
            : strategy.id();
    StudySpec spec = new StudySpec(series, text, isDocument, assumptions, statistics, List.of());
    spec.descriptor();
    return spec;
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
    if (files.size() != series.size()) {
      throw new IllegalArgumentException(
          "there must be a file for each of the "
              + series.size()
              + " series that executors read, were "
              + files.size());
    }
    for (BarSeries each : series) {
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
    return new StudySpec(series, strategy, isDocument, assumptions, statistics, files);
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
    return new SimulationEvaluator(series, descriptor(), Map.of(), outcome.config(), statistics);
  }

  // --- bytes -------------------------------------------------------------------------------------

  /**
   * As bytes, the same for the same study.
   *
   * @throws IllegalArgumentException if there are more bars than can be sent
   */
  public byte[] encode() {
    long bars = series.stream().mapToLong(BarSeries::size).sum();
    if (places.isEmpty() && bars * BAR_BYTES > MOST_BYTES) {
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
      out.writeInt(series.size());
      out.writeBoolean(places.isEmpty());
      for (int i = 0; i < series.size(); i++) {
        writeHead(out, series.get(i));
        if (places.isEmpty()) {
          write(out, series.get(i));
        } else {
          writeText(out, places.get(i));
        }
      }
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
        series.add(series(in, sent, places, reader));
      }
      return new StudySpec(series, strategy, isDocument, assumptions, statistics, places);
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

  private static void writeHead(DataOutputStream out, BarSeries series) throws IOException {
    Instrument instrument = series.instrument();
    writeText(out, instrument.id());
    writeText(out, instrument.assetClass().name());
    writeText(out, instrument.currency());
    writeText(out, instrument.tickSize().toPlainString());
    writeText(out, instrument.lotSize().toPlainString());
    writeText(out, instrument.calendar().code());
    out.writeInt(instrument.calendar().periodsPerYear());
    out.writeBoolean(instrument.calendar().roundTheClock());
    writeText(out, series.timeframe().code());
    out.writeLong(series.timeframe().micros());
    writeText(out, series.contentHash());
  }

  private static void write(DataOutputStream out, BarSeries series) throws IOException {
    out.writeInt(series.size());
    for (int i = 0; i < series.size(); i++) {
      out.writeLong(series.openTime(i));
      out.writeLong(series.closeTime(i));
      out.writeLong(series.knownAt(i));
      out.writeBoolean(series.isPartial(i));
      out.writeDouble(series.open(i));
      out.writeDouble(series.high(i));
      out.writeDouble(series.low(i));
      out.writeDouble(series.close(i));
      out.writeDouble(series.volume(i));
    }
  }

  private static BarSeries series(
      DataInputStream in, boolean sent, List<String> places, BarReader reader) throws IOException {
    Instrument instrument =
        new Instrument(
            readText(in),
            AssetClass.valueOf(readText(in)),
            readText(in),
            new BigDecimal(readText(in)),
            new BigDecimal(readText(in)),
            new TradingCalendar(readText(in), in.readInt(), in.readBoolean()));
    Timeframe timeframe = new Timeframe(readText(in), in.readLong());
    String hash = readText(in);
    if (sent) {
      BarSeries series = bars(in, instrument, timeframe);
      if (!series.contentHash().equals(hash)) {
        throw new IllegalArgumentException(
            "the bars of " + instrument.id() + " arrived changed: " + series.contentHash());
      }
      return series;
    }
    String place = readText(in);
    places.add(place);
    BarSeries series = reader.read(place, instrument, timeframe);
    if (!series.contentHash().equals(hash)) {
      throw new IllegalArgumentException(
          place
              + " must hold the bars of "
              + instrument.id()
              + " "
              + timeframe.code()
              + " of the study, hash "
              + hash
              + ", has "
              + series.size()
              + " others, hash "
              + series.contentHash()
              + "; export them again");
    }
    return series;
  }

  private static BarSeries bars(DataInputStream in, Instrument instrument, Timeframe timeframe)
      throws IOException {
    int size = in.readInt();
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, size);
    for (int i = 0; i < size; i++) {
      long open = in.readLong();
      long close = in.readLong();
      long known = in.readLong();
      boolean partial = in.readBoolean();
      builder.append(
          open,
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble());
      if (close != open + timeframe.micros() || known != close || partial) {
        builder.closing(close, known, partial);
      }
    }
    return builder.build();
  }
}
