package dev.tradewind.cli;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionPrinter;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ExpressionTree;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on the expression language. */
@Command(
    name = "expr",
    description = "Check, print and compute expressions such as 'ema(close, 21)@4h'.",
    subcommands = {
      ExprVerbs.CheckCommand.class,
      ExprVerbs.PrintCommand.class,
      ExprListCommand.class,
      ExprEvalCommand.class
    })
final class ExprVerbs extends VerbGroup {

  /** A verb on one expression. */
  abstract static class ExpressionVerb extends ReportingVerb {
    @Parameters(
        index = "0",
        paramLabel = "EXPR",
        description = "An expression, in quotation marks for the shell.")
    String text = "";

    @Option(
        names = "--param",
        paramLabel = "NAME=VALUE",
        description = "Value of a $parameter, such as fast=9; may be repeated.")
    List<String> given = new ArrayList<>();

    /** Whatever has a value is a parameter. */
    final ExpressionScope scope() throws IOException, InterruptedException {
      List<ExpressionParameter> parameters = new ArrayList<>();
      Map<String, Double> values = new HashMap<>();
      for (Map.Entry<String, BigDecimal> each : Arguments.parameters(given).entrySet()) {
        double value = each.getValue().doubleValue();
        try {
          parameters.add(
              new ExpressionParameter(
                  each.getKey(), ExpressionParameter.Type.NUMBER, value, value, 1, value));
        } catch (IllegalArgumentException e) {
          throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        values.put(each.getKey(), value);
      }
      return ExpressionNames.of(session(), text).withParameters(parameters, values);
    }

    final CheckedExpression checked(ExpressionScope scope) {
      return switch (ExpressionChecker.in(scope).check(text)) {
        case CheckResult.Checked(var checked) -> checked;
        case CheckResult.Refused refused -> throw refusal(refused.render());
      };
    }

    static CliException refusal(String rendered) {
      return new CliException(ExitCode.REFUSED, "the expression is refused\n" + rendered);
    }
  }

  /** {@code expr check}. */
  @Command(
      name = "check",
      description = {
        "Check an expression and print its canonical form and its type.",
        "A wrong one ends with exit code 3; each problem is shown under the text, and with"
            + " --output json or csv also given as data."
      })
  static final class CheckCommand extends ExpressionVerb {
    @Option(
        names = "--timeframe",
        paramLabel = "TF",
        description =
            "Length of the bars on which it is to be computed; one that cannot be made of them is"
                + " refused (default: bars of any length).")
    @Nullable String timeframe;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Timeframe length = Arguments.timeframe(timeframe);
      ExpressionScope scope = length == null ? scope() : scope().onBarsOf(length);
      switch (ExpressionChecker.in(scope).check(text)) {
        case CheckResult.Checked(var checked) ->
            writeOne(
                Json.of(
                    "valid", true,
                    "canonical", checked.canonical(),
                    "type", checked.type().name().toLowerCase(Locale.ROOT)));
        case CheckResult.Refused refused -> {
          if (output != OutputFormat.TABLE) {
            writeProblems(refused.problems());
          }
          throw refusal(refused.render());
        }
      }
      return ExitCode.OK;
    }

    private void writeProblems(List<ExpressionProblem> problems) throws IOException {
      Table table = Table.of("from", "to", "line", "column", "message", "suggestion");
      List<Json> items = new ArrayList<>();
      for (ExpressionProblem each : problems) {
        Json item =
            Json.of(
                "from", each.from(),
                "to", each.to(),
                "line", each.line(text),
                "column", each.column(text),
                "message", each.message(),
                "suggestion", each.suggestion().map(Json::ofText).orElse(Json.NULL));
        items.add(item);
        table.row(item.properties().values().stream().map(Json::display).toList());
      }
      write(table, Json.of("valid", false, "problems", Json.array(items)));
    }
  }

  /** {@code expr print}. */
  @Command(
      name = "print",
      description = {
        "Print the canonical form of an expression without looking up its names.",
        "--output json adds its tree."
      })
  static final class PrintCommand extends ReportingVerb {
    @Parameters(
        index = "0",
        paramLabel = "EXPR",
        description = "An expression, in quotation marks for the shell.")
    String text = "";

    @Override
    ExitCode run() throws IOException {
      Expression expression =
          switch (ExpressionParser.parse(text)) {
            case ParseResult.Parsed parsed -> parsed.expression();
            case ParseResult.Refused refused -> throw ExpressionVerb.refusal(refused.render());
          };
      String canonical = ExpressionPrinter.print(expression);
      if (output == OutputFormat.TABLE) {
        session().out().write(canonical + "\n");
        session().out().flush();
      } else {
        write(
            Table.of("canonical").row(List.of(canonical)),
            Json.of("canonical", canonical, "tree", tree(ExpressionTree.of(expression))));
      }
      return ExitCode.OK;
    }
  }

  /** The engine's plain values as JSON. */
  static Json tree(@Nullable Object value) {
    return switch (value) {
      case null -> Json.NULL;
      case Map<?, ?> map -> {
        Map<String, Json> properties = new LinkedHashMap<>();
        map.forEach((key, each) -> properties.put(String.valueOf(key), tree(each)));
        yield Json.object(properties);
      }
      case List<?> list -> Json.array(list.stream().map(ExprVerbs::tree).toList());
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Json.number(number.longValue());
      case Double number -> Json.number(number);
      case Boolean truth -> Json.bool(truth);
      default -> Json.ofText(value.toString());
    };
  }
}
