package dev.tradewind.engine.simulation;

import static dev.tradewind.engine.simulation.Scripted.DAY;
import static dev.tradewind.engine.simulation.Scripted.instrument;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.BarHandle;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When callbacks come, in which order, and how a run ends early. */
class EventOrderTest {
  private static final long HOUR = 3_600_000_000L;
  private static final SimulationConfig CONFIG = Scripted.config("10000", "0", "0");

  /** Writes down every callback as {@code kind instrument hour}. */
  private static class Diary implements Strategy {
    final List<String> lines = new ArrayList<>();

    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {
      write("bar", context);
    }

    @Override
    public void onFill(StrategyContext context, Fill fill) {
      write("fill", context);
    }

    @Override
    public void onSessionClose(StrategyContext context) {
      write("session", context);
    }

    void write(String kind, StrategyContext context) {
      lines.add(
          kind
              + " "
              + context.instrument(context.instrument()).id()
              + " "
              + context.nowMicros() / HOUR);
    }
  }

  private static BarSeries hours(String id, int timeframeHours, int... opens) {
    BarSeries.Builder builder =
        BarSeries.builder(
            instrument(id, "0.01", "1"), Timeframe.parse(timeframeHours + "h"), opens.length);
    for (int open : opens) {
      builder.append(open * HOUR, 10, 10, 10, 10, 100);
    }
    return builder.build();
  }

  private static List<String> diary(Diary diary, BarSeries... series) {
    Scripted.run(List.of(series), CONFIG, () -> diary);
    return diary.lines;
  }

  @Test
  void allThatCloseAtOneMomentAreKnownBeforeAnyDecision() {
    List<Integer> known = new ArrayList<>();
    Scripted.run(
        List.of(hours("A", 1, 0, 1), hours("B", 1, 0, 1)),
        CONFIG,
        Scripted.onBar(context -> known.add(context.barCount(0) * 10 + context.barCount(1))));

    assertThat(known).containsExactly(11, 11, 22, 22);
  }

