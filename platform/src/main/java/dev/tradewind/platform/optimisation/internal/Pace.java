package dev.tradewind.platform.optimisation.internal;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How fast the studies that run here are. Thread-safe. */
@Component
final class Pace {
  private static final double NANOS = 1e9;

  private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

  private record Run(long startNanos, long known, long done, long planned, long nowNanos) {}

  /**
   * A moment of a running study.
   *
   * @param trialsPerSecond since it was started or resumed
   * @param secondsLeft to the last trial at this pace
   */
  record Speed(double trialsPerSecond, double secondsLeft) {}

  void start(UUID study, long known, long planned) {
    long now = System.nanoTime();
    runs.put(study, new Run(now, known, known, planned, now));
  }

  void at(UUID study, long done) {
    runs.computeIfPresent(
        study,
        (id, run) ->
            new Run(
                run.startNanos,
                run.known,
                Math.max(done, run.done),
                run.planned,
                System.nanoTime()));
  }

  void end(UUID study) {
    runs.remove(study);
  }

  /** Empty where it does not run, or has done nothing yet. */
  Optional<Speed> of(UUID study) {
    Run run = runs.get(study);
    if (run == null || run.done <= run.known || run.nowNanos <= run.startNanos) {
      return Optional.empty();
    }
    double rate = (run.done - run.known) / ((run.nowNanos - run.startNanos) / NANOS);
    return Optional.of(new Speed(rate, (run.planned - run.done) / rate));
  }
}
