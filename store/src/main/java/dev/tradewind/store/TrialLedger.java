package dev.tradewind.store;

import dev.tradewind.engine.optimize.LedgerEntry;
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
        channel.position(channel.size());
        String text = Files.readString(file, StandardCharsets.UTF_8);
        StringBuilder added = new StringBuilder();
        if (!text.isEmpty() && !text.endsWith("\n")) {
          added.append('\n');
        }
        Set<LedgerEntry> all = new LinkedHashSet<>(LedgerEntry.read(text.lines().toList()));
        for (LedgerEntry each : entries) {
          if (all.add(each)) {
            added.append(each.line()).append('\n');
          }
        }
        ByteBuffer bytes = ByteBuffer.wrap(added.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
        return List.copyOf(all);
      }
    } finally {
      THREADS.unlock();
    }
  }

  /** All that was ever counted. */
  public List<LedgerEntry> entries() throws IOException {
    return charge(List.of());
  }
}
