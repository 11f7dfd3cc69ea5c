package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The bars a search runs on. */
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
      description = "Length of a bar (default: with --data inferred; else it is needed).")
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

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  /** The series asked for. */
  List<BarSeries> read(Verb verb) throws IOException {
    if (files.isEmpty() == instruments.isEmpty()) {
      throw verb.wrongUsage("one of --data FILE and --instrument ID is needed, not both");
    }
    @Nullable Instant first = Arguments.time("--from", from);
    @Nullable Instant end = Arguments.time("--to", to);
    @Nullable Timeframe length = Arguments.timeframe(timeframe);
    List<BarSeries> series = new ArrayList<>();
    if (files.isEmpty()) {
      stored(verb, length, series);
    }
    for (Path file : files) {
      PriceFile read;
      try (Progress progress = verb.progress("reading")) {
        read = PriceFile.read(file, length, reading, describing, progress);
      }
      read.remarks().forEach(verb::note);
      series.add(read.series());
    }
    PriceFile.requireDistinct(series);
    return series.stream()
        .map(
            each ->
                first == null && end == null
                    ? each
                    : each.between(
                        Arguments.micros(first, Long.MIN_VALUE),
                        Arguments.micros(end, Long.MAX_VALUE)))
        .peek(SeriesOptions::requireBars)
        .toList();
  }

  private static void requireBars(BarSeries series) {
    if (series.size() == 0) {
      throw new CliException(
          ExitCode.NOT_FOUND, "no bars of " + series.instrument().id() + " in the span asked for");
    }
  }

  private void stored(Verb verb, @Nullable Timeframe length, List<BarSeries> series) {
    if (length == null) {
      throw verb.wrongUsage("--timeframe is needed with --instrument");
    }
    if (PlatformClient.find(verb.session()).isPresent()) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "the running platform holds the store; stop it, or export the series ('tradewind data"
              + " export') and search on the file with --data");
    }
    try (LocalMarketData data = LocalMarketData.open(verb.session().home())) {
      for (String id : instruments) {
        series.add(
            data.read(id, length).orElseThrow(() -> DataVerbs.noSuchSeries(id, length.code())));
      }
    }
  }
}
