package dev.tradewind.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of column values beside the database, each written once, by one build, and never changed.
 * The database says what lies where: a file to which no row refers does not count, whatever is in
 * it. Values are little-endian doubles, column after column; every block of them has its SHA-256 in
 * the database. Thread-safe.
 */
final class Segments {
  private static final String SUFFIX = ".values";

  private final Path folder;

  private Segments(Path folder) {
    this.folder = folder;
  }

  /** Those of a database file. */
  static Segments beside(Path database) {
    return new Segments(database.resolveSibling(database.getFileName() + ".features"));
  }

  private Path file(long id) {
    return folder.resolve(id + SUFFIX);
  }

  /** A new file; one of that number that a crash left behind is overwritten. */
  Writer create(long id) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file(id),
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      return new Writer(id, file(id), channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + file(id), e);
    }
  }

  /** Removes the files to which nothing refers. */
  void deleteAllBut(Set<Long> used) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> unused =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .filter(file -> !used.contains(idOf(file)))
              .toList();
      for (Path file : unused) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove unused files in " + folder, e);
    }
  }

  private static long idOf(Path file) {
    String name = file.getFileName().toString();
    try {
      return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Something that reads; to be closed. */
  Reader reader() {
    return new Reader();
  }

  /** A file being written, by several threads at different places. */
  static final class Writer implements AutoCloseable {
    final long id;
    private final Path file;
    private final FileChannel channel;

    private Writer(long id, Path file, FileChannel channel) {
      this.id = id;
      this.file = file;
      this.channel = channel;
    }

    /** Writes bytes at a place. */
    void write(long position, byte[] bytes, int length) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      try {
        long at = position;
        while (buffer.hasRemaining()) {
          at += channel.write(buffer, at);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }

    /** Waits until everything written is on the disk. */
    void force() {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close " + file, e);
      }
    }
  }

  /** Reads values from files, which stay open until it is closed. Belongs to one thread. */
  final class Reader implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final Map<Long, FileChannel> open = new HashMap<>();
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    /** Reads {@code count} values to {@code target[at..]}. */
    void read(long id, long position, double[] target, int at, int count) {
      FileChannel channel = open.computeIfAbsent(id, Segments.this::opened);
      long place = position;
      int done = 0;
      while (done < count) {
        int part = Math.min(count - done, BUFFER / Double.BYTES);
        fill(channel, place, part * Double.BYTES, id);
        buffer.asDoubleBuffer().get(target, at + done, part);
        done += part;
        place += (long) part * Double.BYTES;
      }
    }

    /** Reads bytes as they are. */
    byte[] bytes(long id, long position, int length) {
      byte[] bytes = new byte[length];
      FileChannel channel = open.computeIfAbsent(id, Segments.this::opened);
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, BUFFER);
        fill(channel, position + done, part, id);
        buffer.get(bytes, done, part);
        done += part;
      }
      return bytes;
    }

    private void fill(FileChannel channel, long position, int length, long id) {
      buffer.clear().limit(length);
      try {
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, position + buffer.position()) < 0) {
            throw new IOException(file(id) + " ends too early: feature values are missing");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file(id), e);
      }
      buffer.flip();
    }

    @Override
    public void close() {
      for (FileChannel channel : open.values()) {
        try {
          channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException("cannot close a file in " + folder, e);
        }
      }
    }
  }

  private FileChannel opened(long id) {
    try {
      return FileChannel.open(file(id), StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file(id), e);
    }
  }
}
