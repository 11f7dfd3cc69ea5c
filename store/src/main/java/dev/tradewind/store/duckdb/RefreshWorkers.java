package dev.tradewind.store.duckdb;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does parts of a refresh beside the thread that refreshes, where there are two processors and it
 * is worth starting a thread. That thread takes part: it does itself what would have to wait long,
 * and whatever is left when it needs a result. The order of columns decides nothing.
 */
final class RefreshWorkers implements AutoCloseable {
  /** More tasks do not wait: they would hold the arrays of as many columns. */
  private static final int WAITING = 4;

  private static final boolean TWO = Runtime.getRuntime().availableProcessors() > 1;

  private final @Nullable ThreadPoolExecutor pool;

  RefreshWorkers(boolean parallel) {
    pool =
        parallel && TWO
            ? new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                  Thread thread = new Thread(task, "features");
                  thread.setDaemon(true);
                  return thread;
                })
            : null;
  }

  /** Has a task done; those asked for before have at least begun, or are waited for by nobody. */
  <T> Future<T> submit(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    if (pool == null || pool.getQueue().size() >= WAITING) {
      future.run();
    } else {
      pool.execute(future);
    }
    return future;
  }

  /** Waits for a task and does others meanwhile; what it threw is thrown here. */
  <T> T result(Future<T> task) throws SQLException {
    while (pool != null && !task.isDone()) {
      Runnable other = pool.getQueue().poll();
      if (other == null) {
        break;
      }
      other.run();
    }
    return get(task);
  }

  /** Waits for a task; what it threw is thrown here. */
  static <T> T get(Future<T> task) throws SQLException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a refresh was interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException("a column could not be computed", e);
      }
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      // Nothing runs any more unless the refresh failed.
      pool.shutdownNow();
      pool.close();
    }
  }
}
