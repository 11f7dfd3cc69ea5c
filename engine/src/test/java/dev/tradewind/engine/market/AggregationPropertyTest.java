package dev.tradewind.engine.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.Session;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.TimeGrid;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregation against a slow reference that knows nothing of grids. */
class AggregationPropertyTest {
  private static final Instrument ANY =
      new Instrument(
          "ANY",
          AssetClass.OTHER,
          "USD",
          BigDecimal.ONE,
          BigDecimal.ONE,
          TradingCalendar.ROUND_THE_CLOCK);
  private static final List<String> FINE = List.of("1m", "5m", "30m", "1h", "4h", "1D");

  /** Around changes of the clock, ends of years, leap days, closures and the first days counted. */
  private static final List<String> PLACES =
      List.of(
          "2024-03-04",
          "2024-10-28",
          "2006-10-23",
          "2023-12-18",
          "1999-12-27",
          "2024-02-20",
          "2000-02-22",
          "1900-02-20",
          "2001-09-05",
          "2012-10-22",
          "1989-12-20",
          "1969-12-25",
          "2025-01-02",
          "2099-12-20");

  /** A bar as the reference makes it. */
  private record Row(long open, long close, long known, boolean partial, List<Double> values) {}

  private static long at(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
  }

  private static BarSeries history(SplittableRandom random, String code) {
    Timeframe timeframe = Timeframe.parse(code);
    long length = timeframe.micros();
    long start = at(LocalDate.parse(PLACES.get(random.nextInt(PLACES.size()))));
    start += random.nextInt(3) == 0 ? random.nextInt(50) * length : 0;
    int size = random.nextInt(1, code.equals("1D") ? 500 : 400);
    int missing = random.nextInt(4) * 15;
    boolean lateAtTimes = random.nextInt(3) == 0;
    BarSeries.Builder builder = BarSeries.builder(ANY, timeframe, size);
    long time = start;
    for (int i = 0; i < size; i++, time += length) {
      if (random.nextInt(100) < missing) {
        time += random.nextInt(10) == 0 ? length * random.nextInt(200) : 0;
        continue;
      }
      double price = random.nextDouble(1, 100);
      double volume = random.nextInt(50) == 0 ? Double.NaN : random.nextInt(9);
      builder.append(
          time, price, price + random.nextDouble(), price - random.nextDouble(), price, volume);
      if (lateAtTimes && random.nextInt(10) == 0) {
        builder.closing(time + length, time + length + random.nextLong(2 * length), false);
      }
    }
    return builder.build();
  }

  private static long[] span(
      BarSeries bars, int i, TimeframeDefinition to, List<Session> sessions, long sessionNumber) {
    long open = bars.openTime(i);
    if (to.scheme() == CalendarScheme.FIXED) {
      long start = Math.floorDiv(open, to.timeframe().micros()) * to.timeframe().micros();
      return new long[] {start, start + to.timeframe().micros()};
    }
    if (to.scheme() == CalendarScheme.CALENDAR) {
      LocalDate day =
          LocalDate.ofInstant(
              Instant.ofEpochSecond(Math.floorDiv(open, 1_000_000L)), ZoneOffset.UTC);
      LocalDate from =
          switch (to.unit()) {
            case DAY -> LocalDate.EPOCH;
            case WEEK -> LocalDate.of(1970, 1, 5);
            default -> LocalDate.of(1970, 1, 1);
          };
      LocalDate end = from;
      int steps = 0;
      int direction = day.isBefore(from) ? -1 : 1;
      while (true) {
        LocalDate a = shifted(from, to, steps);
        end = shifted(from, to, steps + 1);
        if (!day.isBefore(a) && day.isBefore(end)) {
          return new long[] {at(a), at(end)};
        }
        steps += direction;
      }
    }
    int sessionsInSpan = to.sessions();
    for (int s = 0; s < sessions.size(); s++) {
      Session session = sessions.get(s);
      if (session.closeMicros() > open && session.openMicros() < bars.closeTime(i)) {
        int first = s - (int) Math.floorMod(sessionNumber + s, sessionsInSpan);
        return first < 0 || first + sessionsInSpan > sessions.size()
            ? new long[0]
            : new long[] {
              sessions.get(first).openMicros(),
              sessions.get(first + sessionsInSpan - 1).closeMicros()
            };
      }
    }
    return new long[0];
  }

