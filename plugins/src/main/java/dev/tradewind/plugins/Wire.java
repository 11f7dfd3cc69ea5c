package dev.tradewind.plugins;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Messages over a pair of pipes: four bytes of length, one of kind, then the fields, all
 * big-endian. Nothing read is believed: a field beyond the message or a message beyond the limit
 * ends the connection. One thread.
 */
final class Wire {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int HEADER = 5;

  private final InputStream in;
  private final OutputStream out;
  private final int limit;

  private byte[] outgoing = new byte[1_024];
  private int written;

  private byte[] incoming = new byte[8_192];
  private int position;
  private int filled;
  private int end;

  /** The other side sent what is no message. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * A connection.
   *
   * @param limit most bytes of a message that is received
   */
  Wire(InputStream in, OutputStream out, int limit) {
    this.in = in;
    this.out = out;
    this.limit = limit;
  }

  // --- sending -----------------------------------------------------------------------------------

  /** Begins a message; it must be sent before the next one begins. */
  Wire begin(int kind) {
    written = HEADER - 1;
    return putByte(kind);
  }

  void send() throws IOException {
    INT.set(outgoing, 0, written - HEADER + 1);
    out.write(outgoing, 0, written);
    out.flush();
  }

  private void room(int bytes) {
    if (outgoing.length - written < bytes) {
      outgoing =
          Arrays.copyOf(outgoing, Math.max(outgoing.length * 2, Math.addExact(written, bytes)));
    }
  }

  Wire putByte(int value) {
    room(1);
    outgoing[written++] = (byte) value;
    return this;
  }

  Wire putBoolean(boolean value) {
    return putByte(value ? 1 : 0);
  }

  Wire putInt(int value) {
    room(4);
    INT.set(outgoing, written, value);
    written += 4;
    return this;
  }

  Wire putLong(long value) {
    room(8);
    LONG.set(outgoing, written, value);
    written += 8;
    return this;
  }

  Wire putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

  Wire putText(String value) {
    return putBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  Wire putBytes(byte[] value) {
    putInt(value.length);
    room(value.length);
    System.arraycopy(value, 0, outgoing, written, value.length);
    written += value.length;
    return this;
  }

  /** Where the next field will be, for {@link #putIntAt}. */
  int mark() {
    return written;
  }

  /** Writes over a field that was put before. */
  void putIntAt(int mark, int value) {
    INT.set(outgoing, mark, value);
  }

  // --- receiving ---------------------------------------------------------------------------------

  /**
   * Waits for the next message.
   *
   * @return its kind
   * @throws EOFException if the other side has gone
   */
  int receive() throws IOException {
    position = end;
    need(4);
    int length = (int) INT.get(incoming, position);
    if (length < 1 || length > limit) {
      throw new MalformedException("a message must have 1.." + limit + " bytes, had " + length);
    }
    position += 4;
    need(length);
    end = position + length;
    return getByte();
  }

  /** Reads until that many bytes lie behind the position. */
  private void need(int bytes) throws IOException {
    if (filled - position >= bytes) {
      return;
    }
    if (incoming.length - position < bytes) {
      byte[] target = incoming.length < bytes ? new byte[Math.addExact(bytes, 4_096)] : incoming;
      System.arraycopy(incoming, position, target, 0, filled - position);
      incoming = target;
      filled -= position;
      position = 0;
      end = 0;
    }
    while (filled - position < bytes) {
      int read = in.read(incoming, filled, incoming.length - filled);
      if (read < 0) {
        throw new EOFException("the other side has gone");
      }
      filled += read;
    }
  }

  private int take(int bytes) throws MalformedException {
    if (bytes < 0 || end - position < bytes) {
      throw new MalformedException("a message ended within a field of " + bytes + " bytes");
    }
    int at = position;
    position += bytes;
    return at;
  }

  int getByte() throws MalformedException {
    return incoming[take(1)];
  }

  boolean getBoolean() throws MalformedException {
    return getByte() != 0;
  }

  int getInt() throws MalformedException {
    return (int) INT.get(incoming, take(4));
  }

  long getLong() throws MalformedException {
    return (long) LONG.get(incoming, take(8));
  }

  double getDouble() throws MalformedException {
    return Double.longBitsToDouble(getLong());
  }

  /** A count of things that follow, each of at least one byte. */
  int getCount(int most) throws MalformedException {
    int count = getInt();
    if (count < 0 || count > most) {
      throw new MalformedException("a count must be in 0.." + most + ", was " + count);
    }
    return count;
  }

  String getText(int most) throws MalformedException {
    int length = getCount(most);
    return new String(incoming, take(length), length, StandardCharsets.UTF_8);
  }

  byte[] getBytes(int most) throws MalformedException {
    int length = getCount(most);
    int at = take(length);
    return Arrays.copyOfRange(incoming, at, at + length);
  }
}
