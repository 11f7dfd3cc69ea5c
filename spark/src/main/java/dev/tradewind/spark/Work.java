package dev.tradewind.spark;

import dev.tradewind.cluster.StudySpec;
import dev.tradewind.cluster.TrialBytes;
import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialJob;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * The work of a task: some trials, evaluated as this process would evaluate a batch of them.
 * Serialised by Spark, to its executors.
 */
final class Work extends AbstractFunction2<TaskContext, Iterator<Work.Trial>, Work.Answer>
    implements Serializable {
  private static final long serialVersionUID = 2L;

  /** Of the studies that this executor has seen; the bars are unpacked once. */
  private static final Map<Long, SimulationEvaluator> EVALUATORS = new ConcurrentHashMap<>();

  /** Windows whose bars are kept, as walks go on from one to the next. */
  private static final int MOST_WINDOWS = 4;

  private static final Map<Window, SimulationEvaluator> WINDOWS =
      new LinkedHashMap<>(MOST_WINDOWS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Window, SimulationEvaluator> eldest) {
          return size() > MOST_WINDOWS;
        }
      };

  /** A window of a study. */
  private record Window(long study, TrialBytes.Span span) {}

  private final Broadcast<byte[]> study;

  Work(Broadcast<byte[]> study) {
    this.study = study;
  }

  /** A trial and its place in the batch. */
  static final class Trial implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final byte[] bytes;

    Trial(int index, byte[] bytes) {
      this.index = index;
      this.bytes = bytes;
    }
  }

  /** What the trials of a task gave, and how long they took. */
  static final class Answer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] indexes;
    private final byte[][] bytes;
    private final long nanos;
    private final @Nullable String problem;

    Answer(int[] indexes, byte[][] bytes, long nanos, @Nullable String problem) {
      this.indexes = indexes;
      this.bytes = bytes;
      this.nanos = nanos;
      this.problem = problem;
    }

    /** Why no trial of the study can be evaluated there; the same on every executor. */
    @Nullable String problem() {
      return problem;
    }

    int size() {
      return indexes.length;
    }

    long nanos() {
      return nanos;
    }

    /** Writes the place of a trial and what it gave. */
    void writeTo(int trial, DataOutputStream out) throws IOException {
      out.writeInt(indexes[trial]);
      out.writeInt(bytes[trial].length);
      out.write(bytes[trial]);
    }
  }

  @Override
  public Answer apply(TaskContext context, Iterator<Trial> trials) {
    SimulationEvaluator evaluator;
    try {
      evaluator =
          EVALUATORS.computeIfAbsent(
              study.id(), any -> StudySpec.decode(study.value(), ParquetBars::read).evaluator());
    } catch (IllegalArgumentException e) {
      // Said once: to try again elsewhere would give the same.
      return new Answer(new int[0], new byte[0][], 0, String.valueOf(e.getMessage()));
    }
    Map<TrialBytes.Span, List<TrialJob>> bySpan = new LinkedHashMap<>();
    while (trials.hasNext()) {
      Trial each = trials.next();
      TrialBytes.Handed handed = TrialBytes.job(each.index, each.bytes);
      bySpan.computeIfAbsent(handed.span(), any -> new ArrayList<>()).add(handed.job());
    }
    List<TrialJob> jobs = new ArrayList<>();
    List<Evaluation> evaluations = new ArrayList<>();
    long start = System.nanoTime();
    for (Map.Entry<TrialBytes.Span, List<TrialJob>> each : bySpan.entrySet()) {
      try (SweepRunner runner = new SweepRunner(window(evaluator, each.getKey()), 1)) {
        jobs.addAll(each.getValue());
        evaluations.addAll(runner.run(each.getValue(), (job, any) -> !context.isInterrupted()));
      }
    }
    long nanos = System.nanoTime() - start;
    return new Answer(
        jobs.stream().mapToInt(each -> (int) each.number()).toArray(),
        evaluations.stream().map(TrialBytes::encode).toArray(byte[][]::new),
        nanos,
        null);
  }

  private SimulationEvaluator window(SimulationEvaluator whole, TrialBytes.Span span) {
    if (span.equals(TrialBytes.Span.WHOLE)) {
      return whole;
    }
    synchronized (WINDOWS) {
      return WINDOWS.computeIfAbsent(
          new Window(study.id(), span), any -> whole.between(span.from(), span.to()));
    }
  }
}
