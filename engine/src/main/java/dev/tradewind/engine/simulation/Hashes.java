package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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

  static String ofData(List<BarSeries> series) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-data-1");
    series.forEach(one -> hashes.text(one.contentHash()));
    return hashes.hex();
  }

  static String ofConfig(
      List<BarSeries> series,
      String strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-config-1");
    hashes.text("strategy=" + strategy);
    parameters.forEach((name, value) -> hashes.text("parameter " + name + "=" + plain(value)));
    hashes.text("initialCash=" + plain(config.initialCash()));
    hashes.text("feeBps=" + plain(config.feeBps()));
    hashes.text("slippageBps=" + plain(config.slippageBps()));
    hashes.text("riskFreeRate=" + config.riskFreeRate());
    hashes.text("seed=" + config.seed());
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
      List<Rejection> rejections) {
    Hashes hashes = new Hashes();
    hashes.text("tradewind-result-1");
    for (Fill fill : fills) {
      hashes.number(fill.timeMicros());
      hashes.number(fill.instrument());
      hashes.number(fill.side() == Side.BUY ? 1 : -1);
      hashes.number(fill.lots());
      hashes.number(fill.priceTicks());
      hashes.number(fill.feeUnits());
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
