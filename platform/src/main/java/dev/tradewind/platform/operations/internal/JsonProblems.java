package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.shared.FieldProblem;
import dev.tradewind.platform.shared.Suggestion;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a JSON body, in the words of the API instead of the parser's. */
final class JsonProblems {
  private JsonProblems() {}

  static List<FieldProblem> of(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException unknown -> {
        String name = String.valueOf(unknown.getPropertyName());
        List<String> known =
            unknown.getKnownPropertyIds() == null
                ? List.of()
                : unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        yield List.of(
            new FieldProblem(path(unknown), null, Suggestion.unknown("field", name, known)));
      }
      case DatabindException wrong ->
          List.of(
              new FieldProblem(path(wrong), null, path(wrong) + " has a value of the wrong type"));
      case null, default -> List.of();
    };
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(
            each ->
                each.getPropertyName() == null
                    ? Integer.toString(each.getIndex())
                    : each.getPropertyName())
        .collect(Collectors.joining("."));
  }
}
