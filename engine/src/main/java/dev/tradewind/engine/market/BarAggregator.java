package dev.tradewind.engine.market;

import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.TimeGrid;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.List;

/**
 * Makes bars out of trades, and longer bars out of shorter ones; used by imports, charts and the
 * expression language. Bars cover the spans of a {@link TimeGrid}; a span without input has no bar.
 */
public final class BarAggregator {
  private BarAggregator() {}

  /**
   * Bars of trades; trades of the same time count in their order. The first and the last bar may
   * lack trades that are not in the list. For a trading-aligned timeframe the calendar of the
   * instrument counts, which must be a built-in one, and trades outside its sessions are ignored.
   *
   * @param trades in ascending order of time
   * @throws IllegalArgumentException if a trade is earlier than the one before it; names its index
   */
  public static BarSeries fromTrades(
      Instrument instrument, Timeframe timeframe, List<TradeTick> trades) {
    TimeframeDefinition definition = TimeframeDefinition.of(timeframe.code());
    SessionCalendar calendar =
        definition.scheme() == CalendarScheme.TRADING
            ? instrument.calendar().sessions()
            : SessionCalendars.roundTheClock();
    Growing bar = new Growing(instrument, TimeGrid.of(definition, calendar));
    long last = Long.MIN_VALUE;
    int index = 0;
    for (TradeTick trade : trades) {
      if (trade.timeMicros() < last) {
        throw new IllegalArgumentException(
            "trades must ascend in time, trade "
                + index
                + " at "
                + trade.timeMicros()
                + " is before "
                + last
                + " (instrument "
                + instrument.id()
                + ")");
      }
      last = trade.timeMicros();
      bar.take(last, trade.price(), trade.quantity());
      index++;
    }
    return bar.build();
  }

  /**
   * Longer bars of shorter ones, each of a whole span.
   *
   * @throws IllegalArgumentException as {@link #coarser(BarSeries, TimeGrid, PartialBars)}
   */
  public static BarSeries coarser(
      BarSeries series, TimeframeDefinition definition, SessionCalendar calendar) {
    return coarser(series, TimeGrid.of(definition, calendar), PartialBars.NONE);
  }

  /**
   * Longer bars of shorter ones, each of a whole span.
   *
   * @throws IllegalArgumentException as {@link #coarser(BarSeries, TimeGrid, PartialBars)}
   */
  public static BarSeries coarser(BarSeries series, TimeGrid grid) {
    return coarser(series, grid, PartialBars.NONE);
  }

  /**
   * Longer bars of shorter ones. Each opens at the start of its span, closes at its end, and is
   * known at its end or when the last bar in it was known, whichever is later. What {@link
   * BarAccumulator} says holds: the result is the same.
   *
   * @param grid a timeframe into which that of the series fits: see {@link
   *     TimeframeDefinition#fitsInto}
   * @param partials which bars to keep whose span is not wholly within the data. The data begin
   *     where the first bar opens, or at the session before it if nothing was traded between, and
   *     end where the last one closes
   * @throws IllegalArgumentException if the timeframe of the series does not fit into the other, or
   *     the other does not allow the partial bars
   */
  public static BarSeries coarser(BarSeries series, TimeGrid grid, PartialBars partials) {
    TimeframeDefinition definition = grid.definition();
    if (!TimeframeDefinition.of(series.timeframe().code()).fitsInto(definition)) {
      throw new IllegalArgumentException(
          "timeframe must be longer than "
              + series.timeframe().code()
              + " and made of whole ones, was "
              + definition.code()
              + " (instrument "
              + series.instrument().id()
              + ")");
    }
    BarAccumulator bar = new BarAccumulator(grid, partials);
    BarSeries.Builder builder = BarSeries.builder(series.instrument(), definition.timeframe(), 256);
    int size = series.size();
    for (int i = 0; i < size; ) {
      i = bar.takeRun(series, i);
      append(bar, builder);
    }
    if (partials.last() && bar.preview() > 0) {
      append(bar, builder);
    }
    return builder.build();
  }

  private static void append(BarAccumulator bar, BarSeries.Builder builder) {
    for (int i = 0; i < bar.done(); i++) {
      builder
          .append(
              bar.openTime(i),
              bar.value(BarField.OPEN, i),
              bar.value(BarField.HIGH, i),
              bar.value(BarField.LOW, i),
              bar.value(BarField.CLOSE, i),
              bar.value(BarField.VOLUME, i))
          .closing(bar.closeTime(i), bar.knownAt(i), bar.isPartial(i));
    }
  }

  /** The bar of trades that is being made, and those that are done. */
  private static final class Growing {
    private final TimeGrid grid;
    private final BarSeries.Builder done;
    private boolean begun;
    private long from;
    private long end = TimeGrid.NONE;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;

    Growing(Instrument instrument, TimeGrid grid) {
      this.grid = grid;
      this.done = BarSeries.builder(instrument, grid.definition().timeframe(), 256);
    }

    void take(long time, double price, double traded) {
      long span = begun && time < end ? from : TimeGrid.NONE;
      if (span == TimeGrid.NONE || grid.definition().scheme() == CalendarScheme.TRADING) {
        span = grid.spanStart(time);
      }
      if (span == TimeGrid.NONE) {
        return;
      }
      if (!begun || span != from) {
        finish();
        begun = true;
        from = span;
        end = grid.spanEnd(span);
        open = price;
        high = price;
        low = price;
        volume = 0;
      }
      high = Math.max(high, price);
      low = Math.min(low, price);
      close = price;
      volume += traded;
    }

    private void finish() {
      if (begun) {
        done.append(from, open, high, low, close, volume).closing(end, end, false);
      }
    }

    BarSeries build() {
      finish();
      return done.build();
    }
  }
}