  private static LocalDate shifted(LocalDate from, TimeframeDefinition to, long steps) {
    long n = steps * to.count();
    return switch (to.unit()) {
      case DAY -> from.plusDays(n);
      case WEEK -> from.plusWeeks(n);
      case MONTH -> from.plusMonths(n);
      case QUARTER -> from.plusMonths(3 * n);
      case YEAR -> from.plusYears(n);
      default -> throw new IllegalArgumentException(to.code());
    };
  }

  private static List<Row> reference(
      BarSeries bars, TimeframeDefinition to, SessionCalendar calendar, PartialBars partials) {
    List<Row> rows = new ArrayList<>();
    if (bars.size() == 0) {
      return rows;
    }
    long reach = 86_400_000_000L * (long) (to.maxDays() + 10);
    long dataStart = bars.openTime(0);
    long dataEnd = bars.closeTime(bars.size() - 1);
    List<Session> sessions =
        to.scheme() == CalendarScheme.TRADING
            ? calendar.sessions(dataStart - reach, dataEnd + reach)
            : List.of();
    long number = sessions.isEmpty() ? 0 : calendar.indexAt(sessions.getFirst().openMicros());
    int i = 0;
    while (i < bars.size()) {
      long[] span = span(bars, i, to, sessions, number);
      if (span.length == 0) {
        i++;
        continue;
      }
      double high = Double.NEGATIVE_INFINITY;
      double low = Double.POSITIVE_INFINITY;
      double volume = 0;
      double close = Double.NaN;
      double open = bars.open(i);
      long known = Long.MIN_VALUE;
      for (; i < bars.size(); i++) {
        long[] of = span(bars, i, to, sessions, number);
        if (of.length == 0) {
          if (bars.openTime(i) >= span[1]) {
            break;
          }
          continue;
        }
        if (of[0] != span[0]) {
          break;
        }
        high = Math.max(high, bars.high(i));
        low = Math.min(low, bars.low(i));
        volume += bars.volume(i);
        close = bars.close(i);
        known = Math.max(known, bars.knownAt(i));
      }
      boolean first = !calendar.sessions(span[0], dataStart).isEmpty();
      boolean last = span[1] > dataEnd;
      List<Double> values = List.of(open, high, low, close, volume);
      if (last && partials.last()) {
        rows.add(new Row(span[0], span[1], known, true, values));
      } else if (!last && (!first || partials.first())) {
        rows.add(new Row(span[0], span[1], Math.max(known, span[1]), first, values));
      }
    }
    return rows;
  }

