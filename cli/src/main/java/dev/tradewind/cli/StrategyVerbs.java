package dev.tradewind.cli;

import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.plugins.PluginJar;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import dev.tradewind.strategies.DocumentProblem;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.ShippedRules;
import dev.tradewind.strategies.StrategyFolder;
import dev.tradewind.strategies.StrategyLibrary;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on strategies. */
@Command(
    name = "strategy",
    description = "Write, check and try strategies as data, and list those that can be run.",
    subcommands = {
      StrategyVerbs.ListCommand.class,
      StrategyVerbs.NewCommand.class,
      StrategyAddCommand.class,
      StrategyTidyCommand.class,
      StrategyVerbs.ShowCommand.class,
      StrategyVerbs.CheckCommand.class,
      StrategyTestCommand.class
    })
final class StrategyVerbs extends VerbGroup {

  /** {@code strategy list}. */
  @Command(
      name = "list",
      description = {
        "List the strategies with their parameters and bounds.",
        "Those are the shipped ones, the documents in $TRADEWIND_HOME/strategies and the jars in",
        "$TRADEWIND_HOME/plugins. What is wrong is named on standard error."
      })
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException {
      Table table = Table.of("strategy", "parameter", "default", "min", "max", "meaning");
      List<Json> items = new ArrayList<>();
      for (StrategyDescriptor each : StrategyLibrary.STANDARD.all()) {
        add(table, items, each.id(), each, "shipped");
      }
      for (StrategyFolder.Entry entry : new StrategyNames(session()).own()) {
        if (entry.rule().isPresent()) {
          add(table, items, entry.name(), entry.rule().get(), entry.path().toString());
        } else {
          note(entry.path() + ": " + entry.problems().getFirst().sentence());
        }
      }
      for (PluginJar jar : new StrategyNames(session()).plugins()) {
        jar.problem().ifPresent(problem -> note(jar.path() + ": " + problem));
        for (PluginEntry entry : jar.strategies()) {
          add(table, items, entry.name(), entry.descriptor(), jar.path().toString());
        }
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }

    private static void add(
        Table table, List<Json> items, String name, StrategyDescriptor each, String origin) {
      List<Json> parameters = new ArrayList<>();
      if (each.parameters().isEmpty()) {
        table.row(List.of(name, "", "", "", "", each.title()));
      }
      for (ParameterDefinition parameter : each.parameters()) {
        table.row(
            List.of(
                name,
                parameter.name(),
                parameter.defaultValue().toPlainString(),
                parameter.min().toPlainString(),
                parameter.max().toPlainString(),
                parameter.description()));
        parameters.add(json(parameter));
      }
      items.add(
          Json.of(
              "id", name,
              "title", each.title(),
              "description", each.description(),
              "origin", origin,
              "parameters", Json.array(parameters)));
    }

    private static Json json(ParameterDefinition parameter) {
      return Json.of(
          "name", parameter.name(),
          "integer", parameter.integer(),
          "default", parameter.defaultValue().toPlainString(),
          "min", parameter.min().toPlainString(),
          "max", parameter.max().toPlainString(),
          "description", parameter.description());
    }
  }

  /** {@code strategy new}. */
  @Command(
      name = "new",
      description = {
        "Write a commented document to begin with.",
        "It is $TRADEWIND_HOME/strategies/NAME.yaml unless --to says otherwise. With --like it is a",
        "copy of a strategy that is shipped."
      })
  static final class NewCommand extends Verb {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "What it is run by: small letters, digits and _.")
    String name = "";

    @Option(names = "--like", paramLabel = "STRATEGY", description = "A shipped strategy to copy.")
    @Nullable String like;

    @Option(names = "--to", paramLabel = "FILE", description = "Where to write it.")
    @Nullable Path target;

