package dev.tradewind.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backtest replay}. */
@Command(
    name = "replay",
    description = {
      "Step through a back-test of the platform and see why each order was or was not made.",
      "The run is repeated; the values are those its strategy saw."
    })
final class BacktestReplayCommand extends ReportingVerb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id.")
  String id = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Begin at the last bar known at this date or UTC time.")
  @Nullable String at;

  @Option(
      names = "--first",
      paramLabel = "INDEX",
      description = "Begin at this bar, from 0 (default: 0).")
  @Nullable Integer first;

  @Option(
      names = "--count",
      paramLabel = "COUNT",
      description = "How many bars, 1 to 500 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  int count;

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (at != null && first != null) {
      throw wrongUsage("one of --at and --first is enough");
    }
    Map<String, String> query = new TreeMap<>();
    query.put("count", Integer.toString(count));
    if (at != null) {
      query.put("at", String.valueOf(Arguments.time("--at", at)));
    }
    if (first != null) {
      query.put("from", first.toString());
    }
    PlatformClient platform = PlatformClient.require(session(), "stored back-tests");
    Json replay = platform.get("/backtests/" + PlatformClient.segment(id) + "/replay", query);
    if (!replay.get("same").isTrue()) {
      note("the repeated run has another result than the stored one; see 'backtest verify'");
    }
    if (output == OutputFormat.TABLE) {
      for (Json frame : replay.get("frames").items()) {
        print(frame, session().out());
      }
      session().out().flush();
      return ExitCode.OK;
    }
    write(table(replay), replay);
    return ExitCode.OK;
  }

  private static void print(Json frame, Writer out) throws IOException {
    out.write("bar " + frame.get("index").display() + " at " + frame.text("time") + "\n");
    for (Json fill : frame.get("fills").items()) {
      out.write(
          "  filled: "
              + fill.text("side")
              + " "
              + fill.text("quantity")
              + " "
              + fill.text("instrument")
              + " at "
              + fill.text("price")
              + ", fee "
              + fill.text("fee")
              + "\n");
    }
    for (Json bar : frame.get("bars").items()) {
      out.write(
          "  "
              + bar.text("instrument")
              + " open "
              + bar.get("open").display()
              + " high "
              + bar.get("high").display()
              + " low "
              + bar.get("low").display()
              + " close "
              + bar.get("close").display()
              + "\n");
      for (Json value : bar.get("values").items()) {
        String indent = "  ".repeat(2 + (int) value.get("depth").asLong());
        out.write(indent + value.text("text") + " = " + value.text("shown") + "\n");
      }
      for (Json order : bar.get("orders").items()) {
        out.write("    ordered: " + Table.shownWhole(order.text()) + "\n");
      }
      out.write("    " + Table.shownWhole(bar.text("why")) + "\n");
    }
    for (Json refusal : frame.get("refusals").items()) {
      out.write(
          "  refused: "
              + Table.shownWhole(refusal.text("order") + ": " + refusal.text("reason"))
              + "\n");
    }
    StringBuilder held = new StringBuilder();
    for (Json position : frame.get("positions").items()) {
      held.append(", ")
          .append(position.text("quantity"))
          .append(' ')
          .append(position.text("instrument"));
    }
    out.write(
        "  cash "
            + frame.text("cash")
            + held
            + ", equity "
            + frame.get("equity").display()
            + "\n\n");
  }

  private static Table table(Json replay) {
    Table table =
        Table.of(
            "index", "time", "instrument", "close", "fills", "orders", "cash", "equity", "why");
    for (Json frame : replay.get("frames").items()) {
      for (Json bar : frame.get("bars").items()) {
        table.row(
            List.of(
                frame.get("index").display(),
                frame.text("time"),
                bar.text("instrument"),
                bar.get("close").display(),
                Integer.toString(frame.get("fills").items().size()),
                String.join("; ", bar.get("orders").items().stream().map(Json::text).toList()),
                frame.text("cash"),
                frame.get("equity").display(),
                bar.text("why")));
      }
    }
    return table;
  }
}
