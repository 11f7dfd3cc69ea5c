package dev.tradewind.cli;

import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on stored prices. */
@Command(
    name = "data",
    description = "Import, list, show, verify and export prices and trades.",
    subcommands = {
      DataImportCommand.class,
      DataVerbs.ListCommand.class,
      DataVerbs.ShowCommand.class,
      DataVerbs.VerifyCommand.class,
      DataVerbs.ExportCommand.class,
      SplitVerbs.class,
      TradeVerbs.class
    })
final class DataVerbs extends VerbGroup {

  /** The only timeframe in which an instrument is stored. */
  static Timeframe onlyTimeframe(String id, List<String> codes) {
    if (codes.isEmpty()) {
      throw noSuchSeries(id, "of any timeframe");
    }
    if (codes.size() > 1) {
      throw new CliException(
          ExitCode.USAGE,
          "--timeframe is needed: " + id + " is stored as " + String.join(", ", codes));
    }
    return Timeframe.parse(codes.getFirst());
  }

  static CliException noSuchSeries(String instrument, String timeframe) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "no series "
            + Table.shown(instrument)
            + " "
            + timeframe
            + "; 'tradewind data list' shows what is stored");
  }

  private static Timeframe timeframe(String text) {
    Timeframe parsed = Arguments.timeframe(text);
    if (parsed == null) {
      throw new CliException(ExitCode.USAGE, "TIMEFRAME is missing");
    }
    return parsed;
  }

  /** {@code data list}. */
  @Command(name = "list", description = "List the stored series.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      try (MarketData data = MarketData.open(session())) {
        List<Json> series = data.list();
        Table table =
            Table.of("instrument", "timeframe", "bars", "first", "last", "currency", "source");
        for (Json each : series) {
          table.row(
              List.of(
                  each.text("instrument"),
                  each.text("timeframe"),
                  each.get("bars").display(),
                  each.text("first"),
                  each.text("last"),
                  each.text("currency"),
                  each.text("source")));
        }
        if (table.isEmpty()) {
          note("nothing is stored yet: 'tradewind data import FILE --instrument ID'");
        }
        write(table, Json.array(series));
      }
      return ExitCode.OK;
    }
  }

  /** {@code data show}. */
  @Command(name = "show", description = "Show one stored series: span, source, hash.")
  static final class ShowCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "Instrument id.")
    String instrument = "";

    @Parameters(index = "1", paramLabel = "TIMEFRAME", description = "Such as 1m, 1h or 1D.")
    String timeframe = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      String code = timeframe(timeframe).code();
      try (MarketData data = MarketData.open(session())) {
        writeOne(data.find(instrument, code).orElseThrow(() -> noSuchSeries(instrument, code)));
      }
      return ExitCode.OK;
    }
  }

  /** {@code data verify}. */
  @Command(
      name = "verify",
      description = "Read stored series back and compare them with the hash noted at import.")
  static final class VerifyCommand extends ReportingVerb {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "INSTRUMENT",
        description = "Instrument id (default: all).")
    @Nullable String instrument;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "TIMEFRAME",
        description = "Timeframe (default: all).")
    @Nullable String timeframe;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      HashChecks checks = new HashChecks("instrument", "timeframe");
      try (MarketData data = MarketData.open(session())) {
        for (Json series : chosen(data)) {
          String code = series.text("timeframe");
          checks.add(series, data.actualHash(series.text("instrument"), timeframe(code)));
        }
      }
      return checks.print(this, "bars");
    }

    private List<Json> chosen(MarketData data) throws IOException, InterruptedException {
      @Nullable Timeframe wanted = Arguments.timeframe(timeframe);
      List<Json> chosen =
          data.list().stream()
              .filter(each -> instrument == null || each.text("instrument").equals(instrument))
              .filter(each -> wanted == null || each.text("timeframe").equals(wanted.code()))
              .toList();
      if (chosen.isEmpty() && instrument != null) {
        throw noSuchSeries(instrument, wanted == null ? "of any timeframe" : wanted.code());
      }
      return chosen;
    }
  }

  /** {@code data export}. */
  @Command(
      name = "export",
      description =
          "Write a series to a file that reads back bit for bit, or as CSV to the output.")
  static final class ExportCommand extends Verb {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "Instrument id.")
    String instrument = "";

    @Parameters(index = "1", paramLabel = "TIMEFRAME", description = "Such as 1m, 1h or 1D.")
    String timeframe = "";

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
        defaultValue = "csv")
    MarketData.ExportFormat format = MarketData.ExportFormat.CSV;

    @Mixin ExportTarget target = new ExportTarget();

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Timeframe wanted = timeframe(timeframe);
      if (target.file == null && format == MarketData.ExportFormat.PARQUET) {
        throw wrongUsage("--format parquet needs --file FILE");
      }
      target.check();
      try (MarketData data = MarketData.open(session())) {
        target.write(this, file -> data.export(instrument, wanted, format, file));
      }
      return ExitCode.OK;
    }
  }
}
