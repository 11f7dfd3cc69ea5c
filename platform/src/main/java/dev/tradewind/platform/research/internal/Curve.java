package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.simulation.SimulationResult;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** An equity curve with the daily returns, and its compressed form in the database. Immutable. */
final class Curve {
  private static final int VERSION = 1;

  private final long[] times;
  private final double[] values;
  private final double[] dailyReturns;

  private Curve(long[] times, double[] values, double[] dailyReturns) {
    this.times = times;
    this.values = values;
    this.dailyReturns = dailyReturns;
  }

  static Curve of(SimulationResult result) {
    int size = result.equitySize();
    long[] times = new long[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      times[i] = result.equityTime(i);
      values[i] = result.equity(i);
    }
    return new Curve(times, values, result.dailyReturns());
  }

  int size() {
    return times.length;
  }

  long time(int i) {
    return times[i];
  }

  double value(int i) {
    return values[i];
  }

  double[] dailyReturns() {
    return dailyReturns.clone();
  }

  byte[] pack() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(bytes, fast, 1 << 16))) {
      out.writeInt(VERSION);
      out.writeInt(times.length);
      long before = 0;
      for (long time : times) {
        out.writeLong(time - before);
        before = time;
      }
      write(out, values);
      out.writeInt(dailyReturns.length);
      write(out, dailyReturns);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack an equity curve", e);
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, double[] values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static Curve unpack(byte[] packed) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(packed)), 1 << 16))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException("unknown version " + version);
      }
      long[] times = new long[in.readInt()];
      long before = 0;
      for (int i = 0; i < times.length; i++) {
        before += in.readLong();
        times[i] = before;
      }
      double[] values = read(in, times.length);
      return new Curve(times, values, read(in, in.readInt()));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored equity curve cannot be read", e);
    }
  }

  private static double[] read(DataInputStream in, int length) throws IOException {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
