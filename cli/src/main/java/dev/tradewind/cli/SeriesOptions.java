package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FinerPrices;
import dev.tradewind.store.RunInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What runs read: the same for a single run, a search and a walk. */
final class SeriesOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "A file of prices; may be repeated for several instruments sharing the cash.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      description =
          "A stored instrument; may be repeated. While the platform runs, it does the work.")
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
      paramLabel = "FILE|TF|trades",
      description =
          "Finer prices for the way of the price within bars: with --instrument a stored timeframe"
              + " such as 1m, or trades for the stored trades (with --fill-model intrabar; strategies"
              + " in Java are told of them); with --data a file, the n-th for the n-th --data.")
  List<String> detail = new ArrayList<>();

  @Option(
      names = "--trades",
      paramLabel = "FILE",
      description =
          "The market's trades, the n-th file for the n-th --data: told to strategies in Java, and"
              + " the way of the price within bars with --fill-model intrabar where no --detail is"
              + " given.")
  List<String> trades = new ArrayList<>();

  @Option(
      names = "--quotes",
      paramLabel = "FILE",
      description =
          "The market's quotes (time, bid, ask and their sizes), the n-th file for the n-th --data:"
              + " told to strategies in Java; fills do not use them.")
  List<String> quotes = new ArrayList<>();

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

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  /**
   * What is run on.
   *
   * @param input complete
   * @param source where it is from, for a report
   * @param notes what was inferred of files, for the assumption sheet
   */
  record Read(SimulationInput input, String source, List<Assumption> notes) {
    List<BarSeries> series() {
      return input.series();
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

  private Span span() {
    return new Span(Arguments.time("--from", from), Arguments.time("--to", to));
  }

  /** Whether stored series are run on, not files. */
  boolean isStored() {
    return files.isEmpty();
  }

  /** Refuses, before anything is read, what does not go together. */
  void check(Verb verb) {
    span();
    if (files.isEmpty() == instruments.isEmpty()) {
      throw verb.wrongUsage("one of --data FILE and --instrument ID is needed, not both");
    }
    if (!isStored()) {
      checkCount(verb, "--detail", detail);
      checkCount(verb, "--trades", trades);
      checkCount(verb, "--quotes", quotes);
      return;
    }
    if (!trades.isEmpty()) {
      throw verb.wrongUsage(
          "--trades goes with --data; the stored trades of an instrument are read with --detail"
              + " trades");
    }
    if (!quotes.isEmpty()) {
      throw verb.wrongUsage(
          "--quotes goes with --data: quotes are not kept by the store, so that a run on stored"
              + " prices has none");
    }
    if (detail.size() > 1) {
      throw verb.wrongUsage("--detail must be given once with --instrument: one timeframe for all");
    }
    finer();
    @Nullable String given = describing.anyGiven();
    if (given != null) {
      throw verb.wrongUsage(given + " goes with --data; a stored instrument has its own");
    }
  }

  /** What of the store shows the way of the price within bars. */
  private Optional<FinerPrices> finer() {
    try {
      return detail.stream().findFirst().map(FinerPrices::parse);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }

  private void checkCount(Verb verb, String option, List<String> given) {
    if (given.size() > files.size()) {
      throw verb.wrongUsage(
          option
              + " must be given at most as often as --data ("
              + files.size()
              + "), was given "
              + given.size()
              + " times");
    }
  }

  /** Reads all that was asked for, in this process. */
  Read read(Verb verb, SimulationConfig config) throws IOException {
    check(verb);
    return isStored() ? stored(verb, config) : files(verb);
  }

  private Read files(Verb verb) throws IOException {
    Span span = span();
    @Nullable Timeframe length = Arguments.timeframe(timeframe);
    List<BarSeries> series = new ArrayList<>();
    List<Assumption> notes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      PriceFile read;
      try (Progress progress = verb.progress("reading")) {
        read = PriceFile.read(file, length, reading, describing, progress);
      }
      read.remarks().forEach(verb::note);
      series.add(span.of(read.series()));
      notes.addAll(read.assumptions());
      names.add(read.name());
    }
    PriceFile.requireDistinct(series);
    Map<String, BarSeries> finer = new LinkedHashMap<>();
    for (int i = 0; i < detail.size(); i++) {
      Instrument instrument = series.get(i).instrument();
      finer.put(instrument.id(), file(verb, detail.get(i)).withInstrument(instrument));
    }
    Map<String, BarSeries> rates = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : fx.entrySet()) {
      rates.put(each.getKey(), file(verb, each.getValue()));
    }
    SimulationInput input =
        SimulationInput.of(series)
            .withDetail(finer)
            .withMarket(ticks(verb, series), quotes(verb, series, notes))
            .withRates(rates);
    return new Read(
        benchmark == null ? input : input.withBenchmark(file(verb, benchmark)),
        String.join(", ", names),
        notes);
  }

  /** The trades within the bars of each series. */
  private Map<String, List<TradeTick>> ticks(Verb verb, List<BarSeries> series) throws IOException {
    Map<String, List<TradeTick>> ticks = new LinkedHashMap<>();
    for (int i = 0; i < trades.size(); i++) {
      BarSeries bars = series.get(i);
      PriceFile read;
      try (Progress progress = verb.progress("reading")) {
        Path file = Path.of(trades.get(i));
        read = PriceFile.read(file, bars.timeframe(), reading, describing, progress);
      }
      if (read.trades().isEmpty()) {
        throw new CliException(
            ExitCode.USAGE,
            "--trades must be a file of trades (time, price, amount), "
                + read.name()
                + " has bars");
      }
      ticks.put(
          bars.instrument().id(),
          within(bars, read.trades(), TradeTick::timeMicros, "trade of " + read.name()));
    }
    return ticks;
  }

  /** The quotes within the bars of each series. */
  private Map<String, List<Quote>> quotes(Verb verb, List<BarSeries> series, List<Assumption> notes)
      throws IOException {
    Map<String, List<Quote>> told = new LinkedHashMap<>();
    for (int i = 0; i < quotes.size(); i++) {
      BarSeries bars = series.get(i);
      QuoteFile read;
      try (Progress progress = verb.progress("reading")) {
        read = QuoteFile.read(Path.of(quotes.get(i)), bars.instrument(), reading, progress);
      }
      read.remarks().forEach(verb::note);
      notes.addAll(read.assumptions());
      told.put(
          bars.instrument().id(),
          within(bars, read.quotes(), Quote::timeMicros, "quote of " + read.name()));
    }
    return told;
  }

  /** What of a file happened from the first bar's open to before the last one's close. */
  private static <T> List<T> within(
      BarSeries bars, List<T> all, ToLongFunction<T> time, String what) {
    long from = bars.openTime(0);
    long to = bars.closeTime(bars.size() - 1);
    List<T> within =
        all.stream()
            .filter(each -> time.applyAsLong(each) >= from && time.applyAsLong(each) < to)
            .toList();
    if (within.isEmpty()) {
      throw new CliException(
          ExitCode.NOT_FOUND, "no " + what + " lies within the bars of " + bars.instrument().id());
    }
    return within;
  }

  private BarSeries file(Verb verb, String name) throws IOException {
    try (Progress progress = verb.progress("reading")) {
      return PriceFile.read(Path.of(name), null, reading, describing, progress).series();
    }
  }

  private Read stored(Verb verb, SimulationConfig config) {
    if (PlatformClient.find(verb.session()).isPresent()) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "the running platform holds the store; stop it, or export the series ('tradewind data"
              + " export') and run on the file with --data");
    }
    Span span = span();
    try (LocalMarketData data = LocalMarketData.open(verb.session().home())) {
      Timeframe length = storedTimeframe(data);
      finer()
          .flatMap(each -> each.problem(length, config.fills().model()))
          .ifPresent(
              problem -> {
                throw new CliException(ExitCode.USAGE, "--" + problem);
              });
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
              finer(),
              fx,
              Optional.ofNullable(benchmark),
              true);
      return switch (RunInputs.read(wanted, data.source())) {
        case RunInputs.Outcome.Missing(List<String> reasons) ->
            throw new CliException(ExitCode.NOT_FOUND, String.join("; ", reasons));
        case RunInputs.Outcome.Complete(SimulationInput input) -> {
          PriceFile.requireDistinct(input.series());
          yield new Read(input, "store", List.of());
        }
      };
    }
  }

  private Timeframe storedTimeframe(LocalMarketData data) {
    @Nullable Timeframe given = Arguments.timeframe(timeframe);
    String id = instruments.getFirst();
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

  /** The same as fields of what the platform is asked. */
  Map<String, Json> body(PlatformClient platform) throws IOException, InterruptedException {
    Span span = span();
    Map<String, Json> body = new LinkedHashMap<>();
    body.put("instruments", StudyBody.texts(instruments));
    body.put("timeframe", Json.ofText(platformTimeframe(platform).code()));
    FileOptions.put(body, "from", span.from() == null ? null : span.from().toString());
    FileOptions.put(body, "to", span.to() == null ? null : span.to().toString());
    FileOptions.put(body, "detail", detail.isEmpty() ? null : detail.getFirst());
    FileOptions.put(body, "benchmark", benchmark);
    Map<String, Json> rates = new TreeMap<>();
    fx.forEach((currency, instrument) -> rates.put(currency, Json.ofText(instrument)));
    body.put("rates", Json.object(rates));
    return body;
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
