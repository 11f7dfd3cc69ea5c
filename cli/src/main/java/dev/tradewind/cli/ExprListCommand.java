package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionPrinter;
import dev.tradewind.engine.expr.FunctionRegistry;
import dev.tradewind.engine.expr.FunctionSheet;
import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.talib.TaLibFunctions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code expr list}. */
@Command(
    name = "list",
    description = "List the functions of the expression language, or everything about one.")
final class ExprListCommand extends ReportingVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only this function, with its parameters, source, warm-up and example.")
  @Nullable String name;

  @Override
  ExitCode run() throws IOException {
    FunctionRegistry registry = TaLibFunctions.withEngine();
    String wanted = name;
    if (wanted != null) {
      detail(registry, wanted);
      return ExitCode.OK;
    }
    Table table = Table.of("function", "family", "answers", "meaning");
    List<Json> items = new ArrayList<>();
    for (FunctionSheet sheet : FunctionSheet.all(registry)) {
      FunctionDefinition function = sheet.function();
      table.row(
          List.of(
              function.signature(),
              function.family(),
              answers(function),
              firstSentence(function.description())));
      items.add(json(sheet));
    }
    write(table, Json.array(items));
    return ExitCode.OK;
  }

  private void detail(FunctionRegistry registry, String wanted) throws IOException {
    Optional<FunctionDefinition> found = registry.find(wanted);
    if (found.isEmpty()) {
      List<String> known = registry.all().stream().map(FunctionDefinition::name).toList();
      throw new CliException(
          ExitCode.NOT_FOUND,
          "no function "
              + Table.shown(wanted)
              + NearestName.of(wanted, known)
                  .map(each -> "; did you mean " + each + "?")
                  .orElse("; 'tradewind expr list' shows all"));
    }
    FunctionSheet sheet = FunctionSheet.of(found.get(), registry);
    FunctionDefinition function = sheet.function();
    Table table = Table.of("field", "value");
    table.row(List.of("signature", function.signature()));
    table.row(List.of("family", function.family()));
    table.row(List.of("answers", answers(function)));
    table.row(List.of("meaning", function.description()));
    for (FunctionParameter each : function.parameters()) {
      table.row(List.of(each.name(), kind(each) + ". " + each.description()));
    }
    table.row(List.of("source", function.source()));
    table.row(List.of("example", function.example()));
    table.row(
        List.of(
            "warm-up",
            sheet.warmUp()
                + " bars, unstable for "
                + sheet.unstablePeriod()
                + ": "
                + sheet.call()));
    write(table, json(sheet));
  }

  private static String answers(FunctionDefinition function) {
    return function.result().name().toLowerCase(Locale.ROOT);
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private static String kind(FunctionParameter parameter) {
    if (parameter.kind().isColumn()) {
      return parameter.kind() == FunctionParameter.Kind.SERIES ? "A series" : "A condition";
    }
    Double byDefault = parameter.defaultValue();
    return (parameter.kind() == FunctionParameter.Kind.INTEGER ? "A whole number" : "A number")
        + " in "
        + ExpressionPrinter.number(parameter.min())
        + ".."
        + ExpressionPrinter.number(parameter.max())
        + (byDefault == null ? "" : ", default " + ExpressionPrinter.number(byDefault));
  }

  private static Json json(FunctionSheet sheet) {
    FunctionDefinition function = sheet.function();
    List<Json> parameters = new ArrayList<>();
    for (FunctionParameter each : function.parameters()) {
      boolean column = each.kind().isColumn();
      Double byDefault = each.defaultValue();
      parameters.add(
          Json.of(
              "name", each.name(),
              "kind", each.kind().name().toLowerCase(Locale.ROOT),
              "min", column ? Json.NULL : ExprVerbs.tree(each.min()),
              "max", column ? Json.NULL : ExprVerbs.tree(each.max()),
              "default", ExprVerbs.tree(byDefault),
              "description", each.description()));
    }
    return Json.of(
        "name", function.name(),
        "signature", function.signature(),
        "family", function.family(),
        "answers", answers(function),
        "parameters", Json.array(parameters),
        "description", function.description(),
        "source", function.source(),
        "example", function.example(),
        "call", sheet.call(),
        "warmUp", sheet.warmUp(),
        "unstablePeriod", sheet.unstablePeriod());
  }
}
