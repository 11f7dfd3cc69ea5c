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
import java.time.ZoneOffset;
import java.util.List;
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
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          days.add(LocalDate.parse(line.substring(0, 10)));
        }
      }
    }
    return days;
  }
}
