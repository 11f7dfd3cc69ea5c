package dev.tradewind.engine.robustness;

import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many threads a check may use, and who follows it and may stop it.
 *
 * @param threads &ge; 1
 * @param listener told on the caller's thread of the runs that are done, of so many; {@code false}
 *     stops the check with a {@link SimulationCancelledException}
 */
public record Effort(int threads, SimulationListener listener) {
  private static final long ASK_MILLIS = 100;

  /** One thread, followed by nobody. */
  public static final Effort QUIET = new Effort(1, SimulationListener.NONE);

  /** Refuses no threads. */
  public Effort {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1, was " + threads);
    }
  }

  /** All processors. */
  public static Effort all(SimulationListener listener) {
    return new Effort(Runtime.getRuntime().availableProcessors(), listener);
  }

  /** The same, where this is part of a longer work. */
  Effort within(long before, long total) {
    return new Effort(threads, (done, of) -> listener.onProgress(before + done, total));
  }

  /**
   * Does {@code count} tasks and answers in their order, whatever the order of their ends. Of
   * several failures the first in order is thrown.
   *
   * @param task gets its number and a listener for the run in it
   */
  <T> List<T> map(int count, BiFunction<Integer, SimulationListener, T> task) {
    AtomicBoolean stopped = new AtomicBoolean();
    List<@Nullable Ended<T>> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(null);
    }
    LinkedBlockingQueue<Ended<T>> queue = new LinkedBlockingQueue<>();
    int workers = Math.clamp(threads, 1, Math.max(1, count));
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("robustness-", 0).factory())) {
      for (int i = 0; i < count; i++) {
        int number = i;
        pool.execute(() -> queue.add(end(number, task, stopped)));
      }
      collect(count, queue, ends, stopped);
    }
    List<T> results = new ArrayList<>(count);
    for (Ended<T> end : ends) {
      if (end == null) {
        throw new IllegalStateException("every task has ended");
      }
      results.add(end.get());
    }
    return results;
  }

  private static <T> Ended<T> end(
      int number, BiFunction<Integer, SimulationListener, T> task, AtomicBoolean stopped) {
    if (stopped.get()) {
      return new Ended<>(number, null, new SimulationCancelledException(0, 0));
    }
    try {
      return new Ended<>(number, task.apply(number, (done, total) -> !stopped.get()), null);
    } catch (RuntimeException e) {
      return new Ended<>(number, null, e);
    }
  }

  private <T> void collect(
      int count,
      LinkedBlockingQueue<Ended<T>> queue,
      List<@Nullable Ended<T>> ends,
      AtomicBoolean stopped) {
    int done = 0;
    while (done < count) {
      try {
        Ended<T> end = queue.poll(ASK_MILLIS, TimeUnit.MILLISECONDS);
        if (end != null) {
          ends.set(end.number, end);
          done++;
        }
      } catch (InterruptedException e) {
        stopped.set(true);
        Thread.currentThread().interrupt();
        throw new SimulationCancelledException(done, count);
      }
      if (!stopped.get() && !listener.onProgress(done, count)) {
        stopped.set(true);
      }
    }
    if (stopped.get()) {
      throw new SimulationCancelledException(done, count);
    }
  }

  private record Ended<T>(int number, @Nullable T value, @Nullable RuntimeException failure) {
    T get() {
      if (failure != null) {
        throw failure;
      }
      if (value == null) {
        throw new IllegalStateException("a task answers something");
      }
      return value;
    }
  }
}
