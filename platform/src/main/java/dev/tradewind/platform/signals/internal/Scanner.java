package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.MemberSpans;
import dev.tradewind.engine.signal.Window;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of a scanner, as its row says.
 *
 * @param name under which it is known
 * @param version 1 and up
 * @param kind what it is
 * @param timeframe code of the bars on which a filter is computed; {@code null} for a list
 * @param expression the condition of a filter; empty for a list
 * @param members of a list; of a filter, among which it chooses, all if empty
 * @param description for people
 * @param inUse whether it is the version in use
 * @param createdAt when it was made
 */
record Scanner(
    String name,
    int version,
    Kind kind,
    @Nullable String timeframe,
    String expression,
    List<Member> members,
    String description,
    boolean inUse,
    Instant createdAt) {
  Scanner {
    members = List.copyOf(members);
  }

  /** What a scanner is. */
  enum Kind {
    /** Instruments by name, each in a span. */
    LIST,
    /** The instruments that meet a condition. */
    FILTER
  }

  /** An instrument of a list, from a moment on and until one; {@code null} has no bound. */
  record Member(String instrument, @Nullable Instant from, @Nullable Instant to) {
    Window window() {
      return new Window(
          from == null ? Long.MIN_VALUE : Times.micros(from),
          to == null ? Long.MAX_VALUE : Times.micros(to));
    }
  }

  /** The condition of a filter as bars of another timeframe see it; empty for a list. */
  String condition(String seenFrom) {
    if (kind == Kind.LIST) {
      return "";
    }
    return seenFrom.equals(timeframe) ? expression : "(" + expression + ")@" + timeframe;
  }

  /** Whether an instrument may belong at some time. */
  boolean mayHave(String instrument) {
    return (kind == Kind.FILTER && members.isEmpty())
        || members.stream().anyMatch(each -> each.instrument().equals(instrument));
  }

  /** When an instrument is on the list, or may be chosen by the filter. */
  MemberSpans spans(String instrument) {
    if (kind == Kind.FILTER && members.isEmpty()) {
      return MemberSpans.ALWAYS;
    }
    return new MemberSpans(
        members.stream()
            .filter(each -> each.instrument().equals(instrument))
            .map(Member::window)
            .toList());
  }

  /** Whether the other one says the same, of whatever version. */
  boolean saysTheSameAs(Scanner other) {
    return kind == other.kind
        && Objects.equals(timeframe, other.timeframe)
        && expression.equals(other.expression)
        && members.equals(other.members)
        && description.equals(other.description);
  }
}
