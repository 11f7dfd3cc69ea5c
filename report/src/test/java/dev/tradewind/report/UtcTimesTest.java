package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimesTest {
  private static final long SEED = 20_260_101L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2000-02-29T23:59:59Z",
        "2100-03-01T12:30:05Z",
        "0001-01-01T00:00:00Z",
        "9999-12-30T23:59:59Z",
        "1969-12-31T23:59:59Z",
        "2024-05-06T07:08:09.123456Z",
        "+12024-05-06T07:08:09Z",
        "-0004-05-06T07:08:09Z"
      })
  void writesTimesAsInstantDoes(String text) {
    assertThat(UtcTimes.iso(micros(Instant.parse(text)))).isEqualTo(text);
  }

  @Test
  @DisplayName("random seconds are written as Instant writes them")
  void randomSeconds() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(-70_000_000_000L, 270_000_000_000L);
      assertThat(UtcTimes.iso(second * 1_000_000L))
          .as("second %d", second)
          .isEqualTo(Instant.ofEpochSecond(second).toString());
    }
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
  }
}
