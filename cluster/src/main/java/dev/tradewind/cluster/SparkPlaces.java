package dev.tradewind.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds Spark's libraries and the job jar. Used by the command line and the platform. */
public final class SparkPlaces {
  private static final String JOB = "spark/target/tradewind-spark-job.jar";
  private static final String JARS = "spark/target/spark/jars";

  /** The outermost file of a place of classes: {@code jar:nested:/a/b.jar/!BOOT-INF/...}. */
  private static final Pattern OUTER =
      Pattern.compile("(?:jar:)?(?:nested:|file:)([^!]*?)/?(?:!.*)?");

  private SparkPlaces() {}

  /**
   * A cluster with the libraries of {@code SPARK_HOME} and the job jar {@code TRADEWIND_SPARK_JOB}
   * where these are set, else with those of the build that this program is from.
   *
   * @param master as of {@link SparkRunner.Cluster}
   * @param settings of Spark, {@code spark.*}
   * @param environment variables
   * @throws IllegalArgumentException if there are none; says what to do
   */
  public static SparkRunner.Cluster find(
      String master, Map<String, String> settings, Map<String, String> environment) {
    String job = environment.get("TRADEWIND_SPARK_JOB");
    String home = environment.get("SPARK_HOME");
    return new SparkRunner.Cluster(
        master,
        home == null || home.isBlank() ? built(JARS) : Path.of(home, "jars"),
        job == null || job.isBlank() ? built(JOB) : Path.of(job),
        settings);
  }

  /** A file of the build that this program is from. */
  private static Path built(String name) {
    for (Path up = program(); up != null; up = up.getParent()) {
      if (Files.exists(up.resolve(name))) {
        return up.resolve(name);
      }
    }
    throw new IllegalArgumentException(
        name
            + " is missing: build it with 'mvn package -pl spark -am', or set SPARK_HOME to a Spark"
            + " 4 with Scala 2.13 and TRADEWIND_SPARK_JOB to the job jar");
  }

  private static @Nullable Path program() {
    String place = SparkPlaces.class.getProtectionDomain().getCodeSource().getLocation().toString();
    Matcher outer = OUTER.matcher(place);
    return outer.matches() ? Path.of(URI.create("file:" + outer.group(1))) : null;
  }
}
