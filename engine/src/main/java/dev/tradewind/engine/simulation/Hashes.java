package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The identities of a run: SHA-256 over little-endian numbers and UTF-8 text. */
final class Hashes {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);

  private Hashes() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As {@link #ofData} of an input that holds nothing but bars. */
  static String ofBars(List<String> contentHashes) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-data-1");
    contentHashes.forEach(hashes::text);
    return hashes.hex();
  }

  /** Over all that a run read; what is not there adds nothing. */
  static String ofData(SimulationInput input) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-data-1");
    input.series().forEach(one -> hashes.text(one.contentHash()));
    new TreeMap<>(input.splits())
        .forEach(
            (id, splits) -> {
              hashes.text("splits " + id);
              for (int i = 0; i < splits.size(); i++) {
                hashes.number(splits.effectiveMicros(i));
                hashes.number(splits.ratio(i));
              }
            });
    new TreeMap<>(input.dividends())
        .forEach(
            (id, dividends) -> {
              hashes.text("dividends " + id);
              for (int i = 0; i < dividends.size(); i++) {
                hashes.number(dividends.effectiveMicros(i));
                hashes.number(dividends.amount(i));
              }
            });
    new TreeMap<>(input.rates())
        .forEach((code, rates) -> hashes.text("rates " + code + " " + rates.contentHash()));
    new TreeMap<>(input.detail())
        .forEach((id, finer) -> hashes.text("detail " + id + " " + finer.contentHash()));
    new TreeMap<>(input.trades())
        .forEach(
            (id, trades) -> {
              hashes.text("trades " + id);
              for (TradeTick trade : trades) {
                hashes.number(trade.timeMicros());
                hashes.number(trade.price());
                hashes.number(trade.quantity());
              }
            });
    new TreeMap<>(input.quotes())
        .forEach(
            (id, quotes) -> {
              hashes.text("quotes " + id);
              for (Quote quote : quotes) {
                hashes.number(quote.timeMicros());
                hashes.number(quote.bid());
                hashes.number(quote.ask());
                hashes.number(quote.bidQuantity());
                hashes.number(quote.askQuantity());
              }
            });
    for (Signal signal : input.signals()) {
      hashes.text("signal " + signal);
    }
    input
        .benchmark()
        .ifPresent(
            one -> hashes.text("benchmark " + one.instrument().id() + " " + one.contentHash()));
    return hashes.hex();
  }

  static String ofConfig(
      List<BarSeries> series,
      String strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-config-2");
    hashes.text("strategy=" + strategy);
    parameters.forEach((name, value) -> hashes.text("parameter " + name + "=" + plain(value)));
    config.values().forEach((name, value) -> hashes.text(name + "=" + value));
    for (BarSeries one : series) {
      Instrument instrument = one.instrument();
      hashes.text(
          "instrument="
              + instrument.id()
              + " timeframe="
              + one.timeframe().code()
              + " tick="
              + plain(instrument.tickSize())
              + " lot="
              + plain(instrument.lotSize())
              + " currency="
              + instrument.currency()
              + " calendar="
              + instrument.calendar().code());
    }
    return hashes.hex();
  }

  static String ofResult(
      List<Fill> fills,
      List<RoundTrip> roundTrips,
      EquityCurve equity,
      List<Statistic> statistics,
      List<Rejection> rejections,
      List<OrderRecord> orders) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-result-2");
    for (Fill fill : fills) {
      hashes.number(fill.timeMicros());
      hashes.number(fill.instrument());
      hashes.number(fill.side() == Side.BUY ? 1 : -1);
      hashes.number(fill.lots());
      hashes.number(fill.priceTicks());
      hashes.number(fill.feeUnits());
      hashes.number(fill.orderId());
    }
    for (RoundTrip trip : roundTrips) {
      hashes.number(trip.entryTimeMicros());
      hashes.number(trip.exitTimeMicros());
      hashes.number(trip.quantity());
      hashes.number(trip.pnl());
      hashes.number(trip.mae());
      hashes.number(trip.mfe());
    }
    for (int i = 0; i < equity.size(); i++) {
      hashes.number(equity.time(i));
      hashes.number(equity.value(i));
    }
    for (Statistic statistic : statistics) {
      hashes.text(statistic.key());
      hashes.number(statistic.value());
    }
    for (Rejection rejection : rejections) {
      hashes.number(rejection.timeMicros());
      hashes.text(rejection.reason());
    }
    for (OrderRecord order : orders) {
      hashes.number(order.id());
      hashes.number(order.instrument());
      hashes.number(order.side() == Side.BUY ? 1 : -1);
      hashes.number(OrderArchive.code(order.state()));
      hashes.number(order.lots());
      hashes.number(order.filledLots());
      hashes.number(order.submittedMicros());
      hashes.number(order.doneMicros());
      if (!(order.type() instanceof OrderType.Market)) {
        hashes.text(order.type().toString());
      }
      if (!order.tag().isEmpty() || !order.reason().isEmpty()) {
        hashes.text(order.tag() + " " + order.reason());
      }
    }
    return hashes.hex();
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private void number(long value) {
    if (buffer.remaining() < 8) {
      drain();
    }
    buffer.putLong(value);
  }

  private void number(double value) {
    number(Double.doubleToLongBits(value));
  }

  private void text(String text) {
    drain();
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void drain() {
    buffer.flip();
    digest.update(buffer);
    buffer.clear();
  }

  private String hex() {
    drain();
    return HexFormat.of().formatHex(digest.digest());
  }
}
