package dev.tradewind.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A span cut out of an input is what a run over that span reads of the store. */
class RunInputsSpanTest {
  private static final BarSeries OWN = bars(1, "OWN", "USD", "1h", 400);
  private static final BarSeries EURO = bars(2, "EURO", "EUR", "1h", 300);
  private static final BarSeries RATE = bars(3, "EURUSD", "USD", "1h", 500);
  private static final BarSeries MARKET = bars(4, "MARKET", "USD", "1h", 350);
  private static final List<BarSeries> ALL =
      List.of(
          OWN,
          EURO,
          RATE,
          MARKET,
          bars(5, "OWN", "USD", "15m", 1_600),
          bars(6, "EURO", "EUR", "15m", 1_200));

  private static BarSeries bars(long seed, String id, String currency, String code, int bars) {
    Instrument instrument =
        new Instrument(
            id,
            AssetClass.OTHER,
            currency,
            new BigDecimal("0.01"),
            BigDecimal.ONE,
            TradingCalendar.ROUND_THE_CLOCK);
    Timeframe timeframe = Timeframe.parse(code);
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, bars);
    SplittableRandom random = new SplittableRandom(seed);
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double open = price;
      price = Math.rint(price * (1 + (random.nextDouble() - 0.5) * 0.02) * 100) / 100;
      builder.append(
          1_704_067_200_000_000L + i * timeframe.micros(),
          open,
          Math.max(open, price) + 0.5,
          Math.min(open, price) - 0.5,
          price,
          1_000);
    }
    return builder.build();
  }

  private static final RunInputs.Source STORED =
      new RunInputs.Source() {
        @Override
        public Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
          return ALL.stream()
              .filter(
                  each ->
                      each.instrument().id().equals(instrument)
                          && each.timeframe().equals(timeframe))
              .findFirst();
        }

        @Override
        public List<CorporateAction> actions(String instrument) {
          return instrument.equals("OWN")
              ? List.of(
                  new CorporateAction.Dividend(OWN.openTime(50), 1.5),
                  new CorporateAction.Split(OWN.openTime(100), 2),
                  new CorporateAction.Dividend(OWN.openTime(150), 0.5),
                  new CorporateAction.Split(OWN.openTime(300), 0.5))
              : List.of(new CorporateAction.Split(EURO.openTime(200), 3));
        }

        @Override
        public List<SeriesInfo> catalogue() {
          return ALL.stream()
              .map(
                  each ->
                      new SeriesInfo(
                          each.instrument(),
                          each.timeframe(),
                          each.size(),
                          each.openTime(0),
                          each.openTime(each.size() - 1),
                          each.contentHash(),
                          SeriesSource.of("test"),
                          Instant.EPOCH))
              .toList();
        }
      };

  private static SimulationInput read(long from, long to) {
    RunInputs.Outcome outcome =
        RunInputs.read(
            new RunInputs.Wanted(
                List.of("OWN", "EURO"),
                Timeframe.parse("1h"),
                from,
                to,
                "USD",
                Optional.of(Timeframe.parse("15m")),
                Map.of(),
                Optional.of("MARKET"),
                true),
            STORED);
    assertThat(outcome).isInstanceOf(RunInputs.Outcome.Complete.class);
    return ((RunInputs.Outcome.Complete) outcome).input();
  }

  @ParameterizedTest(name = "bars {0} to {1}")
  @CsvSource({"1, 299", "1, 100", "50, 120", "51, 101", "99, 301", "100, 250", "101, 151", "2, 3"})
  void aCutInputIsThatOfTheSpan(int first, int last) {
    SimulationInput whole = read(OWN.openTime(1), Long.MAX_VALUE);
    long from = OWN.openTime(first);
    long to = OWN.closeTime(last - 1);

    SimulationInput cut = whole.between(from, to);

    assertThat(cut.dataHash()).isEqualTo(read(from, to).dataHash());
    assertThat(cut.series().getFirst().size()).isEqualTo(last - first);
    assertThat(cut.between(from, to).dataHash()).isEqualTo(cut.dataHash());
  }

  @Test
  void aSpanWithoutItsBenchmarkIsRefused() {
    SimulationInput whole = read(OWN.openTime(1), Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.between(OWN.openTime(360), OWN.closeTime(399)))
        .withMessageContaining("no bars of the benchmark MARKET in ");
  }
}
