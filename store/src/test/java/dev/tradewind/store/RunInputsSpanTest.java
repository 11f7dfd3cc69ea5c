package dev.tradewind.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Some before the bars, many at the opens of bars, several of one moment. */
  private static List<TradeTick> trades(String instrument) {
    BarSeries own = instrument.equals("OWN") ? OWN : EURO;
    List<TradeTick> trades = new ArrayList<>();
    trades.add(new TradeTick(own.openTime(0) - 1, 99, 1));
    for (int i = 0; i < own.size(); i++) {
      trades.add(new TradeTick(own.openTime(i), 100 + i, 2));
      trades.add(new TradeTick(own.openTime(i), 101 + i, 2));
      trades.add(new TradeTick(own.openTime(i) + 1_000_000L * (i + 1), 102 + i, 3));
    }
    return trades;
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
        public List<TradeTick> trades(String instrument, long fromMicros, long toMicros) {
          return RunInputsSpanTest.trades(instrument).stream()
              .filter(each -> each.timeMicros() >= fromMicros && each.timeMicros() < toMicros)
              .toList();
        }

        @Override
        public long tradeCount(String instrument, long fromMicros, long toMicros) {
          return trades(instrument, fromMicros, toMicros).size();
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
    return read(from, to, "15m");
  }

  private static SimulationInput read(long from, long to, String detail) {
    RunInputs.Outcome outcome = outcome(from, to, detail, STORED);
    assertThat(outcome).isInstanceOf(RunInputs.Outcome.Complete.class);
    return ((RunInputs.Outcome.Complete) outcome).input();
  }

  private static RunInputs.Outcome outcome(
      long from, long to, String detail, RunInputs.Source source) {
    return RunInputs.read(
        new RunInputs.Wanted(
            List.of("OWN", "EURO"),
            Timeframe.parse("1h"),
            from,
            to,
            "USD",
            Optional.of(FinerPrices.parse(detail)),
            Map.of(),
            Optional.of("MARKET"),
            true),
        source);
  }

  @ParameterizedTest(name = "bars {0} to {1}")
  @CsvSource({"1, 299", "1, 100", "51, 101", "100, 250", "2, 3"})
  void aCutInputHasTheTradesOfTheSpan(int first, int last) {
    SimulationInput whole = read(OWN.openTime(1), Long.MAX_VALUE, "trades");
    long from = OWN.openTime(first);
    long to = OWN.closeTime(last - 1);

    SimulationInput cut = whole.between(from, to);

    assertThat(cut.dataHash()).isEqualTo(read(from, to, "trades").dataHash());
    assertThat(cut.trades().get("OWN").getFirst().timeMicros()).isEqualTo(from);
    assertThat(cut.trades().get("OWN").getLast().timeMicros()).isLessThan(to);
  }

  /** As trades: what is told at the end of a span belongs to the next. */
  @Test
  void aCutInputHasTheQuotesOfTheSpan() {
    List<Quote> quotes = new ArrayList<>();
    for (int i = 0; i < OWN.size(); i++) {
      quotes.add(new Quote(OWN.openTime(i), 99, 101, 1, 1));
    }
    SimulationInput whole =
        read(OWN.openTime(1), Long.MAX_VALUE, "trades").withMarket(Map.of(), Map.of("OWN", quotes));

    SimulationInput cut = whole.between(OWN.openTime(51), OWN.openTime(101));

    assertThat(cut.quotes()).containsOnlyKeys("OWN");
    assertThat(cut.quotes().get("OWN")).isEqualTo(quotes.subList(51, 101));
  }

  @Test
  void tradesChangeTheDataHashAndTakeThePlaceOfFinerBars() {
    SimulationInput input = read(OWN.openTime(1), OWN.openTime(50), "trades");

    assertThat(input.detail()).isEmpty();
    assertThat(input.trades()).containsOnlyKeys("OWN", "EURO");
    assertThat(input.dataHash()).isNotEqualTo(input.withMarket(Map.of(), Map.of()).dataHash());
  }

  @Test
  void missingTradesAreNamedWithInstrumentAndSpan() {
    RunInputs.Source without =
        new RunInputs.Source() {
          @Override
          public Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
            return STORED.bars(instrument, timeframe);
          }

          @Override
          public List<CorporateAction> actions(String instrument) {
            return STORED.actions(instrument);
          }

          @Override
          public List<TradeTick> trades(String instrument, long fromMicros, long toMicros) {
            return List.of();
          }

          @Override
          public long tradeCount(String instrument, long fromMicros, long toMicros) {
            return instrument.equals("OWN") ? Long.MAX_VALUE / 2 : 0;
          }

          @Override
          public List<SeriesInfo> catalogue() {
            return STORED.catalogue();
          }
        };

    RunInputs.Outcome outcome = outcome(OWN.openTime(0), OWN.closeTime(2) + 1, "trades", without);

    assertThat(((RunInputs.Outcome.Missing) outcome).reasons())
        .anyMatch(each -> each.matches("the \\d+ trades of OWN from .* do not fit in .*-Xmx"))
        .contains(
            "there are no trades of EURO from 2024-01-01T00:00:00Z to 2024-01-01T03:00:00Z for"
                + " detail");
  }

  @Test
  void finerPricesAreNamedByATimeframeOrAsTrades() {
    Timeframe hour = Timeframe.parse("1h");
    assertThat(FinerPrices.parse("trades").problem(hour, FillModel.INTRABAR)).isEmpty();
    assertThat(FinerPrices.parse("1m").problem(hour, FillModel.NEXT_OPEN)).isEmpty();
    assertThat(FinerPrices.parse("trades").problem(hour, FillModel.NEXT_OPEN).orElse(""))
        .startsWith("detail trades needs the fill model intrabar")
        .contains("was next_open");
    assertThat(FinerPrices.parse("1D").problem(hour, FillModel.NEXT_OPEN))
        .contains("detail must be finer than 1h, was 1D");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FinerPrices.parse("ticks"))
        .withMessageContaining("detail must be a timeframe such as 1m, or trades, was 'ticks'");
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
