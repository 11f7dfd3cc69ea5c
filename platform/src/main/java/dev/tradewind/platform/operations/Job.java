package dev.tradewind.platform.operations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of long work as users see it.
 *
 * @param id identity of the job
 * @param kind what it does
 * @param subjectId identity of the import or backtest
 * @param title for people
 * @param status where it stands
 * @param progress 0..1
 * @param message what it is doing or why it ended; may be {@code null}
 * @param createdAt when it was asked for
 * @param startedAt when work began; {@code null} before
 * @param finishedAt when work ended; {@code null} before
 */
public record Job(
    UUID id,
    JobKind kind,
    UUID subjectId,
    String title,
    JobStatus status,
    double progress,
    @Nullable String message,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  /** The same job further on. */
  public Job at(double newProgress, @Nullable String newMessage) {
    return new Job(
        id,
        kind,
        subjectId,
        title,
        status,
        newProgress,
        newMessage,
        createdAt,
        startedAt,
        finishedAt);
  }
}
