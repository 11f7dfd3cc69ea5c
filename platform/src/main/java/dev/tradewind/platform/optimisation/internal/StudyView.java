package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study as lists show it.
 *
 * @param parameters names of what is searched
 * @param objectives what is searched for, each with its end
 * @param trials trials done
 * @param planned most trials
 * @param best number of the best trial so far
 * @param bestParameters its parameters
 * @param bestObjectives its objectives
 * @param verdict luck, doubtful or evidence; null before the end
 * @param trialsPerSecond while it runs
 * @param secondsLeft while it runs, at the pace so far
 */
record StudyView(
    String id,
    StudyTable.Kind kind,
    String name,
    JobStatus status,
    double progress,
    @Nullable String message,
    String strategy,
    List<String> instruments,
    String timeframe,
    String sampler,
    List<String> parameters,
    List<String> objectives,
    long trials,
    long planned,
    @Nullable Long best,
    @Nullable Map<String, String> bestParameters,
    @Nullable List<@Nullable Double> bestObjectives,
    @Nullable String verdict,
    @Nullable Double trialsPerSecond,
    @Nullable Double secondsLeft,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Nullable String error) {

  static StudyView of(StudyTable.Row row, Optional<Job> job, Optional<Pace.Speed> speed) {
    boolean isOver = row.status().isFinal();
    return new StudyView(
        row.id().toString(),
        row.kind(),
        row.name(),
        row.status(),
        isOver ? 1 : job.map(Job::progress).orElse(0.0),
        isOver ? null : job.map(Job::message).orElse(null),
        row.strategy(),
        row.instruments(),
        row.timeframe(),
        row.sampler(),
        row.parameters(),
        row.objectives(),
        row.done(),
        row.planned(),
        row.best(),
        row.best() == null ? null : named(row.parameters(), row.bestParameters()),
        row.best() == null ? null : finite(row.bestObjectives()),
        row.verdict(),
        speed.map(Pace.Speed::trialsPerSecond).orElse(null),
        speed.map(Pace.Speed::secondsLeft).orElse(null),
        row.createdAt(),
        row.finishedAt(),
        row.error());
  }

  static Map<String, String> named(List<String> names, List<@Nullable String> texts) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text != null) {
        named.put(names.get(i), text);
      }
    }
    return named;
  }

  static List<@Nullable Double> finite(List<Double> values) {
    List<@Nullable Double> finite = new ArrayList<>();
    values.forEach(each -> finite.add(StudySummary.orNull(each)));
    return finite;
  }
}