    @Override
    ExitCode run() throws IOException {
      if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
        throw wrongUsage(
            "NAME must begin with a small letter and have up to 63 small letters, digits or _, was '"
                + Table.shown(name)
                + "'");
      }
      if (BuiltInStrategies.INSTANCE.find(name).isPresent()
          || ShippedRules.names().contains(name)) {
        throw wrongUsage("NAME must not be that of a shipped strategy, was " + name);
      }
      Path file = target == null ? StrategyNames.folder(session()).resolve(name + ".yaml") : target;
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.writeString(file, text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        throw new CliException(ExitCode.CONFLICT, file + " is there already", e);
      }
      session().out().write(file + "\n");
      session().out().flush();
      note("check it with 'tradewind strategy check', try it with 'tradewind strategy test'");
      return ExitCode.OK;
    }

    private String text() {
      if (like == null) {
        String words = name.replace('_', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return ShippedRules.template(name, title);
      }
      String copied =
          ShippedRules.document(like)
              .orElseThrow(
                  () ->
                      wrongUsage(
                          "--like must be one of "
                              + String.join(", ", ShippedRules.names())
                              + ", was '"
                              + Table.shown(String.valueOf(like))
                              + "'"));
      return copied.replaceFirst("(?m)^name: .*$", "name: " + name);
    }
  }

  /** {@code strategy show}. */
  @Command(
      name = "show",
      description = "Print a strategy as a document: YAML, or JSON with --json.")
  static final class ShowCommand extends Verb {
    @Parameters(
        index = "0",
        paramLabel = "STRATEGY",
        description = "A name from 'strategy list', a one-line rule, or the path of a document.")
    String name = "";

    @Option(names = "--json", description = "JSON instead of YAML.")
    boolean json;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      String shown =
          ShippedRules.document(name).isPresent() && !json
              ? ShippedRules.document(name).get()
              : written();
      session().out().write(shown.endsWith("\n") ? shown : shown + "\n");
      session().out().flush();
      return ExitCode.OK;
    }

    private String written() throws IOException, InterruptedException {
      StrategyDescriptor found =
          ShippedRules.document(name).isPresent()
              ? RuleDocuments.check(
                      ShippedRules.document(name).get(), ExpressionNames.of(session(), "@"))
                  .rule()
                  .orElseThrow()
              : new StrategyNames(session()).find(name);
      if (found instanceof RuleDescriptor rule) {
        return json
            ? RuleDocuments.toJson(rule.definition())
            : RuleDocuments.toYaml(rule.definition());
      }
      throw new CliException(
          ExitCode.NOT_FOUND,
          name + " is written in Java and has no document: " + found.description());
    }
  }

  /** {@code strategy check}. */
  @Command(
      name = "check",
      description = {
        "Check documents and print their names and what they need.",
        "Of a wrong one all problems are shown with their lines, and the exit code is 3. Without",
        "FILE all documents in $TRADEWIND_HOME/strategies are checked. A FILE that ends in .jar is",
        "checked as a plugin."
      })
  static final class CheckCommand extends ReportingVerb {
    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Documents, YAML or JSON.")
    List<Path> files = new ArrayList<>();

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Table table = Table.of("file", "strategy", "line", "column", "field", "problem");
      List<Json> items = new ArrayList<>();
      boolean good = true;
      for (Path file : files.isEmpty() ? inFolder() : files) {
        good &= check(file, table, items);
      }
      write(table, Json.array(items));
      return good ? ExitCode.OK : ExitCode.REFUSED;
    }

    private List<Path> inFolder() {
      return new StrategyNames(session()).own().stream().map(StrategyFolder.Entry::path).toList();
    }

    private boolean checkJar(Path file, Table table, List<Json> items) throws IOException {
      DataImportCommand.requireFile(file);
      PluginJar jar = PluginJar.read(file, StrategyNames.limits(session()));
      List<Json> problems = new ArrayList<>();
      if (jar.problem().isPresent()) {
        String problem = jar.problem().get();
        table.row(List.of(file.toString(), "", "", "", "", problem));
        problems.add(
            Json.of(
                "line", 1, "column", 1, "field", "", "message", problem, "suggestion", Json.NULL));
        session().err().println(file + ": " + problem);
      }
      for (PluginEntry each : jar.strategies()) {
        table.row(List.of(file.toString(), each.descriptor().id(), "", "", "", ""));
      }
      items.add(
          Json.of(
              "file",
              file.toString(),
              "valid",
              problems.isEmpty(),
              "strategy",
              Json.ofText(
                  jar.strategies().isEmpty()
                      ? null
                      : String.join(
                          ", ",
                          jar.strategies().stream().map(each -> each.descriptor().id()).toList())),
              "hash",
              Json.ofText(jar.hash().isEmpty() ? null : jar.hash()),
              "problems",
              Json.array(problems)));
      return problems.isEmpty();
    }

    private boolean check(Path file, Table table, List<Json> items)
        throws IOException, InterruptedException {
      if (StrategyNames.isJar(file.toString())) {
        return checkJar(file, table, items);
      }
      String text = StrategyNames.read(file);
      RuleDocuments.Checked checked =
          RuleDocuments.check(text, ExpressionNames.of(session(), text));
      List<Json> problems = new ArrayList<>();
      for (DocumentProblem each : checked.problems()) {
        table.row(
            List.of(
                file.toString(),
                "",
                Integer.toString(each.line()),
                Integer.toString(each.column()),
                each.path(),
                each.message()
                    + each.suggestion().map(s -> "; did you mean " + s + "?").orElse("")));
        problems.add(
            Json.of(
                "line", each.line(),
                "column", each.column(),
                "field", each.path(),
                "message", each.message(),
                "suggestion", Json.ofText(each.suggestion().orElse(null))));
        session().err().println(file + ", " + each.render(text));
      }
      checked
          .rule()
          .ifPresent(rule -> table.row(List.of(file.toString(), rule.id(), "", "", "", "")));
      items.add(
          Json.of(
              "file",
              file.toString(),
              "valid",
              checked.rule().isPresent(),
              "strategy",
              Json.ofText(checked.rule().map(StrategyDescriptor::id).orElse(null)),
              "hash",
              Json.ofText(checked.rule().map(rule -> rule.definition().hash()).orElse(null)),
              "problems",
              Json.array(problems)));
      return checked.rule().isPresent();
    }
  }
}
