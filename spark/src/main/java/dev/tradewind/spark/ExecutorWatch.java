package dev.tradewind.spark;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/**
 * Ends work that cannot end by itself: Spark waits for executors without a limit, and repeats a
 * task whose code an executor cannot load. Used by the driver's main thread.
 */
final class ExecutorWatch implements AutoCloseable {
  /** Setting: seconds without an executor after which a study is given up. */
  static final String WAIT = "spark.tradewind.executorWaitSeconds";

  private static final int USUAL_WAIT = 60;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What an executor of another build, Spark or Java throws. */
  private static final Set<String> FOREIGN =
      Set.of(
          "java.lang.UnsupportedClassVersionError",
          "java.lang.NoClassDefFoundError",
          "java.lang.ClassNotFoundException",
          "java.lang.NoSuchMethodError",
          "java.io.InvalidClassException");

  private final JavaSparkContext spark;
  private final int waitSeconds;
  private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
  private final Thread clock;
  private volatile String lastLoss = "";
  private volatile boolean working;
  private volatile boolean closed;

  ExecutorWatch(JavaSparkContext spark) {
    this.spark = spark;
    this.waitSeconds = spark.getConf().getInt(WAIT, USUAL_WAIT);
    spark.sc().addSparkListener(new Heard());
    this.clock = Thread.ofPlatform().daemon().name("executor watch").start(this::watch);
  }

  private int executors() {
    // The driver counts as one of them; without a cluster it is the only one.
    return spark.sc().getExecutorMemoryStatus().size() - (spark.isLocal() ? 0 : 1);
  }

  /**
   * Waits for an executor.
   *
   * @throws IllegalStateException if none comes
   */
  void awaitFirst() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    while (executors() == 0) {
      if (System.nanoTime() - end > 0 || spark.sc().isStopped()) {
        throw new IllegalStateException(none());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private String none() {
    return "the master "
        + spark.master()
        + " gave no executor for "
        + waitSeconds
        + " s; start workers, give them "
        + spark.getConf().get("spark.executor.memory", "1g")
        + " and "
        + spark.getConf().get("spark.executor.cores", "some")
        + " free cores for one, or ask for less with spark.executor.memory and"
        + " spark.executor.cores; "
        + WAIT
        + " waits longer"
        + (lastLoss.isEmpty() ? "" : " (the last executor was lost: " + lastLoss + ")");
  }

  /**
   * Does work of Spark.
   *
   * @throws IllegalStateException if it was ended because it could not end by itself
   */
  void during(Runnable work) {
    working = true;
    try {
      work.run();
    } catch (Exception e) {
      // Spark's own exception is checked, though Java is not told of it.
      throw new IllegalStateException(why(e), e);
    } finally {
      working = false;
    }
  }

  private String why(Exception thrown) {
    String known = problem.get();
    if (known != null) {
      return known;
    }
    // Spark says "Execution error" around what is to be said.
    Throwable inner = thrown;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      inner = each.getMessage() == null ? inner : each;
    }
    return String.valueOf(inner.getMessage());
  }

  private void watch() {
    long seen = System.nanoTime();
    while (!closed) {
      if (!working || executors() > 0) {
        seen = System.nanoTime();
      } else if (System.nanoTime() - seen > TimeUnit.SECONDS.toNanos(waitSeconds)) {
        giveUp(none());
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void giveUp(String why) {
    if (problem.compareAndSet(null, why)) {
      spark.sc().cancelAllJobs();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(clock);
  }

  /** What Spark tells of executors and their tasks. */
  private final class Heard extends SparkListener {
    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      lastLoss = removed.reason();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd ended) {
      if (ended.reason() instanceof ExceptionFailure failure
          && FOREIGN.contains(failure.className())) {
        giveUp(
            "an executor cannot load the job ("
                + failure.className()
                + ": "
                + failure.description()
                + "); workers need Java 25 or newer and the Spark of this driver, "
                + spark.version());
      }
    }
  }
}
