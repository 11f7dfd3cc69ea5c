package dev.tradewind.cli;

import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.WalkForward;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a study or a walk that runs, in a file that is locked for this process: a head, then
 * a line for each trial, of a walk with its window before it. Lines are only ever added, so that a
 * process may end at any moment. Of one thread at a time.
 */
final class StudyJournal implements AutoCloseable {
  private static final long LOOK_NANOS = 200_000_000L;

  private final Path file;
  private final Path stop;
  private final FileChannel channel;
  private final List<String> before;
  private long looked = System.nanoTime();
  private boolean stopped;

  private StudyJournal(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.stop =
        file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", ".stop"));
    this.channel = channel;
    this.before = Files.readAllLines(file, StandardCharsets.UTF_8);
    Files.deleteIfExists(stop);
  }

  /** A study's file, with the trials that were done before. */
  record OfStudy(StudyJournal journal, List<Trial> known) {
    static OfStudy open(Path file, StudyPlan plan) throws IOException {
      StudyJournal journal =
          StudyJournal.open(file, "study " + plan.id() + " is run by another process");
      try {
        List<Trial> known = StudyText.read(journal.before, plan);
        journal.begin(StudyText.head(plan), known.isEmpty());
        return new OfStudy(journal, known);
      } catch (IOException | RuntimeException e) {
        journal.close();
        throw e;
      }
    }

    void add(Trial trial) {
      journal.add(StudyText.line(trial));
    }
  }

  /** A walk's file; keeps the trials of its windows. */
  record OfWalk(StudyJournal journal) implements WalkForward.Keeper {
    private static final String HEAD = "tradewind walk 1 ";

    static OfWalk open(Path file, String id) throws IOException {
      StudyJournal journal = StudyJournal.open(file, "walk " + id + " is run by another process");
      try {
        String head = HEAD + id;
        boolean isNew = journal.before.size() < 2;
        if (!isNew && !journal.before.getFirst().equals(head)) {
          throw new CliException(ExitCode.REFUSED, file + " is no walk " + id);
        }
        journal.begin(head, isNew);
        return new OfWalk(journal);
      } catch (IOException | RuntimeException e) {
        journal.close();
        throw e;
      }
    }

    /** How many trials were done before. */
    long knownTrials() {
      return StudyFiles.trials(journal.before, 2);
    }

    @Override
    public List<Trial> known(int window, StudyPlan plan) {
      String prefix = window + "\t";
      List<String> lines = new ArrayList<>(List.of(StudyText.head(plan)));
      journal.before.stream()
          .filter(each -> each.startsWith(prefix))
          .map(each -> each.substring(prefix.length()))
          .forEach(lines::add);
      return StudyText.read(lines, plan);
    }

    @Override
    public void onTrial(int window, Trial trial) {
      journal.add(window + "\t" + StudyText.line(trial));
    }
  }

  private static StudyJournal open(Path file, String busy) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new CliException(ExitCode.CONFLICT, busy, e);
    }
    if (lock == null) {
      channel.close();
      throw new CliException(ExitCode.CONFLICT, busy);
    }
    try {
      return new StudyJournal(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Writes the head of a new file; of another one, ends the line that was cut off. */
  private void begin(String head, boolean isNew) throws IOException {
    if (isNew) {
      channel.truncate(0);
      write(head);
      return;
    }
    channel.position(channel.size());
    if (!Files.readString(file, StandardCharsets.UTF_8).endsWith("\n")) {
      write("");
    }
  }

  /** Whether another process asked for an end; looks now and then. */
  boolean isStopped() {
    long now = System.nanoTime();
    if (!stopped && now - looked >= LOOK_NANOS) {
      looked = now;
      stopped = Files.exists(stop);
    }
    return stopped;
  }

  private void add(String line) {
    try {
      write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
