package dev.tradewind.cli;

import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.imports.ActionsFile;
import dev.tradewind.store.imports.RowRejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on splits and dividends. */
@Command(
    name = "splits",
    description = "Import and list share splits and dividends.",
    subcommands = {SplitVerbs.ImportCommand.class, SplitVerbs.ListCommand.class})
final class SplitVerbs extends VerbGroup {

  /** {@code data splits import}. */
  @Command(
      name = "import",
      description = {
        "Import splits and dividends.",
        "FILE is CSV (also .gz) with the columns date and ratio or dividend, or an export of prices",
        "with the columns Dividends and Stock Splits. Stored prices stay as they were traded;",
        "adjusted(...) takes splits out of an expression."
      })
  static final class ImportCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file to import.")
    Path file = Path.of("");

    @Option(
        names = "--instrument",
        paramLabel = "ID",
        required = true,
        description = "The instrument that they belong to; its prices are imported before.")
    String instrument = "";

    @Option(
        names = "--replace",
        description = "Where a stored value disagrees with the file, the file wins.")
    boolean replace;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      DataImportCommand.requireFile(file);
      ActionsFile.Read read = ActionsFile.read(file);
      for (RowRejection each : read.rejections()) {
        note("line " + each.line() + " rejected: " + Table.shownWhole(each.reason()));
      }
      if (!read.rejections().isEmpty()) {
        throw new CliException(
            ExitCode.REFUSED,
            file + ": " + read.rejections().size() + " rows were rejected; nothing was stored");
      }
      List<CorporateAction> actions = read.actions();
      if (actions.isEmpty()) {
        throw new CliException(ExitCode.REFUSED, file + " has no split and no dividend");
      }
      try (MarketData data = MarketData.open(session())) {
        writeOne(data.addActions(instrument, actions, replace));
      }
      return ExitCode.OK;
    }
  }

  /** {@code data splits list}. */
  @Command(name = "list", description = "List the splits and dividends of an instrument.")
  static final class ListCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "Instrument id.")
    String instrument = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      try (MarketData data = MarketData.open(session())) {
        List<Json> actions = data.actions(instrument);
        Table table = Table.of("kind", "effective", "value");
        for (Json each : actions) {
          table.row(
              List.of(each.text("kind"), each.text("effective"), each.get("value").display()));
        }
        if (table.isEmpty()) {
          note("none are stored: 'tradewind data splits import FILE --instrument ID'");
        }
        write(table, Json.array(actions));
      }
      return ExitCode.OK;
    }
  }
}