  @Test
  void decisionsComeInTheOrderOfInstrumentsAndBeforeTheFillsOfThatMoment() {
    Diary diary =
        new Diary() {
          @Override
          public void onBar(StrategyContext context) {
            super.onBar(context);
            if (context.instrument() == 1 && context.barCount(1) == 1) {
              context.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(1)));
            }
          }
        };

    assertThat(diary(diary, hours("A", 1, 0, 1), hours("B", 1, 0, 1)))
        .containsExactly("bar A 1", "bar B 1", "fill A 1", "bar A 2", "bar B 2");
  }

  @Test
  void anOrderHandedInDuringFillsWaitsForTheNextOpen() {
    Diary diary =
        new Diary() {
          @Override
          public void onBar(StrategyContext context) {
            if (context.instrument() == 0 && context.barCount(0) == 1) {
              context.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(1)));
            }
          }

          @Override
          public void onFill(StrategyContext context, Fill fill) {
            super.onFill(context, fill);
            if (context.instrument() == 0) {
              context.submit(new OrderIntent.Market(1, Side.BUY, new OrderSize.Lots(1)));
            }
          }
        };

    assertThat(diary(diary, hours("A", 1, 0, 1, 2, 3), hours("B", 1, 0, 1, 2, 3)))
        .containsExactly("fill A 1", "fill B 2");
  }

  /** Of a market with everything a strategy can be told of, each thing at its moment. */
  @Test
  void everyEventOfARunIsToldInItsOrder() {
    BarSeries bars = hours("A", 1, 20, 21, 22, 23);
    SimulationInput input =
        SimulationInput.of(List.of(bars))
            .withMarket(
                Map.of("A", List.of(new TradeTick(20 * HOUR + HOUR / 4, 10, 1))),
                Map.of("A", List.of(new Quote(20 * HOUR + HOUR / 2, 9.9, 10.1, 5, 5))))
            .withSignals(
                List.of(
                    new Signal("dip", 0, Signal.Kind.ENTRY, Side.BUY, 20 * HOUR, 21 * HOUR, 70)));
    Diary diary =
        new Diary() {
          @Override
          public void onStart(StrategySetup setup) {
            lines.add("start");
            setup.bars(0, "2h");
          }

          @Override
          public void onBar(StrategyContext context, BarHandle longer) {
            write("bar " + longer.timeframe().code(), context);
          }

          @Override
          public void onTrade(StrategyContext context, TradeTick trade) {
            write("trade " + trade.price(), context);
          }

          @Override
          public void onQuote(StrategyContext context, Quote quote) {
            write("quote " + quote.bid() + "/" + quote.ask(), context);
          }

          @Override
          public void onSignal(StrategyContext context, Signal signal) {
            write("signal " + signal.definition() + " " + signal.strength(), context);
            context.submit(
                new OrderIntent.Bracket(
                    new OrderIntent.Order(
                        0, Side.BUY, new OrderSize.Lots(1), new OrderType.Market()),
                    new OrderType.Stop(9),
                    null));
          }

          @Override
          public void onOrder(StrategyContext context, OrderUpdate update) {
            write("order " + update.order().state(), context);
          }

          @Override
          public void onBar(StrategyContext context) {
            super.onBar(context);
            if (context.barCount(0) == 3) {
              context.submit(new OrderIntent.Cancel(2));
            }
          }

          @Override
          public void onStop(StrategyContext context) {
            write("stop", context);
          }
        };

    Simulator.run(
        input, diary, "diary", Map.of(), CONFIG, RunScope.STANDARD, SimulationListener.NONE);

    assertThat(diary.lines)
        .containsExactly(
            "start",
            "trade 10.0 A 20",
            "quote 9.9/10.1 A 20",
            "signal dip 70.0 A 21",
            "bar A 21",
            "fill A 21",
            "bar 2h A 22",
            "bar A 22",
            "bar A 23",
            "order CANCELLED A 23",
            "bar 2h A 24",
            "bar A 24",
            "session A 24",
            "stop A 24");
  }

  @Test
  void aSessionEndsAtMidnightWhenABarClosesThere() {
    assertThat(diary(new Diary(), hours("A", 1, 22, 23, 24)))
        .containsExactly("bar A 23", "bar A 24", "session A 24", "bar A 25");
  }

  @Test
  void aSessionThatEndsEarlierIsToldWhenALaterDayOpens() {
    Diary diary =
        new Diary() {
          @Override
          public void onBar(StrategyContext context) {
            super.onBar(context);
            context.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(1)));
          }
        };

    assertThat(diary(diary, hours("A", 1, 15, 16, 39)))
        .containsExactly(
            "bar A 16", "fill A 16", "bar A 17", "session A 39", "fill A 39", "bar A 40");
  }

  @Test
  void equityHasOnePointForEachMomentOfACloseOnly() {
    SimulationResult result =
        Scripted.run(
            List.of(hours("A", 1, 0, 1, 2, 3), hours("B", 2, 0, 2)),
            CONFIG,
            Scripted.onBar(context -> {}));

    assertThat(result.equitySize()).isEqualTo(4);
    assertThat(result.equityTime(3)).isEqualTo(4 * HOUR);
  }

  @Test
  void anInstrumentThatIsNotInTheRunIsRejectedAndTheRunGoesOn() {
    SimulationResult result =
        Scripted.run(
            List.of(hours("A", 1, 0, 1)),
            CONFIG,
            Scripted.onBar(
                context ->
                    context.submit(new OrderIntent.Market(7, Side.BUY, new OrderSize.Lots(1)))));

    assertThat(result.rejections()).hasSize(2);
    assertThat(result.rejections().getFirst().reason()).contains("was 7");
    assertThat(result.assumptions()).anyMatch(a -> a.isWarning() && a.text().contains("2 orders"));
  }

  @Test
  void anAmendmentOfASaleToAPartOfTheCashIsRefusedInWords() {
    SimulationResult result =
        Scripted.run(
            List.of(hours("A", 1, 0, 1, 2)),
            CONFIG,
            Scripted.onBar(
                context -> {
                  if (context.barCount(0) == 1) {
                    context.submit(
                        new OrderIntent.Order(
                            0, Side.SELL, new OrderSize.Lots(1), new OrderType.Limit(1e6)));
                  }
                  if (context.barCount(0) == 2) {
                    context.submit(new OrderIntent.Amend(1, new OrderSize.CashFraction(0.5), null));
                  }
                }));

    assertThat(result.rejections()).hasSize(1);
    assertThat(result.rejections().getFirst().reason())
        .startsWith("size of a sale must not be a part of the cash (order 1), was 0.5 of the cash");
  }

  @Test
  void aStrategyThatThrowsIsNamedWithItsPlace() {
    assertThatThrownBy(
            () ->
                Scripted.run(
                    List.of(hours("A", 1, 0, 1, 2)),
                    CONFIG,
                    Scripted.onBar(
                        context -> {
                          if (context.barCount(0) == 2) {
                            throw new IllegalStateException("oh");
                          }
                        })))
        .isInstanceOf(StrategyFailedException.class)
        .hasMessageContainingAll(
            "scripted", "onBar", "instrument A", "bar 1", "1970-01-01T02:00:00Z", "oh")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void theOtherCallbacksAreNamedWhenTheyThrow() {
    Diary inFill =
        new Diary() {
          @Override
          public void onBar(StrategyContext context) {
            context.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(1)));
          }

          @Override
          public void onFill(StrategyContext context, Fill fill) {
            throw new IllegalStateException("fill");
          }
        };
    Diary inSession =
        new Diary() {
          @Override
          public void onSessionClose(StrategyContext context) {
            throw new IllegalStateException("session");
          }
        };
    Diary inStart =
        new Diary() {
          @Override
          public void onStart(StrategySetup setup) {
            throw new IllegalStateException("start");
          }
        };

    assertThatThrownBy(() -> diary(inFill, hours("A", 1, 0, 1))).hasMessageContaining("onFill");
    assertThatThrownBy(() -> diary(inSession, hours("A", 1, 23)))
        .hasMessageContaining("onSessionClose");
    assertThatThrownBy(() -> diary(inStart, hours("A", 1, 23)))
        .isInstanceOf(StrategyFailedException.class)
        .hasMessageContaining("start");
  }

  @Test
  void aListenerStopsTheRun() {
    BarSeries.Builder builder =
        BarSeries.builder(instrument("A", "0.01", "1"), Timeframe.parse("1s"), 20_000);
    for (int i = 0; i < 20_000; i++) {
      builder.append(i * 1_000_000L, 1, 1, 1, 1, 1);
    }
    StrategyDescriptor strategy = BuiltInStrategies.INSTANCE.find("buy_and_hold").orElseThrow();

    assertThatThrownBy(
            () ->
                Simulator.run(
                    List.of(builder.build()),
                    strategy,
                    Map.of(),
                    CONFIG,
                    (done, total) -> done < 10_000))
        .isInstanceOf(SimulationCancelledException.class)
        .hasMessageContaining("of 20000 bars");
  }

  @Test
  void aRunIsAnnualisedByTheCalendarWithTheMostTradingDays() {
    assertThat(periods(TradingCalendar.ROUND_THE_CLOCK)).isEqualTo(365);
    assertThat(periods(TradingCalendar.FX)).isEqualTo(260);
    assertThat(periods(TradingCalendar.US_EQUITY, TradingCalendar.FX)).isEqualTo(260);
    assertThat(periods(TradingCalendar.US_EQUITY, TradingCalendar.ROUND_THE_CLOCK)).isEqualTo(252);
  }

  private static double periods(TradingCalendar... calendars) {
    List<BarSeries> series = new ArrayList<>();
    for (TradingCalendar calendar : calendars) {
      Instrument instrument =
          new Instrument(
              "I" + series.size(),
              AssetClass.OTHER,
              "USD",
              BigDecimal.ONE,
              BigDecimal.ONE,
              calendar);
      series.add(
          BarSeries.builder(instrument, Timeframe.parse("1h"), 2)
              .append(0, 1, 1, 1, 1, 1)
              .append(3_600_000_000L, 1, 1, 1, 1, 1)
              .build());
    }
    return Scripted.run(series, CONFIG, Diary::new).statistics().stream()
        .filter(each -> each.key().equals("periodsPerYear"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void seriesThatDoNotFitARunAreRefusedByName() {
    Instrument euro =
        new Instrument(
            "E", AssetClass.FX, "EUR", BigDecimal.ONE, BigDecimal.ONE, TradingCalendar.EXCHANGE);
    BarSeries inEuro =
        BarSeries.builder(euro, Timeframe.parse("1h"), 1).append(0, 1, 1, 1, 1, 1).build();
    BarSeries empty = BarSeries.builder(euro, Timeframe.parse("1h"), 1).build();

    assertThatThrownBy(() -> Scripted.run(List.of(hours("A", 1, 0), inEuro), CONFIG, Diary::new))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("USD", "EUR", "A", "E");
    assertThatThrownBy(() -> Scripted.run(List.of(empty), CONFIG, Diary::new))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("E");
    assertThatThrownBy(() -> Scripted.run(List.of(), CONFIG, Diary::new))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Scripted.run(List.of(hours("A", 1, 0), hours("A", 1, 0)), CONFIG, Diary::new))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void featuresAreDeclaredAtTheStartOnlyAndTheSameOneIsComputedOnce() {
    StrategySetup[] kept = new StrategySetup[1];
    Diary diary =
        new Diary() {
          @Override
          public void onStart(StrategySetup setup) {
            kept[0] = setup;
            String ema = "ema(close, 2)";
            assertThat(setup.feature(0, ema)).isSameAs(setup.feature(0, ema));
          }

          @Override
          public void onBar(StrategyContext context) {
            kept[0].feature(0, "sma(close, 2)");
          }
        };

    assertThatThrownBy(() -> diary(diary, hours("A", 1, 0, 1)))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void barsBeforeTheFirstAreUndefined() {
    Scripted.run(
        List.of(hours("A", 1, 0)),
        CONFIG,
        Scripted.onBar(
            context -> {
              assertThat(context.value(0, BarField.CLOSE, 0)).isEqualTo(10);
              assertThat(context.value(0, BarField.CLOSE, 1)).isNaN();
              assertThatThrownBy(() -> context.value(0, BarField.CLOSE, -1))
                  .isInstanceOf(IllegalArgumentException.class);
              assertThat(context.cashUnits()).isEqualTo(1_000_000_000_000L);
              assertThat(context.nowMicros()).isEqualTo(HOUR).isLessThan(DAY);
            }));
  }
}
