package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.signal.CheckedSignal;
import dev.tradewind.engine.signal.SignalCheck;
import dev.tradewind.engine.signal.SignalProblem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a definition means now, with saved features, parameters and its scanner put in.
 *
 * @param checked what is computed; {@code null} if it cannot be
 * @param scanner that chooses its instruments; {@code null} for none
 * @param canonical a text that is another one if it means something else; empty if it means nothing
 * @param problems what is wrong with it
 */
record Meaning(
    @Nullable CheckedSignal checked,
    @Nullable Scanner scanner,
    String canonical,
    List<SignalProblem> problems) {
  Meaning {
    problems = List.copyOf(problems);
  }

  static Meaning of(Definition definition, ExpressionScope scope, Optional<Scanner> found) {
    Scanner scanner = found.orElse(null);
    if (definition.scanner() != null && scanner == null) {
      return refused(problem("scanner", "there is no scanner " + definition.scanner()));
    }
    String member = scanner == null ? "" : scanner.condition(definition.timeframe());
    SignalCheck check;
    try {
      check = CheckedSignal.check(definition.engine(), member, scope);
    } catch (IllegalArgumentException e) {
      return refused(problem("parameters", String.valueOf(e.getMessage())));
    }
    return switch (check) {
      case SignalCheck.Refused(var problems) -> new Meaning(null, scanner, "", problems);
      case SignalCheck.Checked(var signal) ->
          new Meaning(
              signal,
              scanner,
              signal.canonical()
                  + "\ninstruments "
                  + String.join(" ", definition.instruments())
                  + (scanner == null
                      ? ""
                      : "\nscanner " + scanner.name() + " v" + scanner.version()),
              List.of());
    };
  }

  private static Meaning refused(SignalProblem problem) {
    return new Meaning(null, null, "", List.of(problem));
  }

  private static SignalProblem problem(String field, String message) {
    return new SignalProblem(field, "", new ExpressionProblem(0, 0, message, Optional.empty()));
  }

  /** The columns whose values its signals keep. */
  List<String> columns() {
    return checked == null
        ? List.of()
        : checked.columns().stream().map(CheckedExpression::canonical).toList();
  }

  /** What is wrong with it in one line; {@code null} if nothing is. */
  @Nullable String problem() {
    return problems.isEmpty() ? null : problems.getFirst().sentence();
  }
}
