package dev.tradewind.engine.market;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of trades in their order: SHA-256 of time, price and quantity of each as eight
 * little-endian bytes, and of their number at the end. Used by the store and by the verification of
 * runs. The instrument is not part of it. Belongs to one thread.
 */
public final class TradeHash {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(24 * 1024).order(ByteOrder.LITTLE_ENDIAN);
  private long count;

  /** Of no trade yet. */
  public TradeHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update("tradewind-trades-1\n".getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of a list, in hexadecimal. */
  public static String of(List<TradeTick> trades) {
    TradeHash hash = new TradeHash();
    for (TradeTick trade : trades) {
      hash.add(trade.timeMicros(), trade.price(), trade.quantity());
    }
    return hash.hex();
  }

  /** Takes the next trade. */
  public void add(long timeMicros, double price, double quantity) {
    if (!buffer.hasRemaining()) {
      drain();
    }
    buffer.putLong(timeMicros);
    buffer.putLong(Double.doubleToLongBits(price));
    buffer.putLong(Double.doubleToLongBits(quantity));
    count++;
  }

  /** How many trades were taken. */
  public long count() {
    return count;
  }

  /** The hash of all that were taken, in hexadecimal; to be asked for once, at the end. */
  public String hex() {
    drain();
    buffer.putLong(count);
    drain();
    return HexFormat.of().formatHex(digest.digest());
  }

  private void drain() {
    buffer.flip();
    digest.update(buffer);
    buffer.clear();
  }
}
