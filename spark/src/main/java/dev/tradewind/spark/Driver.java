package dev.tradewind.spark;

import dev.tradewind.cluster.SparkRunner;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The driver process: takes batches of trials over its standard input and writes what they gave to
 * its standard output as they come. Ends with its input. Started by {@link SparkRunner} alone.
 */
final class Driver {
  private static final int MASTER = 0;
  private static final int STUDY = 1;
  private static final int JOB_JAR = 2;
  private static final int SETTINGS = 3;

  /** A master answers within a second; Spark itself asks for a minute before it gives up. */
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private final DataOutputStream out;
  private final TaskPlan plan = new TaskPlan();
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();

  /** Trials to evaluate; {@code null} for the end of the input. */
  private record Batch(@Nullable List<Work.Trial> trials) {}

  private Driver(DataOutputStream out) {
    this.out = out;
  }

  /** The entry point: master, file of the study, job jar, settings as {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What Spark prints must not look like results.
    System.setOut(System.err);
    new Driver(out).run(conf(arguments), Path.of(arguments[STUDY]));
    // Threads of Spark that outlive their context must not keep the process.
    System.exit(0);
  }

  private static SparkConf conf(String[] arguments) {
    SparkConf conf = new SparkConf(false);
    conf.setAppName("Tradewind study").setMaster(arguments[MASTER]);
    conf.set("spark.ui.enabled", "false");
    // A lost executor is no fault of the trial that it ran.
    conf.set("spark.task.maxFailures", "100");
    conf.set("spark.excludeOnFailure.enabled", "false");
    conf.set("spark.executor.defaultJavaOptions", String.join(" ", SparkRunner.opened()));
    if (!arguments[MASTER].startsWith("local")) {
      conf.setJars(new String[] {arguments[JOB_JAR]});
    }
    for (int i = SETTINGS; i < arguments.length; i++) {
      int at = arguments[i].indexOf('=');
      conf.set(arguments[i].substring(0, at), arguments[i].substring(at + 1));
    }
    return conf;
  }

  private void run(SparkConf conf, Path file) throws IOException {
    try (JavaSparkContext spark = connect(conf);
        ExecutorWatch executors = new ExecutorWatch(spark)) {
      executors.awaitFirst();
      Broadcast<byte[]> study = spark.broadcast(Files.readAllBytes(file));
      ready();
      Thread.ofPlatform().daemon().name("batches").start(() -> listen(spark));
      for (List<Work.Trial> trials = batches.take().trials();
          trials != null;
          trials = batches.take().trials()) {
        evaluate(spark, executors, study, trials);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The other end is gone, nobody is left to tell.
      return;
    } catch (Exception e) {
      // Spark's own exception is checked, though Java is not told of it.
      failed(String.valueOf(e.getMessage()));
    }
  }

  /** A context whose master has taken it. */
  private JavaSparkContext connect(SparkConf conf) {
    CountDownLatch taken = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .name("answer")
        .start(
            () -> {
              try {
                if (!taken.await(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
                  failed(silent(conf.get("spark.master")));
                  // Spark's own attempts cannot be ended otherwise.
                  Runtime.getRuntime().halt(1);
                }
              } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    JavaSparkContext spark = new JavaSparkContext(conf);
    taken.countDown();
    return spark;
  }

  private static String silent(String master) {
    return "what listens at "
        + master
        + " has not answered as a Spark master for "
        + ANSWER.toSeconds()
        + " s; it must be the port of a master (7077, not that of its page) and of Spark "
        + org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /** Takes batches in; when the input ends, whatever runs is of no use to anybody. */
  private void listen(JavaSparkContext spark) {
    try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
      while (true) {
        int count = in.readInt();
        List<Work.Trial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          trials.add(new Work.Trial(in.readInt(), in.readNBytes(in.readInt())));
        }
        batches.add(new Batch(trials));
      }
    } catch (IOException e) {
      batches.add(new Batch(null));
      spark.sc().cancelAllJobs();
    }
  }

  private void ready() throws IOException {
    synchronized (out) {
      out.writeByte(SparkRunner.READY);
      out.flush();
    }
  }

  private void failed(String why) throws IOException {
    byte[] message = why.getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.writeByte(SparkRunner.FAILED);
      out.writeInt(message.length);
      out.write(message);
      out.flush();
    }
  }

  private void evaluate(
      JavaSparkContext spark,
      ExecutorWatch executors,
      Broadcast<byte[]> study,
      List<Work.Trial> trials)
      throws IOException {
    if (!trials.isEmpty()) {
      int tasks = plan.tasks(trials.size(), Math.max(1, spark.sc().defaultParallelism()));
      JavaRDD<Work.Trial> work = spark.parallelize(trials, tasks);
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        all.add(i);
      }
      Seq<Object> partitions = CollectionConverters.asScala(all).toSeq();
      ClassTag<Work.Answer> tag = ClassTag$.MODULE$.apply(Work.Answer.class);
      executors.during(
          () -> spark.sc().runJob(work.rdd(), new Work(study), partitions, new Told(), tag));
    }
    synchronized (out) {
      out.writeByte(SparkRunner.DONE);
      out.flush();
    }
  }

  /** Hands on what a task gave, as soon as it is there. */
  private final class Told extends AbstractFunction2<Object, Work.Answer, BoxedUnit> {
    @Override
    public BoxedUnit apply(Object task, Work.Answer answer) {
      String problem = answer.problem();
      if (problem != null) {
        throw new IllegalStateException(problem);
      }
      plan.took(answer.size(), answer.nanos());
      synchronized (out) {
        try {
          for (int i = 0; i < answer.size(); i++) {
            out.writeByte(SparkRunner.RESULT);
            answer.writeTo(i, out);
          }
          out.flush();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return BoxedUnit.UNIT;
    }
  }
}
