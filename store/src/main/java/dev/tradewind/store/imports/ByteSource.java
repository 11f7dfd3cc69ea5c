package dev.tradewind.store.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file, inflated if it is gzip. Bounded: a compressed file may not grow beyond
 * {@link #MAX_INFLATED} bytes nor beyond {@link #MAX_RATIO} times its size.
 */
final class ByteSource implements AutoCloseable {
  static final long MAX_INFLATED = 8L << 30;
  static final int MAX_RATIO = 200;

  /** Below this many inflated bytes the ratio is not looked at. */
  static final long RATIO_FREE = 16L << 20;

  private final String name;
  private final long size;
  private final CountingStream counted;
  private final InputStream stream;
  private final boolean gzip;
  private long inflated;

  private ByteSource(
      String name, long size, CountingStream counted, InputStream stream, boolean gzip) {
    this.name = name;
    this.size = size;
    this.counted = counted;
    this.stream = stream;
    this.gzip = gzip;
  }

  /** Opens a file and looks at its first two bytes. */
  static ByteSource open(Path file) {
    String name = FileNames.of(file);
    if (Files.isDirectory(file)) {
      throw new UnreadableFileException(name + " is a folder; give a file");
    }
    if (!Files.isRegularFile(file)) {
      throw new UnreadableFileException(
          Files.exists(file) ? name + " is not a regular file" : name + " does not exist");
    }
    InputStream raw = null;
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw new UnreadableFileException(name + " is empty");
      }
      raw = Files.newInputStream(file);
      CountingStream counted = new CountingStream(raw);
      byte[] magic = counted.readNBytes(2);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), counted);
      boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
      InputStream stream = gzip ? new GZIPInputStream(whole, 1 << 16) : whole;
      return new ByteSource(name, size, counted, stream, gzip);
    } catch (IOException e) {
      closeQuietly(raw, e);
      throw new UnreadableFileException(name + " cannot be read: " + reason(e), e);
    }
  }

  private static void closeQuietly(
      @org.jspecify.annotations.Nullable InputStream raw, IOException first) {
    if (raw != null) {
      try {
        raw.close();
      } catch (IOException e) {
        first.addSuppressed(e);
      }
    }
  }

  /** Fills as much of the range as there are bytes; 0 at the end. */
  int fill(byte[] target, int from, int length) {
    try {
      int read = stream.readNBytes(target, from, length);
      inflated += read;
      checkBomb();
      return read;
    } catch (ZipException e) {
      throw new UnreadableFileException(name + " is a damaged gzip file: " + reason(e), e);
    } catch (IOException e) {
      throw new UnreadableFileException(name + " cannot be read: " + reason(e), e);
    }
  }

  private void checkBomb() {
    if (!gzip) {
      return;
    }
    if (inflated > MAX_INFLATED) {
      throw new UnreadableFileException(
          name + " inflates to more than " + (MAX_INFLATED >> 30) + " GiB; split it");
    }
    if (inflated > RATIO_FREE && inflated / MAX_RATIO > Math.max(1, counted.count)) {
      throw new UnreadableFileException(
          name
              + " inflates to more than "
              + MAX_RATIO
              + " times its size, which no price file does; unpack it yourself if you trust it");
    }
  }

  String name() {
    return name;
  }

  /** Bytes of the file read so far, as stored. */
  long position() {
    return counted.count;
  }

  /** Bytes of the file, as stored. */
  long size() {
    return size;
  }

  /** The inflated bytes as a stream with the same bounds. */
  InputStream asStream(byte[] head, int headLength) {
    InputStream rest =
        new InputStream() {
          @Override
          public int read() {
            byte[] one = new byte[1];
            return fill(one, 0, 1) == 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] target, int from, int length) {
            int read = fill(target, from, length);
            return read == 0 && length > 0 ? -1 : read;
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(head, 0, headLength), rest);
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UnreadableFileException(name + " cannot be closed: " + reason(e), e);
    }
  }

  /** Counts the bytes that were read from the file. */
  private static final class CountingStream extends java.io.FilterInputStream {
    private long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = super.read(target, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
