package dev.tradewind.engine.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash of a signal: SHA-256 over what it says, of which rows keep the first eight bytes (16
 * hexadecimal digits). The input is, in this order:
 *
 * <ol>
 *   <li>lines of UTF-8, each ended by one line feed: {@code tradewind-signal-1}, the name of the
 *       definition, its version in decimal, the instrument, the code of the timeframe, the number
 *       of columns in decimal, the canonical text of each column, {@code ENTRY} or {@code EXIT},
 *       {@code LONG} or {@code SHORT};
 *   <li>eight little-endian bytes each: the open time of the bar and the moment the signal is
 *       known, as UTC microseconds; the strength and the value of each column, as IEEE 754 doubles,
 *       what is undefined as {@code 0x7ff8000000000000}.
 * </ol>
 *
 * <p>Hashes are computed for a batch of rows: the lines that all rows share are digested once.
 *
 * @param definition name of the definition
 * @param version of the definition
 * @param instrument its id
 * @param timeframe code of the bars
 */
public record SignalHash(String definition, int version, String instrument, String timeframe) {

  /** The hashes of rows, in their order. */
  public long[] of(SignalRows rows) {
    MessageDigest shared = sha256();
    line(shared, "tradewind-signal-1");
    line(shared, definition);
    line(shared, Integer.toString(version));
    line(shared, instrument);
    line(shared, timeframe);
    line(shared, Integer.toString(rows.columns().size()));
    rows.columns().forEach(each -> line(shared, each));
    ByteBuffer numbers =
        ByteBuffer.allocate(8 * (3 + rows.columns().size())).order(ByteOrder.LITTLE_ENDIAN);
    long[] hashes = new long[rows.size()];
    for (int row = 0; row < hashes.length; row++) {
      MessageDigest digest = copy(shared);
      line(digest, rows.kind(row).name());
      line(digest, rows.direction(row).name());
      numbers.clear();
      numbers.putLong(rows.barTime(row)).putLong(rows.knownAt(row));
      numbers.putLong(Double.doubleToLongBits(rows.strength(row)));
      for (int c = 0; c < rows.columns().size(); c++) {
        numbers.putLong(Double.doubleToLongBits(rows.value(row, c)));
      }
      digest.update(numbers.array());
      hashes[row] = ByteBuffer.wrap(digest.digest()).getLong();
    }
    return hashes;
  }

  private static void line(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }
}
