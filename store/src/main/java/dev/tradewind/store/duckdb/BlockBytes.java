package dev.tradewind.store.duckdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The byte forms of what a block holds: little-endian, undefined numbers as the one usual NaN. */
final class BlockBytes {
  private BlockBytes() {}

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] ofDoubles(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = Double.NaN;
      }
    }
    byte[] bytes = new byte[(to - from) * Double.BYTES];
    little(bytes).asDoubleBuffer().put(values, from, to - from);
    return bytes;
  }

  /**
   * Writes values in their stored form.
   *
   * @return how many of them are undefined
   */
  static int encode(double[] values, int from, int to, byte[] target) {
    int undefined = 0;
    for (int i = from; i < to; i++) {
      undefined += Double.isNaN(values[i]) ? 1 : 0;
    }
    DoubleBuffer doubles = little(target).asDoubleBuffer();
    doubles.put(values, from, to - from);
    for (int i = from; i < to && undefined > 0; i++) {
      if (Double.isNaN(values[i])) {
        doubles.put(i - from, Double.NaN);
      }
    }
    return undefined;
  }

  static byte[] ofDoubles(double[] values) {
    return ofDoubles(values, 0, values.length);
  }

  static void toDoubles(byte[] bytes, double[] target, int at) {
    little(bytes).asDoubleBuffer().get(target, at, bytes.length / Double.BYTES);
  }

  /** The first values of a stored form. */
  static void toDoubles(byte[] bytes, double[] target, int at, int count) {
    little(bytes).asDoubleBuffer().get(target, at, count);
  }

  static double[] toDoubles(byte[] bytes) {
    double[] values = new double[bytes.length / Double.BYTES];
    toDoubles(bytes, values, 0);
    return values;
  }

  static byte[] ofLongs(long[] values, int from, int to) {
    byte[] bytes = new byte[(to - from) * Long.BYTES];
    little(bytes).asLongBuffer().put(values, from, to - from);
    return bytes;
  }

  static long[] toLongs(byte[] bytes) {
    long[] values = new long[bytes.length / Long.BYTES];
    little(bytes).asLongBuffer().get(values);
    return values;
  }

  static byte[] ofInts(int[] values, int count) {
    byte[] bytes = new byte[count * Integer.BYTES];
    little(bytes).asIntBuffer().put(values, 0, count);
    return bytes;
  }

  static int[] toInts(byte[] bytes) {
    int[] values = new int[bytes.length / Integer.BYTES];
    little(bytes).asIntBuffer().get(values);
    return values;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of the first bytes of one array and all of another. */
  static String hash(byte[] first, int length, byte[] second) {
    MessageDigest digest = sha256();
    digest.update(first, 0, length);
    digest.update(second);
    return hex(digest);
  }

  /** CRC-32C of the first bytes of an array. */
  static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  static String hash(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return hex(digest);
  }
}
