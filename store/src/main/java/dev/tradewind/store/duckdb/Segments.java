package dev.tradewind.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Files of column values beside the database, each written once, by one build, and never changed.
 * The database says what lies where: a file to which no row refers does not count, whatever is in
 * it. Values are little-endian doubles, column after column; every block of them has its SHA-256 in
 * the database. Thread-safe.
 */
final class Segments {
  private static final String SUFFIX = ".values";

  private final Path folder;

  /** Forces files to the disk, one after the other. */
  private final ThreadPoolExecutor forces =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "feature files");
            thread.setDaemon(true);
            return thread;
          });

  private Segments(Path folder) {
    this.folder = folder;
    forces.allowCoreThreadTimeOut(true);
  }

  /** Waits until a file is on the disk; one that is gone is left out. */
  void force(long id) {
    try (FileChannel channel = FileChannel.open(file(id), StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(id), e);
    }
  }

  /**
   * Has a file written to the disk while others go on.
   *
   * @param then called when it is there
   */
  void forceLater(long id, Runnable then) {
    forces.execute(
        () -> {
          force(id);
          then.run();
        });
  }

  /** Waits for what {@link #forceLater} was asked for; nothing more may be asked. */
  void finish() {
    forces.shutdown();
    try {
      forces.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  /**
   * Something that reads; to be closed.
   *
   * @param checks whether values that are not those that were written are refused
   */
  Reader reader(boolean checks) {
    return new Reader(checks);
  }

  /** Whether a block's values are those that were written. */
  boolean isWhole(StoredBlock.Place place, int bars) {
    try (Reader reader = reader(true)) {
      reader.bytes(place, bars * Double.BYTES);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** A file being written, one block behind the other. Belongs to one thread at a time. */
  static final class Writer implements AutoCloseable {
    /** Larger pieces cost the system less, until they no longer fit its caches. */
    private static final int BUFFER = 1 << 18;

    final long id;
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long written;

    private Writer(long id, Path file, FileChannel channel) {
      this.id = id;
      this.file = file;
      this.channel = channel;
    }

    /**
     * Adds the first bytes of an array.
     *
     * @return the place of the first
     */
    long add(byte[] bytes, int length) {
      long position = written + buffer.position();
      for (int done = 0; done < length; ) {
        if (!buffer.hasRemaining()) {
          flush();
        }
        int part = Math.min(length - done, buffer.remaining());
        buffer.put(bytes, done, part);
        done += part;
      }
      return position;
    }

    /** Gives everything that was added to the system. */
    void flush() {
      buffer.flip();
      try {
        while (buffer.hasRemaining()) {
          written += channel.write(buffer, written);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      buffer.clear();
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
    private final CRC32C crc = new CRC32C();
    private final boolean checks;

    private Reader(boolean checks) {
      this.checks = checks;
    }

    /**
     * Reads blocks that lie one behind the other to {@code target[at..]}.
     *
     * @param bars of each block
     */
    void read(List<StoredBlock.Place> blocks, List<Integer> bars, double[] target, int at) {
      FileChannel channel =
          open.computeIfAbsent(blocks.getFirst().segment(), Segments.this::opened);
      int row = at;
      int first = 0;
      while (first < blocks.size()) {
        int count = 0;
        int end = first;
        while (end < blocks.size()
            && (end == first || (count + bars.get(end)) * Double.BYTES <= BUFFER)) {
          count += bars.get(end);
          end++;
        }
        StoredBlock.Place start = blocks.get(first);
        if (count * Double.BYTES > buffer.capacity()) {
          throw new IllegalStateException("a block of " + count + " bars does not fit");
        }
        fill(channel, start.position(), count * Double.BYTES, start.segment());
        int done = 0;
        for (int b = first; b < end; b++) {
          check(blocks.get(b), done, bars.get(b) * Double.BYTES);
          done += bars.get(b) * Double.BYTES;
        }
        buffer.asDoubleBuffer().get(target, row, count);
        row += count;
        first = end;
      }
    }

    /** Refuses bytes of the buffer that are not those that were written. */
    private void check(StoredBlock.Place place, int at, int length) {
      if (!checks) {
        return;
      }
      crc.reset();
      crc.update(buffer.slice(at, length));
      if ((int) crc.getValue() != place.crc()) {
        throw damaged(place, length);
      }
    }

    private UncheckedIOException damaged(StoredBlock.Place place, int length) {
      return new UncheckedIOException(
          new IOException(
              "the "
                  + length
                  + " bytes from "
                  + place.position()
                  + " on of "
                  + file(place.segment())
                  + " are not those that were written there (CRC-32C): feature values are damaged;"
                  + " features verify names them, a build with rebuild computes them again"));
    }

    /** Reads the bytes of a block. */
    byte[] bytes(StoredBlock.Place place, int length) {
      byte[] bytes = new byte[length];
      FileChannel channel = open.computeIfAbsent(place.segment(), Segments.this::opened);
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, BUFFER);
        fill(channel, place.position() + done, part, place.segment());
        buffer.get(bytes, done, part);
        done += part;
      }
      if (checks && BlockBytes.crc(bytes, length) != place.crc()) {
        throw damaged(place, length);
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
