package dev.tradewind.spark;

import dev.tradewind.cluster.SparkRunner;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
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
  /** Most tasks of a batch: each costs some milliseconds, whatever is in it. */
  private static final int MAX_TASKS = 128;

  private static final int MASTER = 0;
  private static final int STUDY = 1;
  private static final int JOB_JAR = 2;
  private static final int SETTINGS = 3;

  private final DataOutputStream out;

  private Driver(DataOutputStream out) {
    this.out = out;
  }

  /** The entry point: master, file of the study, job jar, settings as {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What Spark prints must not look like results.
    System.setOut(System.err);
    Driver driver = new Driver(out);
    SparkConf conf = new SparkConf(false);
    conf.setAppName("Tradewind study").setMaster(arguments[MASTER]);
    conf.set("spark.ui.enabled", "false");
    // A lost executor is no fault of the trial that it ran.
    conf.set("spark.task.maxFailures", "100");
    conf.set("spark.excludeOnFailure.enabled", "false");
    conf.set("spark.executor.extraJavaOptions", String.join(" ", SparkRunner.opened()));
    if (!arguments[MASTER].startsWith("local")) {
      conf.setJars(new String[] {arguments[JOB_JAR]});
    }
    for (int i = SETTINGS; i < arguments.length; i++) {
      int at = arguments[i].indexOf('=');
      conf.set(arguments[i].substring(0, at), arguments[i].substring(at + 1));
    }
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
      Broadcast<byte[]> study = spark.broadcast(Files.readAllBytes(Path.of(arguments[STUDY])));
      driver.ready();
      while (driver.batch(spark, study, in)) {
        // Batch after batch, until the input ends.
      }
    } catch (RuntimeException e) {
      driver.failed(e);
    }
  }

  private void ready() throws IOException {
    out.writeByte(SparkRunner.READY);
    out.flush();
  }

  private void failed(RuntimeException thrown) throws IOException {
    byte[] message = String.valueOf(thrown.getMessage()).getBytes(StandardCharsets.UTF_8);
    out.writeByte(SparkRunner.FAILED);
    out.writeInt(message.length);
    out.write(message);
    out.flush();
  }

  /** Works off a batch; whether there was one. */
  private boolean batch(JavaSparkContext spark, Broadcast<byte[]> study, DataInputStream in)
      throws IOException {
    int count;
    try {
      count = in.readInt();
    } catch (EOFException e) {
      return false;
    }
    List<Work.Trial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(new Work.Trial(in.readInt(), in.readNBytes(in.readInt())));
    }
    if (count > 0) {
      int tasks = Math.min(count, MAX_TASKS);
      JavaRDD<Work.Trial> work = spark.parallelize(trials, tasks);
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        all.add(i);
      }
      Seq<Object> partitions = CollectionConverters.asScala(all).toSeq();
      ClassTag<Work.Result[]> tag = ClassTag$.MODULE$.apply(Work.Result[].class);
      spark.sc().runJob(work.rdd(), new Work(study), partitions, new Told(), tag);
    }
    synchronized (out) {
      out.writeByte(SparkRunner.DONE);
      out.flush();
    }
    return true;
  }

  /** Hands on what a task gave, as soon as it is there. */
  private final class Told extends AbstractFunction2<Object, Work.Result[], BoxedUnit> {
    @Override
    public BoxedUnit apply(Object task, Work.Result[] results) {
      synchronized (out) {
        try {
          for (Work.Result each : results) {
            out.writeByte(SparkRunner.RESULT);
            out.writeInt(each.index());
            out.writeInt(each.length());
            each.writeTo(out);
          }
          out.flush();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return BoxedUnit.UNIT;
    }
  }
}
