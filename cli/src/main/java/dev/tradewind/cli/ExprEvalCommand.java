package dev.tradewind.cli;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.CorporateActions;
import dev.tradewind.store.imports.ActionsFile;
import dev.tradewind.store.imports.RowRejection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expr eval}. */
@Command(
    name = "eval",
    description = {
      "Compute an expression on a file of prices or on a stored instrument: one line a bar with the"
          + " time at which the bar opens, the time at which the value is known, and the value.",
      "The value is computed from the first bar on and printed for those asked for; where it is"
          + " undefined the cell is empty."
    })
final class ExprEvalCommand extends ExprVerbs.ExpressionVerb {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "A file of prices. Repeated, the further ones can be referred to by the file's name:"
              + " close of \"SPY\" for SPY.csv.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      description =
          "A stored instrument, with its splits and its calendar: of the running platform, or else"
              + " of the data folder. Others that are stored can be referred to.")
  @Nullable String instrument;

  @Option(
      names = "--splits",
      paramLabel = "[ID=]FILE",
      description =
          "Splits for adjusted(...), a file as 'data splits import' takes it: of the first --data,"
              + " or of the one that is named. May be repeated.")
  List<String> splits = new ArrayList<>();

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "Length of a bar (default: inferred, or the only one stored).")
  @Nullable String timeframe;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Print bars that open at or after this date or UTC time.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Print bars that open before this date (its first moment) or UTC time.")
  @Nullable String to;

  @Option(names = "--last", paramLabel = "N", description = "Print only the last N of them.")
  @Nullable Integer last;

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (files.isEmpty() == (instrument == null)) {
      throw wrongUsage("one of --data FILE and --instrument ID is needed, not both");
    }
    ExpressionScope scope = scope();
    // What is wrong on bars of any length is said before bars are read.
    checked(scope);
    StoredExpression.Span span = span();
    print(files.isEmpty() ? stored(scope, span) : ofFiles(scope, span));
    return ExitCode.OK;
  }

  private StoredExpression.Span span() {
    @Nullable Instant start = Arguments.time("--from", from);
    @Nullable Instant end = Arguments.time("--to", to);
    if (start != null && end != null && !start.isBefore(end)) {
      throw wrongUsage("--from must be before --to, was " + from + " with --to " + to);
    }
    Integer count = last;
    if (count != null && count < 1) {
      throw wrongUsage("--last must be >= 1, was " + count);
    }
    return new StoredExpression.Span(start, end, count);
  }

  private StoredExpression.Values stored(ExpressionScope scope, StoredExpression.Span span)
      throws IOException, InterruptedException {
    String id = String.valueOf(instrument);
    @Nullable String misplaced = splits.isEmpty() ? describing.anyGiven() : "--splits";
    if (misplaced != null) {
      throw wrongUsage(misplaced + " goes with --data; a stored instrument has its own");
    }
    @Nullable Timeframe asked = Arguments.timeframe(timeframe);
    Optional<PlatformClient> platform = PlatformClient.find(session());
    if (platform.isPresent()) {
      Timeframe length =
          asked == null
              ? DataVerbs.onlyTimeframe(id, StoredExpression.timeframes(platform.get(), id))
              : asked;
      checked(scope.onBarsOf(length));
      return StoredExpression.onPlatform(
          this, platform.get(), text, Arguments.parameters(given), id, length, span);
    }
    try (LocalMarketData data = LocalMarketData.open(session().home())) {
      Timeframe length =
          asked == null
              ? DataVerbs.onlyTimeframe(
                  id, data.timeframes(id).stream().map(Timeframe::code).toList())
              : asked;
      BarSeries base =
          data.read(id, length).orElseThrow(() -> DataVerbs.noSuchSeries(id, length.code()));
      return StoredExpression.inFolder(data, checked(scope.onBarsOf(length)), scope, base, span);
    }
  }

  private StoredExpression.Values ofFiles(ExpressionScope scope, StoredExpression.Span span)
      throws IOException {
    Map<String, BarSeries> series = read();
    BarSeries base = series.values().iterator().next();
    CheckedExpression checked = checked(scope.onBarsOf(base.timeframe()));
    Map<String, SplitSchedule> schedules = splits(base, series);
    if (schedules.isEmpty() && checked.canonical().contains("adjusted(")) {
      note("no splits are given (--splits FILE): adjusted(x) is x");
    }
    double[] values =
        StoredExpression.compute(
            checked,
            scope,
            base,
            id -> Optional.ofNullable(series.get(id)),
            id -> schedules.getOrDefault(id, SplitSchedule.NONE),
            ": give --data a file of that name as well");
    return StoredExpression.Values.of(checked.type(), base, values, span);
  }

  private Map<String, BarSeries> read() throws IOException {
    Timeframe length = Arguments.timeframe(timeframe);
    Map<String, BarSeries> series = new LinkedHashMap<>();
    for (Path file : files) {
      BarSeries each =
          readOne(file, series.isEmpty() ? length : series.values().iterator().next().timeframe());
      if (series.put(each.instrument().id(), each) != null) {
        throw new CliException(
            ExitCode.USAGE, "two files are named " + each.instrument().id() + " (--data)");
      }
    }
    return series;
  }

  private Map<String, SplitSchedule> splits(BarSeries base, Map<String, BarSeries> series)
      throws IOException {
    Map<String, SplitSchedule> schedules = new LinkedHashMap<>();
    for (String given : splits) {
      int equals = given.indexOf('=');
      boolean named = equals > 0 && series.containsKey(given.substring(0, equals));
      String id = named ? given.substring(0, equals) : base.instrument().id();
      Path file = Path.of(named ? given.substring(equals + 1) : given);
      DataImportCommand.requireFile(file);
      ActionsFile.Read read = ActionsFile.read(file);
      for (RowRejection each : read.rejections()) {
        note("line " + each.line() + " rejected: " + Table.shownWhole(each.reason()));
      }
      if (!read.rejections().isEmpty()) {
        throw new CliException(
            ExitCode.REFUSED, file + ": " + read.rejections().size() + " rows were rejected");
      }
      if (schedules.put(id, CorporateActions.schedule(read.actions())) != null) {
        throw wrongUsage("--splits are given twice for " + id);
      }
    }
    return schedules;
  }

  private BarSeries readOne(Path file, @Nullable Timeframe length) throws IOException {
    try (Progress progress = progress(String.valueOf(file.getFileName()))) {
      PriceFile prices = PriceFile.read(file, length, reading, describing, progress);
      prices.remarks().forEach(this::note);
      return prices.series();
    }
  }

  private void print(StoredExpression.Values values) throws IOException {
    Table table = Table.of("time", "knownAt", "value");
    List<Json> items = new ArrayList<>();
    int defined = 0;
    for (int i = 0; i < values.size(); i++) {
      Json value = value(values.type, values.value(i));
      defined += value.isNull() ? 0 : 1;
      String time = time(values.time(i));
      String known = time(values.known(i));
      if (output == OutputFormat.JSON) {
        items.add(Json.of("time", time, "knownAt", known, "value", value));
      } else {
        table.row(List.of(time, known, value.display()));
      }
    }
    if (values.size() == 0) {
      note("no bar in that time");
    } else if (defined == 0) {
      note("undefined on all of these bars; more bars before them may be needed");
    }
    write(table, Json.array(items));
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static Json value(ValueType type, double value) {
    if (Double.isNaN(value)) {
      return Json.NULL;
    }
    return switch (type) {
      case NUMBER -> Json.number(value);
      case BOOLEAN -> Json.bool(value != 0);
      case DURATION -> Json.ofText(Duration.of((long) value, ChronoUnit.MICROS).toString());
    };
  }
}
