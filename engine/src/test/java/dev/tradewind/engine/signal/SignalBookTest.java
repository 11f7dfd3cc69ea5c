package dev.tradewind.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ProgramData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows that are kept up to date are those of a generation from nothing. */
class SignalBookTest {
  private static final long SEED = 20_260_405L;

  @Test
  void whateverIsTouchedTheRowsAreThoseOfAGenerationFromNothing() {
    for (int round = 0; round < 60; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      Fixtures.Bars bars = new Fixtures.Bars(SEED + round, 50 + random.nextInt(150));
      SignalProgram program =
          Fixtures.program(
              Fixtures.definition(Fixtures.condition(random), Fixtures.condition(random), "50"));
      SignalBook book = new SignalBook(program, MemberSpans.ALWAYS);
      book.refresh(ProgramData.of(bars.series()));
      for (int step = 0; step < 12; step++) {
        change(book, bars, random);
        if (random.nextInt(3) > 0) {
          book.refresh(ProgramData.of(bars.series()));
        }
      }
      book.refresh(ProgramData.of(bars.series()));

      SignalBook fresh = new SignalBook(program, MemberSpans.ALWAYS);
      fresh.refresh(ProgramData.of(bars.series()));
      assertThat(book.rows()).as("seed %s", SEED + round).isEqualTo(fresh.rows());
      assertThat(book.state()).as("seed %s", SEED + round).isEqualTo(fresh.state());
      for (int row = 0; row < fresh.rows().size(); row++) {
        assertThat(book.partner(row)).isEqualTo(fresh.partner(row));
      }
    }
  }

  private static void change(SignalBook book, Fixtures.Bars bars, SplittableRandom random) {
    switch (random.nextInt(3)) {
      case 0 -> {
        int before = bars.size();
        bars.append(1 + random.nextInt(20));
        book.touch(Window.from(bars.time(before)));
      }
      case 1 -> {
        int bar = random.nextInt(bars.size());
        bars.correct(bar, 0.9 + random.nextDouble() * 0.2);
        book.touch(Window.from(bars.time(bar)));
      }
      default -> {
        int from = random.nextInt(bars.size());
        long to = bars.time(from) + (1 + random.nextInt(50)) * Fixtures.HOUR.micros();
        book.touch(new Window(bars.time(from), to));
      }
    }
  }

  @Test
  void onlyWhatWasTouchedIsMadeAgain() {
    Fixtures.Bars bars = new Fixtures.Bars(SEED, 200);
    SignalBook book =
        new SignalBook(
            Fixtures.program(Fixtures.definition("close > open", "false", "")), MemberSpans.ALWAYS);
    book.refresh(ProgramData.of(bars.series()));
    SignalRows before = book.rows();
    bars.correct(20, 1.3);
    book.touch(Window.from(bars.time(150)));
    book.refresh(ProgramData.of(bars.series()));
    assertThat(book.rows()).isEqualTo(before);

    book.touch(new Window(bars.time(20), bars.time(21)));
    assertThat(book.state().isDirty(bars.time(20))).isTrue();
    assertThat(book.state().isDirty(bars.time(21))).isFalse();
    book.refresh(ProgramData.of(bars.series()));
    assertThat(book.rows()).isNotEqualTo(before);
  }

  @Test
  void exitsCloseTheOldestEntryOfTheirDirection() {
    SignalRows.Builder rows = new SignalRows.Builder(List.of(), 8);
    add(rows, SignalKind.EXIT, Direction.LONG, 1);
    add(rows, SignalKind.ENTRY, Direction.LONG, 1);
    add(rows, SignalKind.ENTRY, Direction.SHORT, 1);
    add(rows, SignalKind.ENTRY, Direction.LONG, 2);
    add(rows, SignalKind.EXIT, Direction.LONG, 3);
    add(rows, SignalKind.EXIT, Direction.LONG, 4);
    add(rows, SignalKind.ENTRY, Direction.LONG, 4);
    SignalRows all = rows.build(new SignalHash("x", 1, "I", "1h"));

    EntryMatcher.Matches matches =
        new EntryMatcher(List.of(new OpenEntry(Direction.LONG, -5))).match(all);

    assertThat(matches.closed()).containsExactly(new EntryMatcher.Closed(Direction.LONG, -5, 1));
    assertThat(matches.partners())
        .containsExactly(-5L, 3L, EntryMatcher.NONE, 4L, 1L, 2L, EntryMatcher.NONE);
    assertThat(matches.open())
        .containsExactly(new OpenEntry(Direction.SHORT, 1), new OpenEntry(Direction.LONG, 4));
  }

  @Test
  void matchingInPartsIsMatchingAtOnce() {
    SplittableRandom random = new SplittableRandom(SEED);
    SignalRows.Builder rows = new SignalRows.Builder(List.of(), 8);
    for (int i = 0; i < 400; i++) {
      add(
          rows,
          random.nextBoolean() ? SignalKind.ENTRY : SignalKind.EXIT,
          random.nextBoolean() ? Direction.LONG : Direction.SHORT,
          i);
    }
    SignalRows all = rows.build(new SignalHash("x", 1, "I", "1h"));
    List<Long> whole = new EntryMatcher(List.of()).match(all).partners();

    List<Long> parts = new ArrayList<>();
    List<OpenEntry> open = List.of();
    for (int from = 0; from < 400; from += 37) {
      SignalRows.Builder part = new SignalRows.Builder(List.of(), 8);
      for (int i = from; i < Math.min(400, from + 37); i++) {
        add(part, all.kind(i), all.direction(i), all.barTime(i));
      }
      EntryMatcher.Matches matches =
          new EntryMatcher(open).match(part.build(new SignalHash("x", 1, "I", "1h")));
      matches.closed().forEach(each -> parts.set((int) each.entryMicros(), each.exitMicros()));
      parts.addAll(matches.partners());
      open = matches.open();
    }
    assertThat(parts).isEqualTo(whole);
  }

  private static void add(SignalRows.Builder rows, SignalKind kind, Direction direction, long at) {
    rows.row(kind, direction, at, at + 1, Double.NaN);
  }

  @Test
  void dirtyStretchesThatTouchBecomeOne() {
    SignalState state =
        new SignalState(List.of(), List.of())
            .touch(new Window(10, 20))
            .touch(new Window(40, 50))
            .touch(new Window(20, 30));

    assertThat(state.dirty()).containsExactly(new Window(10, 30), new Window(40, 50));
    assertThat(state.firstDirty()).contains(10L);
    assertThat(state.doneUntil(45, List.of()).dirty()).containsExactly(new Window(45, 50));
    assertThat(state.done(List.of()).firstDirty()).isEmpty();
    assertThat(SignalState.FRESH.touch(new Window(1, 2)).dirty()).containsExactly(Window.ALL);
    assertThatThrownBy(() -> new Window(3, 3)).hasMessage("to must be > from (3), was 3");
  }
}
