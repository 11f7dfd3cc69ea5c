package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the reference part of docs/concepts/expressions.md from the registry. */
final class ExpressionGuide {
  static final String MARKER =
      "Everything from here on is written by `ExpressionGuide` from the functions themselves; a"
          + " test compares the two.\n\n";

  private ExpressionGuide() {}

  static String reference() {
    StringBuilder out = new StringBuilder();
    out.append("## Fields\n\n| field | meaning |\n|---|---|\n");
    LanguageGuide.fields().forEach((name, meaning) -> row(out, name, meaning));
    out.append("\n## Operators and forms\n\n| form | meaning |\n|---|---|\n");
    LanguageGuide.forms().forEach((name, meaning) -> row(out, name, meaning));
    Map<String, List<FunctionSheet>> families = new TreeMap<>();
    for (FunctionSheet sheet : FunctionSheet.all(FunctionRegistry.standard())) {
      families.computeIfAbsent(sheet.function().family(), any -> new ArrayList<>()).add(sheet);
    }
    families.forEach(
        (family, sheets) -> {
          out.append("\n## ").append(family).append('\n');
          sheets.forEach(each -> function(out, each));
        });
    return out.toString();
  }

  private static void row(StringBuilder out, String name, String meaning) {
    out.append("| `").append(name).append("` | ").append(escaped(meaning)).append(" |\n");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }

  private static void function(StringBuilder out, FunctionSheet sheet) {
    FunctionDefinition function = sheet.function();
    out.append("\n### `").append(function.signature()).append("`\n\n");
    out.append(escaped(function.description()));
    if (function.result() != ValueType.NUMBER) {
      out.append(" Answers a ")
          .append(function.result().name().toLowerCase(Locale.ROOT))
          .append('.');
    }
    out.append("\n\n");
    if (!function.implicitInputs().isEmpty()) {
      out.append("Reads ")
          .append(
              String.join(
                  ", ", function.implicitInputs().stream().map(each -> each.code()).toList()))
          .append(".\n\n");
    }
    for (FunctionParameter each : function.parameters()) {
      out.append("* `")
          .append(each.name())
          .append("`: ")
          .append(kind(each))
          .append(". ")
          .append(escaped(each.description()))
          .append('\n');
    }
    out.append(function.parameters().isEmpty() ? "" : "\n");
    out.append("Example: `").append(function.example()).append("`. ");
    out.append("`").append(sheet.call()).append("` is undefined on the first ");
    out.append(sheet.warmUp()).append(sheet.warmUp() == 1 ? " bar" : " bars");
    if (sheet.unstablePeriod() > 0) {
      out.append(" and depends on the first bar for ")
          .append(sheet.unstablePeriod())
          .append(" more");
    }
    out.append(".\n\nSource: ").append(escaped(function.source()));
    out.append(function.source().endsWith(".") ? "\n" : ".\n");
  }

  private static String kind(FunctionParameter parameter) {
    Double byDefault = parameter.defaultValue();
    String range =
        " in "
            + ExpressionPrinter.number(parameter.min())
            + ".."
            + ExpressionPrinter.number(parameter.max())
            + (byDefault == null
                ? ""
                : ", " + ExpressionPrinter.number(byDefault) + " if left out");
    return switch (parameter.kind()) {
      case SERIES -> "a series";
      case CONDITION -> "a condition";
      case INTEGER -> "a whole number" + range;
      case NUMBER -> "a number" + range;
    };
  }
}
