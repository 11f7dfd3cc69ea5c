package dev.tradewind.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on the platform's scanners. */
@Command(
    name = "scanner",
    description = "List, show, add, run and delete the platform's scanners.",
    subcommands = {
      ScannerVerbs.ListCommand.class,
      ScannerVerbs.ShowCommand.class,
      ScannerVerbs.AddCommand.class,
      ScannerVerbs.RunCommand.class,
      ScannerVerbs.DeleteCommand.class
    })
final class ScannerVerbs extends VerbGroup {
  private static final String SCANNERS = "scanners";
  private static final String PATH = "/scanners";

  private static String path(String name) {
    return PATH + "/" + PlatformClient.segment(name);
  }

  /** {@code scanner list}. */
  @Command(name = "list", description = "List the scanners in use.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), SCANNERS);
      Json items = platform.get(PATH).get("items");
      Table table = Table.of("name", "version", "kind", "timeframe", "members", "expression");
      for (Json each : items.items()) {
        table.row(
            List.of(
                each.text("name"),
                each.get("version").display(),
                each.text("kind"),
                each.text("timeframe"),
                Integer.toString(each.get("members").items().size()),
                each.text("expression")));
      }
      write(table, items);
      return ExitCode.OK;
    }
  }

  /** {@code scanner show}. */
  @Command(name = "show", description = "Show one scanner.")
  static final class ShowCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Json answer = PlatformClient.require(session(), SCANNERS).get(path(name));
      Map<String, Json> properties = new LinkedHashMap<>(answer.get("scanner").properties());
      properties.put("versions", answer.get("versions"));
      writeOne(Json.object(properties));
      return ExitCode.OK;
    }
  }

  /** {@code scanner add}. */
  @Command(
      name = "add",
      description = {
        "Add a scanner: a list of instruments, or with --expression a filter over them.",
        "With --replace an existing one gets a new version."
      })
  static final class AddCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Small letters, digits and _.")
    String name = "";

    @Option(
        names = "--instrument",
        paramLabel = "ID[,FROM[,TO]]",
        description =
            "A member, from a time on and until one if named; may be repeated. Without any, a"
                + " filter chooses among all instruments.")
    List<String> instruments = List.of();

    @Option(names = "--expression", paramLabel = "CONDITION", description = "What a filter asks.")
    @Nullable String expression;

    @Option(
        names = "--timeframe",
        paramLabel = "TF",
        description = "The bars on which a filter is computed.")
    @Nullable String timeframe;

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    @Nullable String description;

    @Option(names = "--replace", description = "Give an existing scanner a new version.")
    boolean replace;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), SCANNERS);
      Map<String, Json> properties = new LinkedHashMap<>();
      properties.put("name", Json.ofText(name));
      properties.put("kind", Json.ofText(expression == null ? "list" : "filter"));
      if (expression != null) {
        properties.put("expression", Json.ofText(expression));
      }
      if (timeframe != null) {
        properties.put("timeframe", Json.ofText(timeframe));
      }
      if (description != null) {
        properties.put("description", Json.ofText(description));
      }
      properties.put("members", Json.array(instruments.stream().map(AddCommand::member).toList()));
      Json body = Json.object(properties);
      boolean exists =
          replace
              && platform.get(PATH).get("items").items().stream()
                  .anyMatch(each -> each.text("name").equals(name));
      writeOne(exists ? platform.put(path(name), body) : platform.post(PATH, body));
      return ExitCode.OK;
    }

    private static Json member(String text) {
      String[] parts = text.split(",", 3);
      Map<String, Json> properties = new LinkedHashMap<>();
      properties.put("instrument", Json.ofText(parts[0].strip()));
      if (parts.length > 1) {
        properties.put("from", Json.ofText(parts[1].strip()));
      }
      if (parts.length > 2) {
        properties.put("to", Json.ofText(parts[2].strip()));
      }
      return Json.object(properties);
    }
  }

  /** {@code scanner run}. */
  @Command(
      name = "run",
      description = "Show who passes a scanner now, or at a time as it was known then, and why.")
  static final class RunCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Option(names = "--as-of", paramLabel = "TIME", description = "At this time (UTC).")
    @Nullable String asOf;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Json result =
          PlatformClient.require(session(), SCANNERS)
              .get(path(name) + "/run", asOf == null ? Map.of() : Map.of("asOf", asOf));
      Table table = Table.of("instrument", "passes", "bar", "reason", "values");
      for (Json each : result.get("candidates").items()) {
        table.row(
            List.of(
                each.text("instrument"),
                each.get("passes").isTrue() ? "yes" : "no",
                each.text("bar"),
                each.text("reason"),
                each.get("values").items().stream()
                    .map(value -> value.text("column") + " = " + value.get("value").display())
                    .collect(Collectors.joining(", "))));
      }
      write(table, result);
      note(
          result.get("passing").display()
              + " of "
              + result.get("lookedAt").display()
              + " pass as of "
              + result.text("asOf"));
      return ExitCode.OK;
    }
  }

  /** {@code scanner delete}. */
  @Command(name = "delete", description = "Take a scanner out of use; its versions stay readable.")
  static final class DeleteCommand extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient.require(session(), SCANNERS).delete(path(name));
      note("deleted " + name);
      return ExitCode.OK;
    }
  }
}
