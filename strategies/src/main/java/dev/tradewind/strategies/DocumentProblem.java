package dev.tradewind.strategies;

import java.util.Optional;

/**
 * What is wrong with a document.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param width characters of the part, at least 1
 * @param path of the field: {@code size.value}; empty for the document
 * @param from first character of the part in the field's value, from 0
 * @param to one behind its last
 * @param message what is wrong, with the value and the bound
 * @param suggestion what was probably meant
 */
public record DocumentProblem(
    int line,
    int column,
    int width,
    String path,
    int from,
    int to,
    String message,
    Optional<String> suggestion) {

  static DocumentProblem at(String source, int from, int to, String path, String message) {
    return at(source, from, to, path, message, Optional.empty());
  }

  static DocumentProblem at(
      String source, int from, int to, String path, String message, Optional<String> suggestion) {
    int at = Math.clamp(from, 0, source.length());
    int line = (int) source.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    int column = at - source.lastIndexOf('\n', at - 1);
    return new DocumentProblem(
        line,
        column,
        Math.max(1, Math.min(to, source.length()) - at),
        path,
        0,
        Math.max(0, to - from),
        message,
        suggestion);
  }

  DocumentProblem within(int start, int end) {
    return new DocumentProblem(line, column, width, path, start, end, message, suggestion);
  }

  /** The field, the message and the suggestion in one line. */
  public String sentence() {
    return (path.isEmpty() ? "" : path + ": ")
        + message
        + suggestion.map(each -> "; did you mean " + each + "?").orElse("");
  }

  /** The sentence with line and column, the line of the document, and carets under the part. */
  public String render(String source) {
    String[] lines = source.split("\n", -1);
    String shown = line <= lines.length ? lines[line - 1].replaceAll("\\p{Cntrl}", " ") : "";
    int start = Math.min(column - 1, shown.length());
    int cut = Math.max(0, start - 80);
    String part = shown.substring(cut, Math.min(shown.length(), cut + 160));
    int carets = Math.max(1, Math.min(width, part.length() - (start - cut)));
    return "line "
        + line
        + ", column "
        + column
        + ": "
        + sentence()
        + "\n  "
        + part
        + "\n  "
        + " ".repeat(start - cut)
        + "^".repeat(carets);
  }
}
