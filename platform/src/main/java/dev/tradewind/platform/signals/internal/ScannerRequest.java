package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A scanner to add, what it shall be from now on, or one to try.
 *
 * @param name under which it is known; in an edit and a trial it may be left out
 * @param kind list or filter
 * @param timeframe of the bars on which a filter is computed
 * @param expression the condition of a filter
 * @param members of a list; of a filter, among which it chooses, all if left out
 * @param description for people
 */
record ScannerRequest(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String timeframe,
    @Nullable String expression,
    @Nullable List<AskedMember> members,
    @Nullable String description) {
  private static final int MAX_MEMBERS = 10_000;
  private static final int MAX_DESCRIPTION = 2_000;

  /** An instrument, from a date or moment on and until one. */
  record AskedMember(String instrument, @Nullable String from, @Nullable String to) {}

  /** The row, checked in itself; what its condition means is checked by {@link Scanners}. */
  Scanner check(String wantedName, Problems problems, Instant now) {
    if (!DefinitionRequest.NAME.matcher(wantedName).matches()) {
      problems.add(
          "name",
          wantedName,
          "name must be a small letter and up to 59 small letters, digits or _, was '"
              + wantedName
              + "'");
    }
    Scanner.Kind wanted =
        Arrays.stream(Scanner.Kind.values())
            .filter(each -> each.name().equalsIgnoreCase(DefinitionRequest.text(kind)))
            .findFirst()
            .orElse(null);
    if (wanted == null) {
      problems.add(
          "kind",
          kind,
          Suggestion.unknown("kind", DefinitionRequest.text(kind), List.of("list", "filter")));
    }
    boolean filter = wanted == Scanner.Kind.FILTER;
    String condition = DefinitionRequest.text(expression);
    if (filter == condition.isEmpty() && wanted != null) {
      problems.add(
          "expression",
          expression,
          filter
              ? "a filter needs an expression, such as close > sma(close, 200)"
              : "a list has no expression; make it a filter");
    }
    String about = DefinitionRequest.text(description);
    if (about.length() > MAX_DESCRIPTION) {
      problems.add("description", about, "description must have at most 2000 characters");
    }
    return new Scanner(
        wantedName,
        1,
        wanted == null ? Scanner.Kind.LIST : wanted,
        filter ? code(problems) : null,
        condition,
        members(filter, problems),
        about,
        true,
        now);
  }

  private String code(Problems problems) {
    String given = DefinitionRequest.text(timeframe);
    if (given.isEmpty()) {
      problems.add("timeframe", timeframe, "a filter needs a timeframe, such as 1D");
      return "1D";
    }
    return problems
        .parse("timeframe", given, () -> Timeframe.parse(given))
        .map(Timeframe::code)
        .orElse("1D");
  }

  private List<Scanner.Member> members(boolean filter, Problems problems) {
    List<AskedMember> given = members == null ? List.of() : members;
    if (given.size() > MAX_MEMBERS || (given.isEmpty() && !filter)) {
      problems.add("members", null, "members must name 1 to " + MAX_MEMBERS + " instruments");
      return List.of();
    }
    List<Scanner.Member> checked = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      AskedMember each = given.get(i);
      String field = String.format(Locale.ROOT, "members[%d]", i);
      Instant from = moment(field + ".from", each.from(), problems);
      Instant to = moment(field + ".to", each.to(), problems);
      if (each.instrument().isBlank()) {
        problems.add(field + ".instrument", each.instrument(), "instrument is required");
      } else if (from != null && to != null && !from.isBefore(to)) {
        problems.add(field + ".to", each.to(), "to must be after from (" + each.from() + ")");
      } else {
        checked.add(new Scanner.Member(each.instrument().strip(), from, to));
      }
    }
    return checked;
  }

  private static @Nullable Instant moment(String field, @Nullable String text, Problems problems) {
    return text == null || text.isBlank()
        ? null
        : problems.parse(field, text, () -> Times.parse(text)).orElse(null);
  }
}
