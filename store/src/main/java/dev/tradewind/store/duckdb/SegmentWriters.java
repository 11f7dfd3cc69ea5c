package dev.tradewind.store.duckdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of one build, one for each thread that writes at a time: two threads that write one
 * file wait for each other. Thread-safe.
 */
final class SegmentWriters implements AutoCloseable {
  /** No more threads write at a time. */
  static final int MOST = 2;

  private final @Nullable Segments segments;
  private final long firstId;
  private final List<Segments.Writer> all = new ArrayList<>();
  private final ArrayDeque<Segments.Writer> idle = new ArrayDeque<>();

  /**
   * No files yet.
   *
   * @param segments where they go; {@code null} if values stay in the database
   * @param firstId number of the first one; {@value #MOST} are free from there on
   */
  SegmentWriters(@Nullable Segments segments, long firstId) {
    this.segments = segments;
    this.firstId = firstId;
  }

  /** A file that nobody else writes; {@code null} if values stay in the database. */
  synchronized Segments.@Nullable Writer take() {
    if (segments == null) {
      return null;
    }
    Segments.Writer writer = idle.poll();
    if (writer != null) {
      return writer;
    }
    if (all.size() == MOST) {
      throw new IllegalStateException("at most " + MOST + " threads may write a build");
    }
    Segments.Writer made = segments.create(firstId + all.size());
    all.add(made);
    return made;
  }

  /** Gives a file back, for the next column. */
  synchronized void give(Segments.Writer writer) {
    idle.push(writer);
  }

  /** Waits until all files are on the disk. */
  synchronized void force() {
    all.forEach(Segments.Writer::force);
  }

  /** The numbers of the files that were made. */
  synchronized List<Long> ids() {
    return all.stream().map(writer -> writer.id).toList();
  }

  @Override
  public synchronized void close() {
    all.forEach(Segments.Writer::close);
  }
}
