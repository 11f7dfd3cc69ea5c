package dev.tradewind.spark;

import dev.tradewind.cluster.StudySpec;
import dev.tradewind.cluster.TrialBytes;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** The work of a task: some trials, one after the other. Serialised by Spark, to its executors. */
final class Work extends AbstractFunction2<TaskContext, Iterator<Work.Trial>, Work.Result[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of the studies that this executor has seen; the bars are unpacked once. */
  private static final Map<Long, SimulationEvaluator> EVALUATORS = new ConcurrentHashMap<>();

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

  /** What a trial gave. */
  static final class Result implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final byte[] bytes;

    Result(int index, byte[] bytes) {
      this.index = index;
      this.bytes = bytes;
    }

    int index() {
      return index;
    }

    int length() {
      return bytes.length;
    }

    void writeTo(DataOutputStream out) throws IOException {
      out.write(bytes);
    }
  }

  @Override
  public Result[] apply(TaskContext context, Iterator<Trial> trials) {
    SimulationEvaluator evaluator =
        EVALUATORS.computeIfAbsent(study.id(), any -> StudySpec.decode(study.value()).evaluator());
    List<Result> results = new ArrayList<>();
    while (trials.hasNext()) {
      Trial each = trials.next();
      results.add(new Result(each.index, TrialBytes.evaluate(evaluator, each.bytes)));
    }
    return results.toArray(new Result[0]);
  }
}
