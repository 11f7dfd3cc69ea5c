package dev.tradewind.cli;

import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.store.TradewindHome;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Studies and the ledger of trials as files below the home directory: lines that are only ever
 * added. A study that was interrupted is continued by running it again.
 */
final class StudyFiles {
  private final Path directory;
  private final TrialLedger ledger;

  StudyFiles(TradewindHome home) {
    this.ledger = new TrialLedger(home.root());
    this.directory = home.root().resolve("optimize");
  }

  /** The file of a study, locked for this process. */
  Journal open(StudyPlan plan) throws IOException {
    Path file = directory.resolve("studies").resolve(plan.id() + ".study");
    Files.createDirectories(file.getParent());
    FileChannel channel = locked(file, "study " + plan.id() + " is run by another process");
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      List<Trial> known = StudyText.read(lines, plan);
      Journal journal = new Journal(file, channel, known);
      if (known.isEmpty()) {
        channel.truncate(0);
        journal.write(StudyText.head(plan));
      } else if (!Files.readString(file, StandardCharsets.UTF_8).endsWith("\n")) {
        journal.write("");
      }
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel locked(Path file, String message) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new CliException(ExitCode.CONFLICT, message, e);
    }
    if (lock == null) {
      channel.close();
      throw new CliException(ExitCode.CONFLICT, message);
    }
    channel.position(channel.size());
    return channel;
  }

  /** Adds to the ledger and answers all that is in it. */
  List<LedgerEntry> charge(List<LedgerEntry> entries) throws IOException {
    return ledger.charge(entries);
  }

  private static void append(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The lines of a study that runs. */
  static final class Journal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<Trial> known;

    private Journal(Path file, FileChannel channel, List<Trial> known) {
      this.file = file;
      this.channel = channel;
      this.known = known;
    }

    /** The trials that were done before. */
    List<Trial> known() {
      return known;
    }

    Path file() {
      return file;
    }

    void add(Trial trial) {
      try {
        write(StudyText.line(trial));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
      }
    }

    private void write(String line) throws IOException {
      append(channel, line + "\n");
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
