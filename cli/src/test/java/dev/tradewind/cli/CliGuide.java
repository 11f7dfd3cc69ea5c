package dev.tradewind.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the reference part of docs/guides/cli.md from the verbs. Run {@code main} after a change.
 */
final class CliGuide {
  static final String MARKER =
      "Everything from here on is written by `CliGuide` from the verbs themselves; a test compares"
          + " the two.\n\n";

  private CliGuide() {}

  /** Rewrites the guide given as the only argument. */
  public static void main(String[] args) throws IOException {
    Path guide = Path.of(args[0]);
    String text = Files.readString(guide);
    int end = text.indexOf(MARKER) + MARKER.length();
    Files.writeString(guide, text.substring(0, end) + reference());
  }

  static String reference() {
    StringBuilder out = new StringBuilder();
    out.append("| exit code | meaning |\n|---|---|\n");
    ExitCode.table()
        .forEach(
            (code, meaning) ->
                out.append("| ").append(code).append(" | ").append(meaning).append(" |\n"));
    Session session =
        new Session(
            Writer.nullWriter(), new PrintWriter(new StringWriter()), Map.of(), false, false);
    verb(Tradewind.commandLine(session), out);
    return out.toString();
  }

  private static void verb(CommandLine line, StringBuilder out) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.subcommands().isEmpty()) {
      out.append("\n### ").append(spec.qualifiedName()).append(parameters(spec)).append("\n\n");
      out.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
      out.append("| argument | meaning |\n|---|---|\n");
      for (PositionalParamSpec each : spec.positionalParameters()) {
        row(out, each.paramLabel(), List.of(each.description()), each.defaultValue(), "");
      }
      spec.options().stream()
          .sorted(Comparator.comparing(OptionSpec::longestName))
          .forEach(each -> option(out, each));
    }
    spec.subcommands().values().stream().distinct().forEach(each -> verb(each, out));
  }

  private static String parameters(CommandSpec spec) {
    StringBuilder out = new StringBuilder();
    for (PositionalParamSpec each : spec.positionalParameters()) {
      boolean optional = each.arity().min() == 0;
      String many = each.arity().max() > 1 ? "..." : "";
      out.append(optional ? " [" : " ")
          .append(each.paramLabel())
          .append(many)
          .append(optional ? "]" : "");
    }
    return out.toString();
  }

  private static void option(StringBuilder out, OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String candidates =
        option.completionCandidates() == null
            ? ""
            : String.join(", ", option.completionCandidates());
    row(
        out,
        String.join(", ", option.names()) + label,
        List.of(option.description()),
        option.defaultValue(),
        candidates);
  }

  private static void row(
      StringBuilder out, String name, List<String> description, String value, String candidates) {
    String meaning =
        String.join(" ", description)
            .replace("${DEFAULT-VALUE}", value == null ? "" : value)
            .replace("${COMPLETION-CANDIDATES}", candidates)
            .replace("%%", "%")
            .replace("|", "\\|");
    out.append("| `").append(name).append("` | ").append(meaning).append(" |\n");
  }
}
