package dev.tradewind.engine.expr;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with a part of a text; shown by the editor, the command line and the API.
 *
 * @param from first character of the part, counted in UTF-16 units from 0
 * @param to one behind its last; equal to {@code from} where something is missing
 * @param message what is wrong, with the value and the bound
 * @param suggestion what was probably meant
 */
public record ExpressionProblem(int from, int to, String message, Optional<String> suggestion) {
  private static final int SHOWN = 100;

  /** Refuses a part that ends before it begins. */
  public ExpressionProblem {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "a part must have 0 <= from <= to, was " + from + ".." + to + " (" + message + ")");
    }
  }

  static ExpressionProblem at(Span span, String message) {
    return new ExpressionProblem(span.from(), span.to(), message, Optional.empty());
  }

  static ExpressionProblem at(Span span, String message, String suggestion) {
    return new ExpressionProblem(span.from(), span.to(), message, Optional.of(suggestion));
  }

  /** The message and the suggestion in one line. */
  public String sentence() {
    return message + suggestion.map(each -> "; did you mean " + each + "?").orElse("");
  }

  /** Line of the part in the text, from 1. */
  public int line(String text) {
    return (int)
            text.substring(0, Math.min(from, text.length())).chars().filter(c -> c == '\n').count()
        + 1;
  }

  /** Column of the part in its line, from 1, in UTF-16 units. */
  public int column(String text) {
    int at = Math.min(from, text.length());
    return at - text.lastIndexOf('\n', at - 1);
  }

  /**
   * The sentence with the line and the column, the line of the text, and carets under the part. A
   * long line is cut around the part.
   */
  public String render(String text) {
    int at = Math.min(from, text.length());
    int lineFrom = text.lastIndexOf('\n', at - 1) + 1;
    int lineTo = text.indexOf('\n', at);
    lineTo = lineTo < 0 ? text.length() : lineTo;
    int cutFrom = Math.max(lineFrom, at - SHOWN / 2);
    int cutTo = Math.min(lineTo, Math.max(at, cutFrom + SHOWN));
    String before = (cutFrom > lineFrom ? "…" : "") + shown(text, cutFrom, at);
    int partTo = Math.max(at, Math.min(Math.min(to, text.length()), cutTo));
    String part = shown(text, at, partTo);
    String after = shown(text, partTo, cutTo) + (cutTo < lineTo ? "…" : "");
    return String.format(
        Locale.ROOT,
        "line %d, column %d: %s\n  %s%s%s\n  %s%s",
        line(text),
        column(text),
        sentence(),
        before,
        part,
        after,
        " ".repeat(width(before)),
        "^".repeat(Math.max(1, width(part))));
  }

  /** All problems of a text, one below the other. */
  public static String render(String text, List<ExpressionProblem> problems) {
    return problems.stream().map(each -> each.render(text)).collect(Collectors.joining("\n"));
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Control characters would move the cursor of a terminal. */
  private static String shown(String text, int from, int to) {
    StringBuilder shown = new StringBuilder();
    text.substring(from, to)
        .codePoints()
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return shown.toString();
  }
}
