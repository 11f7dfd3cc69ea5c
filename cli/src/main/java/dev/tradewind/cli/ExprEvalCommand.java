package dev.tradewind.cli;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.store.CorporateActions;
import dev.tradewind.store.imports.ActionsFile;
import dev.tradewind.store.imports.RowRejection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
      "Compute an expression on a file of prices: one line a bar with the time at which the bar"
          + " opens, the time at which the value is known, and the value.",
      "The value is computed from the first bar on and printed for those asked for; where it is"
          + " undefined the cell is empty."
    })
final class ExprEvalCommand extends ExprVerbs.ExpressionVerb {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "A file of prices. Repeated, the further ones can be referred to by the file's name:"
              + " close of \"SPY\" for SPY.csv.")
  List<Path> files = new ArrayList<>();

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
      description = "Length of a bar (default: inferred).")
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
    ExpressionScope scope = scope();
    // What is wrong on bars of any length is said before files are read.
    checked(scope);
    long start = Arguments.micros(Arguments.time("--from", from), Long.MIN_VALUE);
    long end = Arguments.micros(Arguments.time("--to", to), Long.MAX_VALUE);
    if (start >= end) {
      throw wrongUsage("--from must be before --to, was " + from + " with --to " + to);
    }
    Integer count = last;
    if (count != null && count < 1) {
      throw wrongUsage("--last must be >= 1, was " + count);
    }
    Map<String, BarSeries> series = read();
    BarSeries base = series.values().iterator().next();
    CheckedExpression checked = checked(scope.onBarsOf(base.timeframe()));
    Map<String, SplitSchedule> schedules = splits(base, series);
    if (schedules.isEmpty() && checked.canonical().contains("adjusted(")) {
      note("no splits are given (--splits FILE): adjusted(x) is x");
    }
    double[] values =
        compute(checked, scope, new ProgramData(base, others(base, series), schedules));
    int first = base.lowerBound(start);
    int behind = base.lowerBound(end);
    first = count == null ? first : Math.max(first, behind - count);
    print(checked.type(), base, values, first, behind);
    return ExitCode.OK;
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

  private static Map<String, BarSeries> others(BarSeries base, Map<String, BarSeries> series) {
    Map<String, BarSeries> others = new LinkedHashMap<>(series);
    others.remove(base.instrument().id());
    return others;
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

  private static double[] compute(
      CheckedExpression checked, ExpressionScope names, ProgramData data) {
    Map<String, TimeframeDefinition> timeframes = new HashMap<>();
    names.timeframes().forEach(each -> timeframes.put(each.code(), each));
    BarSeries base = data.base();
    ProgramScope scope =
        new ProgramScope(
            base.instrument(),
            base.timeframe(),
            code -> Optional.ofNullable(timeframes.get(code)),
            id -> Optional.ofNullable(data.others().get(id)).map(BarSeries::instrument),
            (Instrument any) -> any.calendar().sessions());
    try {
      Program program = ProgramCompiler.compile(List.of(checked), scope);
      for (String source : program.sources()) {
        if (!source.equals(base.instrument().id()) && !data.others().containsKey(source)) {
          throw new CliException(
              ExitCode.NOT_FOUND,
              "there are no bars of " + source + ": give --data a file of that name as well");
        }
      }
      return program.batch(data)[0];
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private void print(ValueType type, BarSeries base, double[] values, int first, int behind)
      throws IOException {
    Table table = Table.of("time", "knownAt", "value");
    List<Json> items = new ArrayList<>();
    int defined = 0;
    for (int i = first; i < behind; i++) {
      Json value = value(type, values[i]);
      defined += value.isNull() ? 0 : 1;
      String time = time(base.openTime(i));
      String known = time(base.knownAt(i));
      if (output == OutputFormat.JSON) {
        items.add(Json.of("time", time, "knownAt", known, "value", value));
      } else {
        table.row(List.of(time, known, value.display()));
      }
    }
    if (behind <= first) {
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
