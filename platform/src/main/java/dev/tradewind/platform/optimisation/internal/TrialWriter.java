package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Stores trials a few at a time: at most so many, or half a second of work, can be lost. */
final class TrialWriter implements AutoCloseable {
  private static final int MOST = 2_000;
  private static final long NANOS = 500_000_000L;

  private final Consumer<List<Trial>> store;
  private List<Trial> waiting = new ArrayList<>();
  private long stored = System.nanoTime();

  TrialWriter(Consumer<List<Trial>> store) {
    this.store = store;
  }

  synchronized void add(Trial trial) {
    waiting.add(trial);
    if (waiting.size() >= MOST || System.nanoTime() - stored >= NANOS) {
      close();
    }
  }

  /** Stores what is waiting. */
  @Override
  public synchronized void close() {
    if (!waiting.isEmpty()) {
      List<Trial> now = waiting;
      waiting = new ArrayList<>();
      store.accept(now);
    }
    stored = System.nanoTime();
  }
}
