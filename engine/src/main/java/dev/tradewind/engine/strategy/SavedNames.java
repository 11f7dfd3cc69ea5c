package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionPrinter;
import dev.tradewind.engine.expr.Located;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.expr.SavedExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replaces the names of saved features in a text by what they stand for. */
final class SavedNames {
  /** Features of features; the checker refuses circles, this ends them. */
  private static final int MAX_DEPTH = 16;

  private SavedNames() {}

  /** The text in canonical form without names of saved features; unchanged if it has none. */
  static String replaced(String text, SavedExpressions saved) {
    return replaced(text, saved, MAX_DEPTH);
  }

  private static String replaced(String text, SavedExpressions saved, int depth) {
    if (depth == 0 || !(ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed)) {
      return text;
    }
    List<Located> names = new ArrayList<>();
    collect(parsed.located(), saved, names);
    if (names.isEmpty()) {
      return text;
    }
    StringBuilder changed = new StringBuilder(text);
    for (Located name : names.reversed()) {
      Optional<Expression> definition = saved.find(((Expression.Name) name.expression()).name());
      String inner = replaced(ExpressionPrinter.print(definition.orElseThrow()), saved, depth - 1);
      changed.replace(name.span().from(), name.span().to(), "(" + inner + ")");
    }
    return ExpressionParser.parse(changed.toString()) instanceof ParseResult.Parsed whole
        ? ExpressionPrinter.print(whole.expression())
        : text;
  }

  /** From left to right. */
  private static void collect(Located node, SavedExpressions saved, List<Located> names) {
    if (node.expression() instanceof Expression.Name(var name) && saved.find(name).isPresent()) {
      names.add(node);
    }
    node.children().forEach(child -> collect(child, saved, names));
  }
}
