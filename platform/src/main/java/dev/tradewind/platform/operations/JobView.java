package dev.tradewind.platform.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job in the API and on the stream; fields as in {@link Job}. */
public record JobView(
    String id,
    JobKind kind,
    String subjectId,
    String title,
    JobStatus status,
    double progress,
    @Nullable String message,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  /** The view of a job. */
  public static JobView of(Job job) {
    return new JobView(
        job.id().toString(),
        job.kind(),
        job.subjectId().toString(),
        job.title(),
        job.status(),
        job.progress(),
        job.message(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt());
  }
}
