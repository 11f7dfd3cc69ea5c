package dev.tradewind.platform.operations.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs jobs on db-scheduler. An execution takes the job by raising its attempt; only the newest
 * attempt can end it, in one transaction with its result. What was unfinished when the process
 * ended is scheduled again at the next start.
 */
@Component
final class JobRunner implements Jobs, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int THREADS = 2;
  private static final int MAX_ATTEMPTS = 3;
  private static final String TASK = "job";

  private final JobTable table;
  private final TransactionTemplate transaction;
  private final DataSource dataSource;
  private final Stream stream;
  private final MeterRegistry meters;
  private final ObjectProvider<JobHandler> handlerBeans;
  private final Map<UUID, Execution> running = new ConcurrentHashMap<>();
  private final Map<JobKind, JobHandler> handlers = new EnumMap<>(JobKind.class);
  private final OneTimeTask<Void> task =
      Tasks.oneTime(TASK).execute((instance, context) -> run(UUID.fromString(instance.getId())));
  private volatile boolean stopping;
  private volatile Optional<Scheduler> scheduler = Optional.empty();

  JobRunner(
      JobTable table,
      TransactionTemplate transaction,
      DataSource dataSource,
      Stream stream,
      MeterRegistry meters,
      ObjectProvider<JobHandler> handlers) {
    this.table = table;
    this.transaction = transaction;
    this.dataSource = dataSource;
    this.stream = stream;
    this.meters = meters;
    this.handlerBeans = handlers;
  }

  // --- the life of the scheduler

  @Override
  public void start() {
    handlerBeans.forEach(handler -> handlers.put(handler.kind(), handler));
    Scheduler started =
        Scheduler.create(dataSource, task)
            .tableName("operations.scheduled_tasks")
            .serializer(new NoSerializer())
            .threads(THREADS)
            .pollingInterval(Duration.ofMillis(500))
            .enableImmediateExecution()
            .alwaysPersistTimestampInUTC()
            .shutdownMaxWait(Duration.ofSeconds(10))
            .build();
    table.releasePicked();
    scheduler = Optional.of(started);
    table.unfinished().forEach(this::schedule);
    started.start();
  }

  @Override
  public void stop() {
    stopping = true;
    scheduler.ifPresent(Scheduler::stop);
    scheduler = Optional.empty();
  }

  @Override
  public boolean isRunning() {
    return scheduler.isPresent();
  }

  /** Stops before the web server, so that nothing new is submitted to a closed scheduler. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 4_096;
  }

  private void schedule(UUID id) {
    scheduler.ifPresent(
        running -> running.scheduleIfNotExists(task.instance(id.toString()), Instant.now()));
  }

  // --- what modules and users ask for

  @Override
  public Job submit(JobKind kind, UUID subjectId, String title) {
    Job job = table.insert(kind, subjectId, title);
    afterCommit(
        () -> {
          stream.publish(job);
          schedule(job.id());
        });
    return job;
  }

  private static void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  @Override
  public Optional<Job> ofSubject(UUID subjectId) {
    return table.ofSubject(subjectId).map(this::live);
  }

  @Override
  public List<Job> recent(int limit) {
    return table.recent(limit).stream().map(this::live).toList();
  }

  private Job live(Job job) {
    Execution execution = running.get(job.id());
    return execution == null || job.status() != JobStatus.RUNNING ? job : execution.now;
  }

  @Override
  public boolean cancel(UUID subjectId) {
    return table.ofSubject(subjectId).filter(job -> cancel(job.id(), job.kind())).isPresent();
  }

  /** Cancels one job; {@code false} if it had ended already or never was. */
  boolean cancelJob(UUID id) {
    return table.find(id).filter(job -> cancel(id, job.kind())).isPresent();
  }

  private boolean cancel(UUID id, JobKind kind) {
    Optional<Job> cancelled =
        transaction.execute(
            status -> {
              Optional<Job> job = table.cancelQueued(id);
              job.ifPresent(handler(kind)::statusChanged);
              return job;
            });
    cancelled.ifPresent(stream::publish);
    if (cancelled.isPresent()) {
      return true;
    }
    boolean requested = table.requestCancel(id);
    Execution execution = running.get(id);
    if (execution != null) {
      execution.cancelled = true;
    }
    return requested;
  }

  private JobHandler handler(JobKind kind) {
    JobHandler handler = handlers.get(kind);
    if (handler == null) {
      throw new IllegalStateException("nothing handles jobs of kind " + kind);
    }
    return handler;
  }

  // --- execution

  private void run(UUID id) {
    if (stopping) {
      return;
    }
    JobTable.Taken taken = take(id);
    if (taken == null) {
      return;
    }
    Execution execution = new Execution(taken);
    running.put(id, execution);
    Timer.Sample sample = Timer.start(meters);
    try {
      stream.publish(taken.job());
      JobOutcome outcome = outcome(execution);
      if (!stopping || outcome.status() == JobStatus.DONE) {
        finish(execution, outcome);
        sample.stop(timer(taken.job().kind(), outcome.status()));
      }
    } finally {
      running.remove(id);
    }
  }

  private JobTable.@Nullable Taken take(UUID id) {
    return transaction
        .execute(
            status -> {
              Optional<JobTable.Taken> row = table.take(id);
              row.ifPresent(found -> handler(found.job().kind()).statusChanged(found.job()));
              return row;
            })
        .orElse(null);
  }

  private JobOutcome outcome(Execution execution) {
    JobTable.Taken taken = execution.taken;
    if (taken.cancelRequested()) {
      return JobOutcome.of(JobStatus.CANCELLED, null);
    }
    if (taken.attempt() > MAX_ATTEMPTS) {
      return JobOutcome.of(
          JobStatus.INTERRUPTED,
          "interrupted " + MAX_ATTEMPTS + " times while running; not started again");
    }
    try {
      return handler(taken.job().kind()).run(execution);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("job {} of kind {} failed", taken.job().id(), taken.job().kind(), e);
      return JobOutcome.of(
          JobStatus.FAILED,
          "failed unexpectedly; the log has the details (job " + taken.job().id() + ")");
    }
  }

  private void finish(Execution execution, JobOutcome outcome) {
    UUID id = execution.taken.job().id();
    Optional<Job> finished =
        transaction.execute(
            status -> {
              Optional<Job> job =
                  table.finish(id, execution.taken.attempt(), outcome.status(), outcome.message());
              job.ifPresent(
                  ended -> {
                    outcome.store().run();
                    handler(ended.kind()).statusChanged(ended);
                  });
              return job;
            });
    running.remove(id);
    finished.ifPresent(stream::publish);
  }

  private Timer timer(JobKind kind, JobStatus status) {
    return Timer.builder("tradewind.job")
        .description("Time from the start of a job to its end")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .tag("status", status.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  /** One execution; progress goes to watchers at most ten times and to the table twice a second. */
  private final class Execution implements JobRun {
    private static final long PUBLISH_NANOS = 100_000_000L;
    private static final long PERSIST_NANOS = 500_000_000L;

    private final JobTable.Taken taken;
    private volatile Job now;
    private volatile boolean cancelled;
    private long published;
    private long persisted;

    Execution(JobTable.Taken taken) {
      this.taken = taken;
      this.now = taken.job();
      this.published = System.nanoTime() - PUBLISH_NANOS;
      this.persisted = System.nanoTime();
    }

    @Override
    public UUID subjectId() {
      return taken.job().subjectId();
    }

    @Override
    public int attempt() {
      return taken.attempt();
    }

    @Override
    public boolean progress(double progress, String message) {
      long time = System.nanoTime();
      if (time - published >= PUBLISH_NANOS) {
        published = time;
        now = taken.job().at(Math.clamp(progress, 0, 1), message);
        stream.publish(now);
        if (time - persisted >= PERSIST_NANOS) {
          persisted = time;
          table.progress(taken.job().id(), taken.attempt(), progress, message);
        }
      }
      return !cancelled && !stopping;
    }
  }
}
