package dev.tradewind.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The sessions of {@code us-equity} against the trading days of real files, which are not part of
 * the project.
 */
class RealSessionsTest {
  private static final Path DATA = Path.of("../../shared/data/equities-daily");

  @Test
  void everyTradingDayOfRealFilesIsASessionAndTheReverse() throws IOException {
    assumeTrue(Files.isDirectory(DATA), () -> "no market data at " + DATA);
    List<Path> files;
    try (Stream<Path> found = Files.walk(DATA)) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("MESSY"))
              .sorted()
              .toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      TreeSet<LocalDate> traded = days(file);
      assertThat(sessions(traded.first(), traded.last())).as(file.toString()).isEqualTo(traded);
    }
  }

  @Test
  void fiveMinuteBarsOfAShareLieInSessionsAndEndWithThem() throws IOException {
    Path file = DATA.resolveSibling("equities-intraday/AAPL_5m_2025-11_2026-02.csv.gz");
    assumeTrue(Files.exists(file), () -> "no market data at " + file);
    SessionCalendar calendar = SessionCalendars.usEquity();
    Map<LocalDate, Integer> bars = new TreeMap<>();
    for (String line : lines(file)) {
      long time = micros(LocalDateTime.parse(line.substring(0, 19).replace(' ', 'T')));
      assertThat(calendar.isOpen(time)).as(line).isTrue();
      bars.merge(calendar.sessionDate(time).orElseThrow(), 1, Integer::sum);
    }
    // The day after Thanksgiving and Christmas Eve end at 13:00.
    assertThat(bars.get(LocalDate.of(2025, 11, 28))).isEqualTo(42);
    assertThat(bars.get(LocalDate.of(2025, 12, 24))).isEqualTo(42);
    assertThat(bars.get(LocalDate.of(2025, 12, 26))).isEqualTo(78);
  }

  @Test
  void hourlyBarsOfACurrencyLieInSessions() throws IOException {
    Path file = DATA.resolveSibling("fx-intraday/backtesting.py_EURUSD_1h_2017-2018.csv");
    assumeTrue(Files.exists(file), () -> "no market data at " + file);
    SessionCalendar calendar = SessionCalendars.fx();
    List<String> outside = new ArrayList<>();
    for (String line : lines(file)) {
      String time = line.substring(0, 19);
      if (!calendar.isOpen(micros(LocalDateTime.parse(time.replace(' ', 'T'))))) {
        outside.add(time);
      }
    }
    // Prices of the moment of the close, which this file puts into the hour that begins then.
    assertThat(outside).containsExactly("2017-10-06 21:00:00", "2017-10-20 21:00:00");
  }

  private static long micros(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }

  private static TreeSet<LocalDate> sessions(LocalDate first, LocalDate last) {
    TreeSet<LocalDate> days = new TreeSet<>();
    long from = first.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    long to = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    for (Session session : SessionCalendars.usEquity().sessions(from, to)) {
      days.add(session.date());
    }
    return days;
  }

  private static TreeSet<LocalDate> days(Path file) throws IOException {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (String line : lines(file)) {
      days.add(LocalDate.parse(line.substring(0, 10)));
    }
    return days;
  }

  /** The lines after the head. */
  private static List<String> lines(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).filter(line -> !line.isBlank()).toList();
    }
  }
}
