package dev.tradewind.cli;

import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Verbs on strategies. */
@Command(
    name = "strategy",
    description = "List the strategies that can be run by name.",
    subcommands = StrategyVerbs.ListCommand.class)
final class StrategyVerbs extends VerbGroup {

  /** {@code strategy list}. */
  @Command(name = "list", description = "List the strategies with their parameters and bounds.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException {
      Table table = Table.of("strategy", "parameter", "default", "min", "max", "meaning");
      List<Json> items = new ArrayList<>();
      for (StrategyDescriptor each : BuiltInStrategies.INSTANCE.all()) {
        List<Json> parameters = new ArrayList<>();
        if (each.parameters().isEmpty()) {
          table.row(List.of(each.id(), "", "", "", "", each.title()));
        }
        for (ParameterDefinition parameter : each.parameters()) {
          table.row(
              List.of(
                  each.id(),
                  parameter.name(),
                  parameter.defaultValue().toPlainString(),
                  parameter.min().toPlainString(),
                  parameter.max().toPlainString(),
                  parameter.description()));
          parameters.add(json(parameter));
        }
        items.add(
            Json.of(
                "id", each.id(),
                "title", each.title(),
                "description", each.description(),
                "parameters", Json.array(parameters)));
      }
      write(table, Json.array(items));
      return ExitCode.OK;
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
}
