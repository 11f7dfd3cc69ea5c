package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVerification;
import dev.tradewind.store.Watermarks;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.SmallStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that refreshes without end, at random points, and goes on from what it left: what
 * is stored is one of the two finished states, and the next refresh is a full build to the bit. A
 * kill costs a start of Java, so that few are made each time; {@code -Dtradewind.kills=200} makes
 * as many as you like.
 */
class KilledRefreshTest {
  private static final int KILLS = Integer.getInteger("tradewind.kills", 4);

  @Test
  void theRefreshAfterAKillIsAFullBuild(@TempDir Path folder) throws Exception {
    long seed = SeededBars.seed(78);
    SplittableRandom random = new SplittableRandom(seed);
    Path file = folder.resolve("bars.duckdb");
    Files.createDirectories(temporary(file));
    int step = 0;
    int unfinished = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int begun = refreshUntilKilled(file, seed, step, random);
      String what = "seed " + seed + ", kill " + kill + ", step " + begun;
      RandomHistory before = at(seed, begun - 1);
      RandomHistory killed = at(seed, begun);
      List<FeatureProgram> features = new RandomHistory(seed, "BASE", seed % 2 == 0).features(4);
      try (DuckDbBarStore bars = DuckDbBarStore.open(file);
          FeatureStore store = open(bars)) {
        boolean old = intact(store, features, before);
        assertThat(old || intact(store, features, killed)).as(what).isTrue();
        unfinished += old && !intact(store, features, killed) ? 1 : 0;
        store.refresh(features, killed.data(), killed.now());
        IncrementalRefreshTest.assertFull(store, features, killed.data(), what);
      }
      step = begun;
    }
    System.out.println(KILLS + " kills, " + unfinished + " of them before a refresh was finished");
  }

  private static boolean intact(
      FeatureStore store, List<FeatureProgram> features, RandomHistory history) {
    FeatureVerification proof = FeatureVerification.of(store, features, history.data());
    return proof.intact()
        && store.catalogue().stream()
            .allMatch(each -> each.watermark().rows() == history.data().base().size());
  }

  private static FeatureStore open(DuckDbBarStore bars) {
    return SmallStores.open(bars, Watermarks.NONE, 32, 200);
  }

  private static RandomHistory at(long seed, int steps) {
    RandomHistory history = new RandomHistory(seed, "BASE", seed % 2 == 0);
    history.features(4);
    for (int step = 0; step < steps; step++) {
      history.step();
    }
    return history;
  }

  /** A process that refreshes from a step on. */
  private static Process started(Path file, long seed, int from) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Djava.io.tmpdir=" + temporary(file),
            "-cp",
            System.getProperty("java.class.path"),
            Endless.class.getName(),
            file.toString(),
            String.valueOf(seed),
            String.valueOf(from))
        .redirectErrorStream(true)
        .start();
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("temporary");
  }

  /** A killed process leaves the copy of DuckDB's library that it unpacked: 70 MB each. */
  private static void removeLibraries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".so")).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The step that was begun last. */
  private static int refreshUntilKilled(Path file, long seed, int from, SplittableRandom random)
      throws Exception {
    Process process = started(file, seed, from);
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      int lines = 1 + random.nextInt(5);
      for (int line = 0; line < lines; line++) {
        String text = said.readLine();
        assertThat(text).as("what the process says").matches("\\d+");
      }
      assertThat(process.waitFor(random.nextInt(150_000), TimeUnit.MICROSECONDS)).isFalse();
      process.destroyForcibly().waitFor();
    }
    removeLibraries(temporary(file));
    String all = Files.readString(steps(file));
    return Integer.parseInt(all.substring(0, all.lastIndexOf('\n')).lines().toList().getLast());
  }

  /** Where the process says what it begins: its output is lost when it is killed. */
  private static Path steps(Path file) {
    return file.resolveSibling("steps.txt");
  }

  /** Refreshes step after step, and says the number of each before it begins. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws IOException {
      long seed = Long.parseLong(args[1]);
      int step = Integer.parseInt(args[2]);
      List<FeatureProgram> features = new RandomHistory(seed, "BASE", seed % 2 == 0).features(4);
      RandomHistory history = at(seed, step);
      try (DuckDbBarStore bars = DuckDbBarStore.open(Path.of(args[0]));
          FeatureStore store = open(bars)) {
        while (true) {
          step++;
          history.step();
          var data = history.data();
          Files.writeString(
              steps(Path.of(args[0])),
              step + "\n",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
          System.out.println(step);
          store.refresh(features, data, history.now());
        }
      }
    }
  }
}
