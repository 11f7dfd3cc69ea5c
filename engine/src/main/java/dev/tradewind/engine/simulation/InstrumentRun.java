package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import java.math.BigDecimal;

/** Where one instrument stands in a run: its bars, its position, its waiting orders. */
final class InstrumentRun {
  static final long DAY = 86_400_000_000L;

  final int index;
  final Instrument instrument;
  final BarSeries series;
  final Account account;
  final FillPricing buyPricing;
  final FillPricing sellPricing;
  final RoundTripMatcher matcher;
  final OrderQueue pending;

  /** Bars known so far; the bar that is open, or opens next, has this index. */
  int known;

  /** Open of the bar that opened last: the price that due orders meet. */
  double open;

  boolean barIsOpen;
  boolean justClosed;

  /** Orders that fill at this moment's open. */
  int dueOrders;

  long lots;
  double quantity;
  double lastClose;

  /** End of the UTC day of the newest bar; {@code Long.MAX_VALUE} once its close was told. */
  long dayEnd = Long.MAX_VALUE;

  private final double lotScale;
  private final double lotStep;
  private final double tickScale;
  private final double tickStep;

  InstrumentRun(int index, BarSeries series, SimulationConfig config) {
    this.index = index;
    this.pending = new OrderQueue(index);
    this.series = series;
    this.instrument = series.instrument();
    this.matcher = new RoundTripMatcher(this, null);
    this.account = new Account(instrument, config.feeBps());
    this.buyPricing = new FillPricing(instrument.tickSize(), config.slippageBps(), true);
    this.sellPricing = new FillPricing(instrument.tickSize(), config.slippageBps(), false);
    this.lotScale = scale(instrument.lotSize());
    this.lotStep = instrument.lotSize().unscaledValue().doubleValue();
    this.tickScale = scale(instrument.tickSize());
    this.tickStep = instrument.tickSize().unscaledValue().doubleValue();
  }

  private static double scale(BigDecimal step) {
    return BigDecimal.ONE.movePointRight(step.scale()).doubleValue();
  }

  /** Units of that many lots: the nearest double to the decimal. */
  double quantity(long ofLots) {
    return ofLots * lotStep / lotScale;
  }

  /** Price of that many ticks: the nearest double to the exact decimal. */
  double price(long ticks) {
    return ticks * tickStep / tickScale;
  }

  /** When something happens next: the open bar's close, or the next bar's open. */
  long nextEvent() {
    if (barIsOpen) {
      return series.closeTime(known);
    }
    return known < series.size() ? series.openTime(known) : Long.MAX_VALUE;
  }

  boolean opensAt(long moment) {
    return !barIsOpen && known < series.size() && series.openTime(known) == moment;
  }

  void addLots(long change) {
    lots = Math.addExact(lots, change);
    quantity = lots == 0 ? 0 : quantity(lots);
  }
}
