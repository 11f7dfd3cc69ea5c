package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.signal.SignalProblem;
import dev.tradewind.engine.signal.SignalRule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signal definition to add, or what it shall be from now on.
 *
 * @param name under which it is known; in an edit it may be left out
 * @param timeframe code of the bars
 * @param entry begins a long position
 * @param exit ends a long position
 * @param shortEntry begins a short position
 * @param shortExit ends a short position
 * @param strength 0 to 100, may be left out
 * @param parameters numbers that the conditions name with a $
 * @param instruments ids; left out: all of the timeframe, or those of the scanner
 * @param scanner that chooses the instruments
 * @param description for people
 * @param active whether signals are made of it; default: as before, at first true
 */
record DefinitionRequest(
    @Nullable String name,
    @Nullable String timeframe,
    @Nullable String entry,
    @Nullable String exit,
    @Nullable String shortEntry,
    @Nullable String shortExit,
    @Nullable String strength,
    @Nullable List<Definition.SignalParameter> parameters,
    @Nullable List<String> instruments,
    @Nullable String scanner,
    @Nullable String description,
    @Nullable Boolean active) {
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int MAX_INSTRUMENTS = 1_000;
  private static final int MAX_PARAMETERS = 20;
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  /** The row, checked in itself; what its expressions mean is checked by {@link Meaning}. */
  Definition check(String wantedName, boolean activeBefore, Problems problems, Instant now) {
    if (!NAME.matcher(wantedName).matches()) {
      problems.add(
          "name",
          wantedName,
          "name must be a small letter and up to 59 small letters, digits or _, was '"
              + wantedName
              + "'");
    }
    String code =
        timeframe == null || timeframe.isBlank()
            ? missing("timeframe", "timeframe is required, such as 1D", problems)
            : problems
                .parse("timeframe", timeframe, () -> Timeframe.parse(timeframe.strip()))
                .map(Timeframe::code)
                .orElse("1D");
    List<Definition.SignalParameter> given = parameters == null ? List.of() : parameters;
    checkParameters(given, problems);
    List<String> ids = instruments == null ? List.of() : instruments;
    if (ids.size() > MAX_INSTRUMENTS || new HashSet<>(ids).size() < ids.size()) {
      problems.add(
          "instruments", null, "instruments must be at most " + MAX_INSTRUMENTS + " different ids");
    }
    String about = text(description);
    if (about.length() > MAX_DESCRIPTION) {
      problems.add(
          "description",
          about,
          "description must have at most 2000 characters, had " + about.length());
    }
    return new Definition(
        wantedName,
        1,
        code,
        new SignalRule(text(entry), text(exit), text(shortEntry), text(shortExit), text(strength)),
        given,
        ids,
        scanner == null || scanner.isBlank() ? null : scanner.strip(),
        about,
        null,
        List.of(),
        false,
        active == null ? activeBefore : active,
        true,
        now);
  }

  private static String missing(String field, String message, Problems problems) {
    problems.add(field, null, message);
    return "1D";
  }

  private static void checkParameters(List<Definition.SignalParameter> given, Problems problems) {
    if (given.size() > MAX_PARAMETERS) {
      problems.add("parameters", null, "parameters must be at most " + MAX_PARAMETERS);
    }
    List<String> names = new ArrayList<>();
    for (Definition.SignalParameter each : given) {
      problems.attempt("parameters", each.name(), "", () -> each.engine().name());
      if (names.contains(each.name())) {
        problems.add("parameters", each.name(), "parameter " + each.name() + " is there twice");
      }
      names.add(each.name());
    }
  }

  static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  /** Notes what is wrong with the expressions, each with its part of the text and its place. */
  static void add(Problems problems, List<SignalProblem> found) {
    for (SignalProblem each : found) {
      ExpressionProblem problem = each.problem();
      int from = Math.min(problem.from(), each.text().length());
      int to = Math.min(Math.max(problem.to(), from), each.text().length());
      String field = each.field().equals("member") ? "scanner" : each.field();
      problems.add(
          field,
          each.text().substring(from, to),
          each.text().isEmpty() ? problem.sentence() : place(each.text(), problem));
    }
  }

  static String place(String text, ExpressionProblem problem) {
    return "line "
        + problem.line(text)
        + ", column "
        + problem.column(text)
        + ": "
        + problem.sentence();
  }
}
