package dev.tradewind.platform.operations;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Durable jobs. A job that was submitted is run, even if the process is killed in between. */
public interface Jobs {
  /** Submits a job; call it in the transaction that stores its subject. */
  Job submit(JobKind kind, UUID subjectId, String title);

  /** The newest job of a subject, with its progress up to this moment. */
  Optional<Job> ofSubject(UUID subjectId);

  /** Running jobs and then the newest others. */
  List<Job> recent(int limit);

  /**
   * Cancels the newest job of a subject: at once if it waits, soon if it runs. {@code false} if it
   * had ended already.
   */
  boolean cancel(UUID subjectId);
}
