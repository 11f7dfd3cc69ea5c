package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Evaluates on threads of this process. Used by one study at a time; close it afterwards. */
public final class InProcessRunner implements TrialRunner {
  private final TrialEvaluator evaluator;
  private final ExecutorService workers;

  /**
   * A runner with its own threads.
   *
   * @param evaluator what to run
   * @param workers number of threads, &ge; 1
   */
  public InProcessRunner(TrialEvaluator evaluator, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be >= 1, was " + workers);
    }
    this.evaluator = evaluator;
    this.workers =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("trial-", 0).factory());
  }

  @Override
  public List<Evaluation> run(List<TrialJob> jobs, Watch watch) {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Future<Evaluation>> futures = new ArrayList<>(jobs.size());
    for (TrialJob job : jobs) {
      futures.add(workers.submit(() -> evaluate(job, watch, stopped)));
    }
    List<Evaluation> evaluations = new ArrayList<>(jobs.size());
    try {
      for (Future<Evaluation> each : futures) {
        evaluations.add(each.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StudyCancelledException cancelled) {
        throw cancelled;
      }
      throw new IllegalStateException("evaluation failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StudyCancelledException("interrupted");
    } finally {
      stopped.set(true);
      futures.forEach(each -> each.cancel(false));
    }
    return evaluations;
  }

  private Evaluation evaluate(TrialJob job, Watch watch, AtomicBoolean stopped) {
    requireGoing(stopped);
    Evaluation evaluation;
    try {
      evaluation = evaluator.evaluate(job, () -> !stopped.get());
    } catch (RuntimeException e) {
      requireGoing(stopped);
      throw e;
    }
    synchronized (stopped) {
      requireGoing(stopped);
      if (!watch.onEvaluated(job, evaluation)) {
        stopped.set(true);
        throw new StudyCancelledException("stopped after trial " + job.number());
      }
    }
    return evaluation;
  }

  private static void requireGoing(AtomicBoolean stopped) {
    if (stopped.get()) {
      throw new StudyCancelledException("stopped");
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
