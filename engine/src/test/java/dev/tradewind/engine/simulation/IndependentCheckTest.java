package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The engine against a script in another language that knows only the written semantics, on real
 * prices: every statistic to 1e-9, every round trip to the tick. See {@code independent/README.md}.
 */
class IndependentCheckTest {
  private static final Path DATA = Path.of("../../shared/data");
  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|(-?[0-9][0-9.eE+-]*))");

  @ParameterizedTest
  @CsvSource({
    "eth-1h.json, crypto-intraday, 1h",
    "goog-1d.json, equities-daily, 1D",
    "avax-1m.json, crypto-intraday, 1m"
  })
  void theScriptAndTheEngineAgree(String golden, String folder, String timeframe) throws Exception {
    String text = resource(golden);
    int trips = text.indexOf("\"roundTrips\": [");
    Map<String, String> head = fields(text.substring(0, text.indexOf("\"statistics\"")));
    Path file = DATA.resolve(folder).resolve(head.get("file"));
    assumeTrue(Files.exists(file), () -> "no market data at " + file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(sha256(bytes)).as("the file the golden was made from").isEqualTo(head.get("sha256"));

    TradingCalendar calendar = TradingCalendar.of(head.get("calendar"));
    BarSeries series = read(bytes, file, Timeframe.parse(timeframe), calendar);
    assertThat(series.size()).isEqualTo(Integer.parseInt(head.get("bars")));
    SimulationResult result =
        Simulator.run(
            List.of(series),
            BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow(),
            Map.of(
                "fast", new BigDecimal(head.get("fast")), "slow", new BigDecimal(head.get("slow"))),
            Scripted.unlimited(SimulationConfig.DEFAULT),
            SimulationListener.NONE);

    compareStatistics(result, fields(text.substring(text.indexOf("\"statistics\""), trips)));
    compareRoundTrips(result.roundTrips(), text.substring(trips));
  }

  private static void compareStatistics(SimulationResult result, Map<String, String> expected) {
    // What is undefined for the script is absent there, and undefined here.
    assertThat(result.statistics().stream().filter(Statistic::isDefined).map(Statistic::key))
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (key, value) -> {
          double number = Double.parseDouble(value);
          assertThat(result.statistic(key))
              .as(key)
              .isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
        });
  }

  private static void compareRoundTrips(List<RoundTrip> trips, String text) {
    List<Map<String, String>> expected =
        Pattern.compile("\\{[^}]*}")
            .matcher(text)
            .results()
            .map(match -> fields(match.group()))
            .toList();
    assertThat(trips).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < trips.size(); i++) {
      RoundTrip trip = trips.get(i);
      Map<String, String> row = expected.get(i);
      String as = "round trip " + i + " " + row;
      // A decimal and the double nearest to it: equal means equal to the tick.
      assertThat(trip.quantity()).as(as).isEqualTo(number(row, "quantity"));
      assertThat(trip.entryPrice()).as(as).isEqualTo(number(row, "entryPrice"));
      assertThat(trip.exitPrice()).as(as).isEqualTo(number(row, "exitPrice"));
      assertThat(trip.pnl()).as(as).isEqualTo(number(row, "pnl"));
      assertThat(trip.fees()).as(as).isEqualTo(number(row, "fees"));
      assertThat(trip.entryTimeMicros())
          .as(as)
          .isEqualTo((long) number(row, "entryTime") * 1_000_000);
      assertThat(trip.exitTimeMicros())
          .as(as)
          .isEqualTo((long) number(row, "exitTime") * 1_000_000);
      assertThat(trip.bars()).as(as).isEqualTo((int) number(row, "bars"));
      assertThat(trip.returnFraction())
          .as(as)
          .isCloseTo(number(row, "returnFraction"), within(1e-12));
      assertThat(trip.mae()).as(as).isCloseTo(number(row, "mae"), within(1e-12));
      assertThat(trip.mfe()).as(as).isCloseTo(number(row, "mfe"), within(1e-12));
    }
  }

  private static double number(Map<String, String> row, String key) {
    return Double.parseDouble(row.get(key));
  }

  private static Map<String, String> fields(String json) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher matcher = FIELD.matcher(json);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }
    return fields;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = IndependentCheckTest.class.getResourceAsStream("/independent/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static BarSeries read(
      byte[] bytes, Path file, Timeframe timeframe, TradingCalendar calendar) throws IOException {
    Instrument instrument =
        new Instrument(
            "CHECK",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.00001"),
            calendar);
    boolean packed = file.toString().endsWith(".gz");
    try (InputStream in =
        packed
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new ByteArrayInputStream(bytes)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .collect(Collectors.toList());
      BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, lines.size());
      for (String line : lines) {
        String[] cells = line.split(",");
        builder.append(
            micros(cells[0]),
            Double.parseDouble(cells[1]),
            Double.parseDouble(cells[2]),
            Double.parseDouble(cells[3]),
            Double.parseDouble(cells[4]),
            Double.parseDouble(cells[5]));
      }
      return builder.build();
    }
  }

  private static long micros(String time) {
    if (time.matches("[0-9]+")) {
      return Long.parseLong(time) * 1_000;
    }
    LocalDateTime at =
        time.length() == 10
            ? LocalDate.parse(time).atStartOfDay()
            : LocalDateTime.parse(time.replace(' ', 'T'));
    return at.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }
}
