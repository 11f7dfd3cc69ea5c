package dev.tradewind.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on the market's trades. */
@Command(
    name = "trades",
    description = "Import, list, verify, export and delete the market's trades of instruments.",
    subcommands = {
      TradeVerbs.ImportCommand.class,
      TradeVerbs.ListCommand.class,
      TradeVerbs.VerifyCommand.class,
      TradeVerbs.ExportCommand.class,
      TradeVerbs.DeleteCommand.class
    })
final class TradeVerbs extends VerbGroup {

  static CliException noTrades(String instrument) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "no trades of "
            + Table.shown(instrument)
            + " are stored; 'tradewind data trades list' shows which are");
  }

  static CliException noInstrument(String instrument) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "no bars of "
            + Table.shown(instrument)
            + " are stored; 'tradewind data import FILE --instrument ID --timeframe TF' makes them"
            + " of the same file, and says what is traded");
  }

  /** {@code data trades import}. */
  @Command(
      name = "import",
      description = {
        "Import a file of trades (time, price, quantity) as trades, for runs with --detail trades.",
        "FILE is CSV (also .gz) or JSON. Rows are accepted or rejected with line and reason.",
        "Importing the same file again changes nothing; files may overlap and come in any order."
      })
  static final class ImportCommand extends ImportingVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file to import.")
    Path file = Path.of("");

    @Option(
        names = "--instrument",
        paramLabel = "ID",
        required = true,
        description = "The instrument that was traded; its bars are imported before.")
    String instrument = "";

    @Option(
        names = "--replace",
        description = "Where stored trades of a moment disagree with the file, the file wins.")
    boolean replace;

    @Mixin FileOptions reading = new FileOptions();

    @Override
    ExitCode run() throws IOException, InterruptedException {
      DataImportCommand.requireFile(file);
      if (reading.timeLabel != null) {
        throw wrongUsage("--time-label is for bars; the times of trades are moments");
      }
      Json document;
      try (MarketData data = MarketData.open(session());
          Progress progress = progress("importing")) {
        document =
            data.importTrades(
                new MarketData.TradesRequest(file, instrument, replace, reading), progress);
      }
      return ended(document);
    }
  }

  /** {@code data trades list}. */
  @Command(name = "list", description = "List of which instruments trades are stored.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      try (MarketData data = MarketData.open(session())) {
        List<Json> trades = data.trades();
        Table table = Table.of("instrument", "trades", "first", "last", "source", "dataHash");
        for (Json each : trades) {
          table.row(
              List.of(
                  each.text("instrument"),
                  each.get("trades").display(),
                  each.text("first"),
                  each.text("last"),
                  each.text("source"),
                  each.text("dataHash")));
        }
        if (table.isEmpty()) {
          note("none are stored: 'tradewind data trades import FILE --instrument ID'");
        }
        write(table, Json.array(trades));
      }
      return ExitCode.OK;
    }
  }

  /** {@code data trades verify}. */
  @Command(
      name = "verify",
      description = "Read stored trades back and compare them with the hash noted at import.")
  static final class VerifyCommand extends ReportingVerb {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "INSTRUMENT",
        description = "Instrument id (default: all).")
    @Nullable String instrument;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      HashChecks checks = new HashChecks("instrument");
      try (MarketData data = MarketData.open(session())) {
        List<Json> chosen =
            data.trades().stream()
                .filter(each -> instrument == null || each.text("instrument").equals(instrument))
                .toList();
        if (chosen.isEmpty() && instrument != null) {
          throw noTrades(instrument);
        }
        for (Json each : chosen) {
          checks.add(each, data.actualTradesHash(each.text("instrument")));
        }
      }
      return checks.print(this, "trades");
    }
  }

  /** {@code data trades export}. */
  @Command(
      name = "export",
      description = "Write trades as CSV, which reads back bit for bit, to a file or the output.")
  static final class ExportCommand extends Verb {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "Instrument id.")
    String instrument = "";

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "Only trades from this date or UTC time on.")
    @Nullable String from;

    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "Only trades before this date (its first moment) or UTC time.")
    @Nullable String to;

    @Mixin ExportTarget target = new ExportTarget();

    @Override
    ExitCode run() throws IOException, InterruptedException {
      @Nullable Instant first = Arguments.time("--from", from);
      @Nullable Instant end = Arguments.time("--to", to);
      if (first != null && end != null && !first.isBefore(end)) {
        throw new CliException(
            ExitCode.USAGE, "--from must be before --to, was " + first + " with --to " + end);
      }
      target.check();
      try (MarketData data = MarketData.open(session())) {
        target.write(this, file -> data.exportTrades(instrument, first, end, file));
      }
      return ExitCode.OK;
    }
  }

  /** {@code data trades delete}. */
  @Command(
      name = "delete",
      description = {
        "Delete all stored trades of an instrument.",
        "Its bars stay; runs that read the trades can not be repeated then."
      })
  static final class DeleteCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "Instrument id.")
    String instrument = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      try (MarketData data = MarketData.open(session())) {
        writeOne(Json.of("instrument", instrument, "trades", data.deleteTrades(instrument)));
      }
      return ExitCode.OK;
    }
  }
}
