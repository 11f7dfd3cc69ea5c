package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.LedgerOverflowException;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.report.Csv;
import dev.tradewind.report.ResultJson;
import dev.tradewind.report.RunInfo;
import dev.tradewind.store.RunInputs;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backtest run}. */
@Command(
    name = "run",
    description = {
      "Simulate a strategy on a file of prices or on stored series.",
      "Orders decided on a bar's close fill at the next bar's open. With --data nothing is stored",
      "and no platform is needed. --output csv prints the round trips, with --equity the curve."
    })
final class BacktestRunCommand extends ReportingVerb {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "A file of prices; may be repeated for several instruments sharing the cash.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      description = "A stored instrument; may be repeated.")
  List<String> instruments = new ArrayList<>();

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "Length of a bar (default: with --data inferred; else the only one stored).")
  @Nullable String timeframe;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only bars from this date or UTC time on.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only bars that end by this date (its first moment) or UTC time.")
  @Nullable String to;

  @Option(
      names = "--detail",
      paramLabel = "FILE|TF",
      description =
          "Finer prices for the way of the price within bars: with --instrument a stored timeframe"
              + " such as 1m, with --data a file, the n-th for the n-th --data.")
  List<String> detail = new ArrayList<>();

  @Option(
      names = "--fx",
      paramLabel = "CURRENCY=FILE|ID",
      description =
          "The prices of one unit of a currency in the account's: with --data a file, with"
              + " --instrument a stored one (default: the one with such a name, as EURUSD); may be"
              + " repeated.")
  Map<String, String> fx = new LinkedHashMap<>();

  @Option(
      names = "--benchmark",
      paramLabel = "FILE|ID",
      description =
          "What to measure against instead of holding the run's instruments: with --data a file of"
              + " prices, with --instrument a stored instrument.")
  @Nullable String benchmark;

  @Option(
      names = "--tell-signals",
      paramLabel = "DEFINITION",
      description =
          "Tell the strategy of the platform's stored signals of this definition, with"
              + " --instrument; may be repeated.")
  List<String> told = new ArrayList<>();

  @Option(names = "--equity", description = "With json also the equity curve, with csv only that.")
  boolean equity;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a report: its name ends in " + ReportFile.ENDINGS + ".")
  @Nullable Path report;

  @Mixin SimulationOptions simulation = new SimulationOptions();

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  @Override
  ExitCode run() throws IOException, InterruptedException {
    simulation.chooseStrategy(this);
    SimulationConfig config = simulation.config();
    Span span = new Span(Arguments.time("--from", from), Arguments.time("--to", to));
    requireOneSource();
    requireDetailOfFiles();
    if (report != null) {
      ReportFile.of("--report", report);
    }
    if (files.isEmpty()) {
      requireNoDescription();
      Optional<PlatformClient> platform = PlatformClient.find(session());
      if (platform.isPresent()) {
        return onPlatform(platform.get(), simulation.parametersForPlatform(), span);
      }
    }
    if (simulation.signals != null || !told.isEmpty()) {
      if (!files.isEmpty()) {
        throw wrongUsage(
            (told.isEmpty() ? "--signals" : "--tell-signals")
                + " goes with --instrument; signals are of stored series");
      }
      PlatformClient.require(session(), "signals");
    }
    StrategyDescriptor strategy = simulation.descriptor(session());
    ExpressionScope names = ExpressionNames.of(session(), StrategyNames.texts(strategy));
    Map<String, BigDecimal> parameters = simulation.checkedParameters(strategy);
    Inputs inputs = files.isEmpty() ? stored(span, config) : read(span);
    return simulate(inputs, strategy, parameters, config, RunScope.STANDARD.withExpressions(names));
  }

  private void requireOneSource() {
    if (files.isEmpty() == instruments.isEmpty()) {
      throw wrongUsage("one of --data FILE and --instrument ID is needed, not both");
    }
    if (equity && output == OutputFormat.TABLE) {
      throw wrongUsage("--equity needs --output json or csv");
    }
  }

  private void requireDetailOfFiles() {
    if (files.isEmpty()) {
      if (detail.size() > 1) {
        throw wrongUsage("--detail must be given once with --instrument: one timeframe for all");
      }
      return;
    }
    if (detail.size() > files.size()) {
      throw wrongUsage(
          "--detail must be given at most as often as --data ("
              + files.size()
              + "), was given "
              + detail.size()
              + " times");
    }
  }

  private void requireNoDescription() {
    @Nullable String given = describing.anyGiven();
    if (given != null) {
      throw wrongUsage(given + " goes with --data; a stored instrument has its own");
    }
  }

  /** A span of time, each end optional. */
  private record Span(@Nullable Instant from, @Nullable Instant to) {
    Span {
      if (from != null && to != null && !from.isBefore(to)) {
        throw new CliException(
            ExitCode.USAGE, "--from must be before --to, was " + from + " with --to " + to);
      }
    }

    BarSeries of(BarSeries series) {
      BarSeries inside =
          from == null && to == null
              ? series
              : series.between(
                  Arguments.micros(from, Long.MIN_VALUE), Arguments.micros(to, Long.MAX_VALUE));
      if (inside.size() == 0) {
        throw new CliException(
            ExitCode.NOT_FOUND,
            "no bars of "
                + series.instrument().id()
                + (from == null ? "" : " from " + from)
                + (to == null ? "" : " to " + to));
      }
      return inside;
    }
  }

  /** What is simulated on. */
  private record Inputs(SimulationInput input, String source, List<Assumption> notes) {
    List<BarSeries> series() {
      return input.series();
    }
  }

  private Inputs read(Span span) throws IOException {
    @Nullable Timeframe length = Arguments.timeframe(timeframe);
    List<BarSeries> series = new ArrayList<>();
    List<Assumption> notes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      PriceFile read;
      try (Progress progress = progress("reading")) {
        read = PriceFile.read(file, length, reading, describing, progress);
      }
      read.remarks().forEach(this::note);
      series.add(span.of(read.series()));
      notes.addAll(read.assumptions());
      names.add(read.name());
    }
    PriceFile.requireDistinct(series);
    note("not stored: 'tradewind data import' and 'tradewind up' keep prices and runs");
    SimulationInput input = SimulationInput.of(series).withDetail(finer(series)).withRates(rates());
    return new Inputs(
        benchmark == null ? input : input.withBenchmark(priceFile(Path.of(benchmark))),
        String.join(", ", names),
        notes);
  }

  private Map<String, BarSeries> finer(List<BarSeries> series) throws IOException {
    Map<String, BarSeries> finer = new LinkedHashMap<>();
    for (int i = 0; i < detail.size(); i++) {
      Instrument instrument = series.get(i).instrument();
      finer.put(instrument.id(), priceFile(Path.of(detail.get(i))).withInstrument(instrument));
    }
    return finer;
  }

  private Map<String, BarSeries> rates() throws IOException {
    Map<String, BarSeries> rates = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : fx.entrySet()) {
      rates.put(each.getKey(), priceFile(Path.of(each.getValue())));
    }
    return rates;
  }

  private BarSeries priceFile(Path file) throws IOException {
    try (Progress progress = progress("reading")) {
      return PriceFile.read(file, null, reading, describing, progress).series();
    }
  }

  private Inputs stored(Span span, SimulationConfig config) {
    try (LocalMarketData data = LocalMarketData.open(session().home())) {
      Timeframe length = storedTimeframe(data, instruments.getFirst());
      for (String id : instruments) {
        if (!data.timeframes(id).contains(length)) {
          throw DataVerbs.noSuchSeries(id, length.code());
        }
      }
      RunInputs.Wanted wanted =
          new RunInputs.Wanted(
              instruments,
              length,
              Arguments.micros(span.from(), Long.MIN_VALUE),
              Arguments.micros(span.to(), Long.MAX_VALUE),
              config.accountCurrency(),
              detail.isEmpty()
                  ? Optional.empty()
                  : Optional.ofNullable(Arguments.timeframe(detail.getFirst())),
              fx,
              Optional.ofNullable(benchmark),
              true);
      return switch (RunInputs.read(wanted, data.source())) {
        case RunInputs.Outcome.Missing(List<String> reasons) ->
            throw new CliException(ExitCode.NOT_FOUND, String.join("; ", reasons));
        case RunInputs.Outcome.Complete(SimulationInput input) -> {
          PriceFile.requireDistinct(input.series());
          note("not stored: while no platform runs ('tradewind up'), runs are only printed");
          yield new Inputs(input, "store", List.of());
        }
      };
    }
  }

  private Timeframe storedTimeframe(LocalMarketData data, String id) {
    @Nullable Timeframe given = Arguments.timeframe(timeframe);
    return given != null
        ? given
        : only(id, data.timeframes(id).stream().map(Timeframe::code).toList());
  }

  private static Timeframe only(String id, List<String> codes) {
    if (codes.isEmpty()) {
      throw DataVerbs.noSuchSeries(id, "of any timeframe");
    }
    if (codes.size() > 1) {
      throw new CliException(
          ExitCode.USAGE,
          "--timeframe is needed: " + id + " is stored as " + String.join(", ", codes));
    }
    return Timeframe.parse(codes.getFirst());
  }

  private ExitCode simulate(
      Inputs inputs,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      RunScope scope)
      throws IOException {
    // The hash of the data takes as long as the run and needs nothing of it.
    Thread.ofPlatform()
        .daemon()
        .name("hash")
        .start(() -> inputs.series().forEach(BarSeries::contentHash));
    SimulationResult result;
    try (Progress progress = progress("simulating")) {
      result =
          Simulator.run(
              inputs.input(),
              strategy.create(parameters),
              strategy.id(),
              strategy.complete(parameters),
              config,
              scope,
              (done, total) -> {
                progress.show((double) done / total);
                return true;
              });
    } catch (StrategyFailedException e) {
      throw keptPart(inputs, e, e.partialResult());
    } catch (LedgerOverflowException e) {
      throw keptPart(inputs, e, e.partialResult());
    }
    return print(inputs, result);
  }

  /** Prints what a run had done before it failed, marked, and hands the failure back. */
  private RuntimeException keptPart(
      Inputs inputs, RuntimeException failure, Optional<SimulationResult> part) throws IOException {
    if (part.isPresent()) {
      note("the run failed; what it had done until then follows, marked as partial");
      print(inputs, part.get());
    }
    return failure;
  }

  private ExitCode print(Inputs inputs, SimulationResult result) throws IOException {
    RunInfo run =
        RunInfo.offline(result, inputs.source(), inputs.series())
            .withNotes(inputs.notes())
            .withTrials(Trials.count(this, inputs.series(), result).orElse(null));
    if (report != null) {
      ReportFile.of("--report", report).write(run, result, inputs.series());
      note("wrote " + report);
    }
    Writer out = session().out();
    switch (output) {
      case TABLE -> RunSheet.of(run, result).print(out);
      case JSON -> ResultJson.write(run, result, equity, out);
      case CSV -> {
        if (equity) {
          Csv.equity(result, out);
        } else {
          Csv.roundTrips(result, out);
        }
      }
    }
    return ExitCode.OK;
  }

  private ExitCode onPlatform(
      PlatformClient platform, Map<String, BigDecimal> parameters, Span span)
      throws IOException, InterruptedException {
    Json accepted = platform.post("/backtests", request(platform, parameters, span));
    RemoteRun run = new RemoteRun(platform, accepted.get("id").display());
    Json finished;
    try (Progress progress = progress("simulating")) {
      finished = run.await(progress);
    }
    if (report != null
        && ("DONE".equals(finished.text("status")) || finished.get("partial").isTrue())) {
      run.saveReport(ReportFile.of("--report", report));
      note("wrote " + report);
    }
    return run.print(this, equity);
  }

  private Json request(PlatformClient platform, Map<String, BigDecimal> parameters, Span span)
      throws IOException, InterruptedException {
    Map<String, Json> given = new TreeMap<>();
    parameters.forEach((name, value) -> given.put(name, Json.ofText(value.toPlainString())));
    Map<String, Json> body = new LinkedHashMap<>();
    body.put("instruments", Json.array(instruments.stream().map(Json::ofText).toList()));
    body.put("timeframe", Json.ofText(platformTimeframe(platform).code()));
    FileOptions.put(body, "from", span.from() == null ? null : span.from().toString());
    FileOptions.put(body, "to", span.to() == null ? null : span.to().toString());
    if (StrategyNames.isPath(simulation.strategy)) {
      body.put("document", Json.ofText(StrategyNames.read(Path.of(simulation.strategy))));
    }
    FileOptions.put(body, "strategy", simulation.named());
    FileOptions.put(body, "detail", detail.isEmpty() ? null : detail.getFirst());
    FileOptions.put(body, "benchmark", benchmark);
    Map<String, Json> rates = new TreeMap<>();
    fx.forEach((currency, instrument) -> rates.put(currency, Json.ofText(instrument)));
    body.put("rates", Json.object(rates));
    body.put("signals", Json.array(told.stream().map(Json::ofText).toList()));
    body.put("parameters", Json.object(given));
    Map<String, Json> assumptions = new TreeMap<>();
    simulation.given().forEach((name, value) -> assumptions.put(name, Json.ofText(value)));
    body.put("assumptions", Json.object(assumptions));
    return Json.object(body);
  }

  private Timeframe platformTimeframe(PlatformClient platform)
      throws IOException, InterruptedException {
    @Nullable Timeframe given = Arguments.timeframe(timeframe);
    if (given != null) {
      return given;
    }
    String id = instruments.getFirst();
    List<String> codes =
        platform.all("/series", Map.of()).stream()
            .filter(each -> each.text("instrument").equals(id))
            .map(each -> each.text("timeframe"))
            .toList();
    return only(id, codes);
  }
}
