package dev.tradewind.cli;

import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Verbs on timeframes. */
@Command(
    name = "timeframes",
    description = "List the timeframes.",
    subcommands = TimeframeVerbs.ListCommand.class)
final class TimeframeVerbs extends VerbGroup {

  /** {@code timeframes list}. */
  @Command(
      name = "list",
      description =
          "List the timeframes with their lengths in days; without a running platform those that"
              + " every installation has.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      Optional<PlatformClient> platform = PlatformClient.find(session());
      List<Json> items =
          platform.isPresent()
              ? platform.get().all("/timeframes", Map.of())
              : Timeframes.seeded().stream().map(ListCommand::json).toList();
      Table table =
          Table.of(
              "timeframe", "scheme", "nominal", "min", "max", "canonical", "partial", "seeded");
      for (Json each : items) {
        table.row(
            List.of(
                each.text("code"),
                each.text("calendarScheme"),
                each.get("nominalDays").display(),
                each.get("minDays").display(),
                each.get("maxDays").display(),
                yes(each, "canonical"),
                partial(each),
                yes(each, "seeded")));
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }

    private static String yes(Json item, String property) {
      return item.get(property).display().equals("true") ? "yes" : "no";
    }

    private static String partial(Json item) {
      boolean first = yes(item, "partialFirst").equals("yes");
      boolean last = yes(item, "partialLast").equals("yes");
      return first ? (last ? "first, last" : "first") : last ? "last" : "none";
    }

    private static Json json(TimeframeDefinition each) {
      return Json.of(
          "code", each.code(),
          "calendarScheme", each.scheme(),
          "unit", each.unit(),
          "count", each.count(),
          "nominalDays", each.nominalDays(),
          "minDays", each.minDays(),
          "maxDays", each.maxDays(),
          "canonical", each.canonical(),
          "partialFirst", each.partialFirst(),
          "partialLast", each.partialLast(),
          "seeded", true);
    }
  }
}
