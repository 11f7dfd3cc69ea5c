package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalendarFunctionsTest {
  private static double micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  @Test
  void datesAreThoseOfTheCalendar() {
    long seed = 6;
    SplittableRandom random = new SplittableRandom(seed);
    int size = 20_000;
    double[] closes = new double[size];
    double[] day = new double[size];
    double[] month = new double[size];
    double[] hour = new double[size];
    for (int i = 0; i < size; i++) {
      long micros =
          i % 2 == 0
              ? random.nextLong(-4_000_000_000_000_000L, 9_000_000_000_000_000L)
              : random.nextLong(-40_000, 90_000) * 86_400_000_000L;
      closes[i] = micros;
      LocalDateTime at =
          LocalDateTime.ofInstant(
              Instant.EPOCH.plus(micros - 1, ChronoUnit.MICROS), ZoneOffset.UTC);
      day[i] = at.getDayOfWeek().getValue();
      month[i] = at.getMonthValue();
      hour[i] = at.getHour();
    }
    assertThat(column("day_of_week", constants(), closes)).isEqualTo(day);
    assertThat(column("month", constants(), closes)).isEqualTo(month);
    assertThat(column("hour", constants(), closes)).isEqualTo(hour);
  }

  @Test
  void aDayThatClosesAtMidnightBelongsToItself() {
    double[] close = {micros("2024-03-01T00:00:00Z")};
    assertThat(column("month", constants(), close)).containsExactly(2);
    assertThat(column("day_of_week", constants(), close)).containsExactly(4);
    assertThat(column("hour", constants(), close)).containsExactly(23);
  }

  @Test
  void theSessionIsThatInWhichTheBarOpens() {
    double open = micros("2024-03-01T14:30:00Z");
    double close = micros("2024-03-01T21:00:00Z");
    double minute = 60_000_000;
    double[] opens = {open, close - minute, close, open};
    double[] sessionOpens = {open, open, Double.NaN, Double.NaN};
    double[] sessionCloses = {close, close, Double.NaN, Double.NaN};
    double[] closes = {open + minute, close, close + minute, open + minute};

    assertThat(column("is_session_open", constants(), opens, sessionOpens, sessionCloses))
        .containsExactly(1, 1, 0, 0);
    assertThat(column("session_time", constants(), closes, sessionOpens))
        .containsExactly(minute, 390 * minute, Double.NaN, Double.NaN);
  }
}