  private static List<Row> rows(BarSeries bars) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      rows.add(
          new Row(
              bars.openTime(i),
              bars.closeTime(i),
              bars.knownAt(i),
              bars.isPartial(i),
              List.of(bars.open(i), bars.high(i), bars.low(i), bars.close(i), bars.volume(i))));
    }
    return rows;
  }

  private static void read(BarAccumulator from, List<Row> into) {
    for (int i = 0; i < from.done(); i++) {
      List<Double> values = new ArrayList<>();
      for (BarField field : BarField.values()) {
        values.add(from.value(field, i));
      }
      into.add(
          new Row(from.openTime(i), from.closeTime(i), from.knownAt(i), from.isPartial(i), values));
    }
  }

  private static TimeframeDefinition coarser(SplittableRandom random, TimeframeDefinition finer) {
    List<TimeframeDefinition> fitting =
        Timeframes.seeded().stream()
            .filter(finer::fitsInto)
            .filter(each -> each.maxDays() < 800)
            .toList();
    return fitting.get(random.nextInt(fitting.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"24x7", "exchange", "us-equity", "fx"})
  void aggregationEqualsTheReferenceInOneGoAndBarByBar(String code) {
    SessionCalendar calendar = SessionCalendars.of(code);
    for (long seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed * 31 + code.hashCode());
      BarSeries bars = history(random, FINE.get(random.nextInt(FINE.size())));
      TimeframeDefinition to = coarser(random, TimeframeDefinition.of(bars.timeframe().code()));
      PartialBars partials = PartialBars.values()[random.nextInt(4)];
      if (partials.first() && !to.partialFirst()) {
        partials = PartialBars.LAST;
      }
      String where =
          "seed " + seed + ", " + bars.timeframe() + " to " + to.code() + ", " + partials;
      TimeGrid grid = TimeGrid.of(to, calendar);

      BarSeries batch = BarAggregator.coarser(bars, grid, partials);

      assertThat(rows(batch)).as(where).isEqualTo(reference(bars, to, calendar, partials));
      assertThat(streamed(bars, grid, partials, random)).as(where).isEqualTo(rows(batch));
    }
  }

  /** Bar by bar, with restarts from an exported state. */
  private static List<Row> streamed(
      BarSeries bars, TimeGrid grid, PartialBars partials, SplittableRandom random) {
    List<Row> rows = new ArrayList<>();
    BarAccumulator bar = new BarAccumulator(grid, partials);
    for (int i = 0; i < bars.size(); i++) {
      if (random.nextInt(20) == 0) {
        BarAccumulator next = new BarAccumulator(grid, partials);
        next.restore(bar.exportLongs(), bar.exportDoubles());
        bar = next;
      }
      if (random.nextBoolean() && bar.advanceTo(bars.openTime(i)) > 0) {
        read(bar, rows);
      }
      Bar value =
          new Bar(
              bars.openTime(i),
              bars.open(i),
              bars.high(i),
              bars.low(i),
              bars.close(i),
              bars.volume(i));
      if (bar.take(value, bars.closeTime(i), bars.knownAt(i)) > 0) {
        read(bar, rows);
      }
    }
    if (partials.last() && bar.preview() > 0) {
      read(bar, rows);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"24x7", "us-equity", "fx"})
  void laterBarsNeverChangeWhatWasKnown(String code) {
    SessionCalendar calendar = SessionCalendars.of(code);
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      BarSeries bars = history(random, "1h");
      if (bars.size() < 2) {
        continue;
      }
      TimeGrid grid = TimeGrid.of(coarser(random, TimeframeDefinition.of("1h")), calendar);
      BarSeries all = BarAggregator.coarser(bars, grid);
      long now = bars.openTime(random.nextInt(1, bars.size()));
      List<Row> before = rows(BarAggregator.coarser(bars.between(Long.MIN_VALUE, now), grid));

      assertThat(rows(all).subList(0, before.size())).as("seed " + seed).isEqualTo(before);
      assertThat(before).as("seed " + seed).allMatch(row -> row.close() <= now);
      assertThat(rows(all).stream().skip(before.size()))
          .as("seed " + seed)
          .allMatch(row -> row.known() >= bars.closeTime(bars.lowerBound(now) - 1));
    }
  }

  @Test
  void aLateBarMakesItsLongerBarKnownLater() {
    BarSeries.Builder hours = BarSeries.builder(ANY, Timeframe.parse("1h"), 5);
    long hour = 3_600_000_000L;
    for (int i = 0; i < 5; i++) {
      hours.append(i * hour, 1, 1, 1, 1, 1);
      if (i == 3) {
        hours.closing(4 * hour, 9 * hour, false);
      }
    }
    BarSeries late = hours.build();
    BarSeries longer =
        BarAggregator.coarser(late, TimeframeDefinition.of("4h"), SessionCalendars.roundTheClock());

    assertThat(longer.size()).isEqualTo(1);
    assertThat(longer.closeTime(0)).isEqualTo(4 * hour);
    assertThat(longer.knownAt(0)).isEqualTo(9 * hour);
    assertThat(late.knownAt(3)).isEqualTo(9 * hour);
    assertThat(late.between(0, 3 * hour).knownAt(2)).isEqualTo(3 * hour);
  }

  @Test
  void explicitTimesThatSayNothingNewLeaveTheHashAlone() {
    BarSeries.Builder plain = BarSeries.builder(ANY, Timeframe.parse("1h"), 2);
    BarSeries.Builder same = BarSeries.builder(ANY, Timeframe.parse("1h"), 2);
    BarSeries.Builder marked = BarSeries.builder(ANY, Timeframe.parse("1h"), 2);
    long hour = 3_600_000_000L;
    for (int i = 0; i < 40; i++) {
      plain.append(i * hour, 1, 1, 1, 1, 1);
      same.append(i * hour, 1, 1, 1, 1, 1).closing((i + 1) * hour, (i + 1) * hour, false);
      marked.append(i * hour, 1, 1, 1, 1, 1);
    }
    marked.closing(40 * hour, 40 * hour - 1, true);

    String hash = plain.build().contentHash();
    assertThat(same.build().contentHash()).isEqualTo(hash);
    BarSeries partial = marked.build();
    assertThat(partial.contentHash()).isNotEqualTo(hash);
    assertThat(partial.isPartial(39)).isTrue();
    assertThat(partial.isPartial(38)).isFalse();
    assertThat(partial.withInstrument(ANY).isPartial(39)).isTrue();
    assertThat(partial.between(0, 39 * hour).contentHash()).isNotEqualTo(partial.contentHash());
  }

  @Test
  void timesThatCannotBeAreRefused() {
    BarSeries.Builder builder =
        BarSeries.builder(ANY, Timeframe.parse("1h"), 2).append(0, 1, 1, 1, 1, 1);
    assertThatThrownBy(() -> builder.closing(0, 0, false))
        .hasMessage("closeTimeMicros must be >= 1, was 0 (bar 0)");
    assertThatThrownBy(() -> builder.closing(10, 9, false))
        .hasMessage("knownAtMicros must be >= 10, was 9 (bar 0)");
    builder.closing(10, 10, false).append(9, 1, 1, 1, 1, 1);
    assertThatThrownBy(builder::build)
        .hasMessage("closeTimeMicros must be <= 9 (the next bar), was 10 (bar 0)");
    TimeGrid minutes = TimeGrid.of(TimeframeDefinition.of("5m"), SessionCalendars.roundTheClock());
    assertThatThrownBy(() -> new BarAccumulator(minutes, PartialBars.BOTH))
        .hasMessage("a partial first bar is not allowed (timeframe 5m)");
    BarAccumulator bar = new BarAccumulator(minutes, PartialBars.NONE);
    bar.take(new Bar(0, 1, 1, 1, 1, 1), 60_000_000, 60_000_000);
    assertThatThrownBy(() -> bar.take(new Bar(0, 1, 1, 1, 1, 1), 60_000_000, 60_000_000))
        .hasMessageContaining("must open at or after 1 ");
    bar.advanceTo(300_000_000);
    assertThatThrownBy(() -> bar.take(new Bar(1, 1, 1, 1, 1, 1), 60_000_000, 60_000_000))
        .hasMessageContaining("must open at or after 300000000 ");
    assertThatThrownBy(() -> bar.restore(new long[1], new double[5]))
        .hasMessage("state must be 6 longs and 5 doubles, was 1 and 5");
  }

  @Test
  void tradesMakeMonthsAndSessions() {
    Instrument share =
        new Instrument(
            "SHARE",
            AssetClass.EQUITY,
            "USD",
            BigDecimal.ONE,
            BigDecimal.ONE,
            TradingCalendar.US_EQUITY);
    long morning = at(LocalDate.of(2024, 2, 29)) + 10 * 3_600_000_000L;
    long noon = morning + 7 * 3_600_000_000L;
    List<TradeTick> trades = List.of(new TradeTick(morning, 5, 1), new TradeTick(noon, 7, 2));

    BarSeries months = BarAggregator.fromTrades(share, Timeframe.parse("1M"), trades);
    assertThat(months.openTime(0)).isEqualTo(at(LocalDate.of(2024, 2, 1)));
    assertThat(months.closeTime(0)).isEqualTo(at(LocalDate.of(2024, 3, 1)));
    assertThat(months.volume(0)).isEqualTo(3);
    BarSeries days = BarAggregator.fromTrades(share, Timeframe.parse("1Dt"), trades);
    assertThat(days.size()).isEqualTo(1);
    assertThat(days.open(0)).isEqualTo(7);
  }
}
