package dev.tradewind.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on back-tests. */
@Command(
    name = "backtest",
    description = "Run, list, show, compare, report, examine, verify and replay back-tests.",
    subcommands = {
      BacktestRunCommand.class,
      BacktestVerbs.ListCommand.class,
      BacktestVerbs.ShowCommand.class,
      BacktestVerbs.CompareCommand.class,
      BacktestVerbs.ReportCommand.class,
      BacktestAnalyseCommand.class,
      BacktestVerifyCommand.class,
      BacktestReplayCommand.class
    })
final class BacktestVerbs extends VerbGroup {
  private static final String RUNS = "stored back-tests";

  /** {@code backtest list}. */
  @Command(name = "list", description = "List the platform's back-tests, newest first.")
  static final class ListCommand extends ReportingVerb {
    private static final List<String> COLUMNS =
        List.of(
            "id",
            "status",
            "strategy",
            "instruments",
            "timeframe",
            "totalReturn",
            "sharpe",
            "maxDrawdown",
            "roundTrips",
            "createdAt");

    private static final Map<String, String> UNITS =
        Map.of("totalReturn", "FRACTION", "sharpe", "RATIO", "maxDrawdown", "FRACTION");

    @Option(
        names = "--limit",
        paramLabel = "COUNT",
        description = "At most so many, 1 to 200 (default: ${DEFAULT-VALUE}).",
        defaultValue = "50")
    int limit;

    @Option(
        names = "--sort",
        paramLabel = "KEY",
        description = "createdAt, totalReturn, sharpe or maxDrawdown (default: createdAt).")
    @Nullable String sort;

    @Option(names = "--order", paramLabel = "ORDER", description = "asc or desc (default: desc).")
    @Nullable String order;

    @Option(names = "--strategy", paramLabel = "NAME", description = "Only of this strategy.")
    @Nullable String strategy;

    @Option(names = "--instrument", paramLabel = "ID", description = "Only on this instrument.")
    @Nullable String instrument;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only with this status.")
    @Nullable String status;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (limit < 1 || limit > 200) {
        throw wrongUsage("--limit must be in 1..200, was " + limit);
      }
      Map<String, String> query = new TreeMap<>();
      query.put("limit", Integer.toString(limit));
      put(query, "sort", sort);
      put(query, "order", order);
      put(query, "strategy", strategy);
      put(query, "instrument", instrument);
      put(query, "status", status == null ? null : status.toUpperCase(Locale.ROOT));
      PlatformClient platform = PlatformClient.require(session(), RUNS);
      List<Json> items = platform.get("/backtests", query).get("items").items();
      Table table = Table.of(COLUMNS.toArray(String[]::new));
      for (Json item : items) {
        table.row(COLUMNS.stream().map(column -> cell(column, item.get(column))).toList());
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
      if (value != null) {
        query.put(name, value);
      }
    }

    private String cell(String column, Json value) {
      @Nullable String unit = output == OutputFormat.TABLE ? UNITS.get(column) : null;
      if (unit != null) {
        return RunSheet.render(value.asDouble().orElse(Double.NaN), unit);
      }
      return value.items().isEmpty()
          ? value.display()
          : String.join(" ", value.items().stream().map(Json::display).toList());
    }
  }

  /** {@code backtest show}. */
  @Command(name = "show", description = "Show one of the platform's back-tests.")
  static final class ShowCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "ID", description = "Its id.")
    String id = "";

    @Option(
        names = "--equity",
        description = "With json also the equity curve, with csv only that.")
    boolean equity;

    @Option(
        names = "--report",
        paramLabel = "FILE",
        description = "Also save a report: its name ends in " + ReportFile.ENDINGS + ".")
    @Nullable Path report;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), RUNS);
      RemoteRun run = new RemoteRun(platform, id);
      if (report != null) {
        run.saveReport(ReportFile.of("--report", report));
        note("wrote " + report);
      }
      return run.print(this, equity);
    }
  }

  /** {@code backtest report}. */
  @Command(
      name = "report",
      description = {
        "Save the report of one of the platform's back-tests.",
        "HTML and PDF are the whole tear sheet, JSON the result with all that the sheet shows, CSV",
        "and Parquet the round trips. 'backtest run --report FILE' writes the same of a new run."
      })
  static final class ReportCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ID", description = "Its id.")
    String id = "";

    @Option(
        names = "--report",
        paramLabel = "FILE",
        required = true,
        description = "Where to; its name ends in " + ReportFile.ENDINGS + ".")
    Path report = Path.of("report.html");

    @Override
    ExitCode run() throws IOException, InterruptedException {
      ReportFile file = ReportFile.of("--report", report);
      new RemoteRun(PlatformClient.require(session(), RUNS), id).saveReport(file);
      note("wrote " + report);
      return ExitCode.OK;
    }
  }

  /** {@code backtest compare}. */
  @Command(
      name = "compare",
      description = {
        "Compare two to eight of the platform's back-tests side by side.",
        "Measures, the parameters that differ, and whether the Sharpe ratios differ from that of",
        "the first run by more than chance, on the days that all runs share."
      })
  static final class CompareCommand extends ReportingVerb {
    private static final int MOST = 8;

    @Parameters(arity = "2..*", paramLabel = "ID", description = "Their ids, two to eight.")
    List<String> ids = new ArrayList<>();

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (ids.size() > MOST) {
        throw wrongUsage("at most " + MOST + " runs can be compared, were " + ids.size());
      }
      PlatformClient platform = PlatformClient.require(session(), RUNS);
      Json answer = platform.get("/backtests/compare", Map.of("ids", String.join(",", ids)));
      List<String> header = new ArrayList<>(List.of("measure"));
      header.addAll(ids);
      Table table = Table.of(header.toArray(String[]::new));
      for (Json difference : answer.get("differences").items()) {
        row(table, difference.text("name"), difference, "values", "TEXT");
      }
      for (Json statistic : answer.get("statistics").items()) {
        row(table, statistic.text("label"), statistic, "values", statistic.text("unit"));
      }
      significance(table, answer.get("significance").items());
      write(table, answer);
      return ExitCode.OK;
    }

    private void row(Table table, String label, Json of, String values, String unit) {
      List<String> row = new ArrayList<>(List.of(label));
      for (Json value : of.get(values).items()) {
        row.add(
            output == OutputFormat.CSV || unit.equals("TEXT")
                ? value.display()
                : RunSheet.render(value.asDouble().orElse(Double.NaN), unit));
      }
      while (row.size() < ids.size() + 1) {
        row.add("");
      }
      table.row(row.subList(0, ids.size() + 1));
    }

    /** The first run is what the others are held against. */
    private void significance(Table table, List<Json> tests) {
      Map<String, String> names = new TreeMap<>();
      names.put("difference", "Sharpe ratio of the first minus this one");
      names.put("ledoitWolf", "p-value, Ledoit and Wolf");
      names.put("jobsonKorkie", "p-value, Jobson and Korkie");
      names.put("bootstrap", "p-value, paired block bootstrap");
      names.forEach(
          (key, label) -> {
            List<String> row = new ArrayList<>(List.of(label, ""));
            for (Json test : tests) {
              row.add(
                  output == OutputFormat.CSV
                      ? test.get(key).display()
                      : RunSheet.render(test.get(key).asDouble().orElse(Double.NaN), "RATIO"));
            }
            while (row.size() < ids.size() + 1) {
              row.add("");
            }
            table.row(row.subList(0, ids.size() + 1));
          });
    }
  }
}
