package dev.tradewind.store.duckdb;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Computes the columns of a refresh, on two threads where there are two processors and it is worth
 * starting them, otherwise at once. The order of columns decides nothing.
 */
final class RefreshWorkers implements AutoCloseable {
  private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

  private final @Nullable ExecutorService pool;

  RefreshWorkers(boolean parallel) {
    pool =
        parallel && THREADS > 1
            ? Executors.newFixedThreadPool(
                THREADS,
                task -> {
                  Thread thread = new Thread(task, "features");
                  thread.setDaemon(true);
                  return thread;
                })
            : null;
  }

  <T> Future<T> submit(Callable<T> task) {
    if (pool != null) {
      return pool.submit(task);
    }
    FutureTask<T> now = new FutureTask<>(task);
    now.run();
    return now;
  }

  /** Waits for a task; what it threw is thrown here. */
  static <T> T result(Future<T> task) throws SQLException {
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
