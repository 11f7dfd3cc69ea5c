package dev.tradewind.store;

import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.SimulationResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one place where every trial is counted, whoever made it: a file below the home directory, of
 * lines that are only ever added. Used by the command line and the platform, at the same time if
 * need be. Thread-safe.
 */
public final class TrialLedger {
  /** A file lock is the process's; between threads this one stands. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;

  /** What was read of the file so far, whole lines; the rest is read when next asked for. */
  private final Set<LedgerEntry> known = new LinkedHashSet<>();

  private long read;

  /** The ledger of a home directory; the file is made with the first entry. */
  public TrialLedger(Path home) {
    this.file = home.resolve("optimize").resolve("ledger.tsv");
  }

  /**
   * Adds what is not there yet and answers all that is in it; waits while another process writes.
   *
   * @throws IOException if the file cannot be read or written
   * @throws IllegalArgumentException if the file is no ledger
   */
  public List<LedgerEntry> charge(Collection<LedgerEntry> entries) throws IOException {
    THREADS.lock();
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("the lock on " + file + " was lost");
        }
        boolean isCut = readOn(channel);
        StringBuilder added = new StringBuilder();
        for (LedgerEntry each : entries) {
          if (!known.contains(each)) {
            added.append(each.line()).append('\n');
          }
        }
        if (!added.isEmpty()) {
          append(channel, (isCut ? "\n" : "") + added);
          readOn(channel);
        }
        return List.copyOf(known);
      }
    } finally {
      THREADS.unlock();
    }
  }

  private static void append(FileChannel channel, String text) throws IOException {
    channel.position(channel.size());
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** Reads the lines that were added since; whether the last one was cut off. */
  private boolean readOn(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < read) {
      known.clear();
      read = 0;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - read));
    long at = read;
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        throw new IOException(file + " became shorter while it was read");
      }
      at += count;
    }
    byte[] all = bytes.array();
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    known.addAll(
        LedgerEntry.read(new String(all, 0, end, StandardCharsets.UTF_8).lines().toList()));
    read += end;
    return end < all.length;
  }

  /** All that was ever counted. */
  public List<LedgerEntry> entries() throws IOException {
    return charge(List.of());
  }

  /**
   * Charges a single run and says what it is worth after all that was tried.
   *
   * @param dataHash of the bars of the run
   * @param isCharged whether the run is a trial that is counted already, as one that was made from
   *     a study is
   * @throws IOException if the file cannot be read or written
   */
  public TrialCount count(SimulationResult run, String dataHash, boolean isCharged)
      throws IOException {
    return TrialCount.of(
        run, dataHash, isCharged ? entries() : charge(List.of(LedgerEntry.ofRun(dataHash, run))));
  }
}
