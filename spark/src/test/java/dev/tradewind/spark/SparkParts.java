package dev.tradewind.spark;

import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.strategies.RuleDocuments;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Spark's libraries and the job jar, from the class path of the tests. */
final class SparkParts {
  private SparkParts() {}

  private static List<Path> classPath() {
    String text =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(text.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  /** Spark's libraries as its distribution has them. */
  static Path jars() throws IOException {
    Path jars = Files.createDirectories(Path.of("target", "test-spark", "jars")).toAbsolutePath();
    for (Path each : classPath()) {
      String name = String.valueOf(each.getFileName());
      if (name.endsWith(".jar")
          && !name.startsWith("tradewind-")
          && !each.toString().matches(".*(junit|assertj|surefire|jacoco).*")
          && !Files.exists(jars.resolve(name))) {
        Files.createSymbolicLink(jars.resolve(name), each.toAbsolutePath());
      }
    }
    return jars;
  }

  /** The job jar, from the same classes that the build packs. */
  static Path jobJar(Path target) throws Exception {
    Set<String> seen = new HashSet<>();
    List<Path> parts = new ArrayList<>();
    for (Class<?> each :
        List.of(Strategy.class, RuleDocuments.class, StudySpec.class, Driver.class)) {
      parts.add(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    for (Path each : classPath()) {
      String path = each.toString().replace('\\', '/');
      if (path.contains("snakeyaml-engine") || path.contains("tools/jackson/core")) {
        parts.add(each);
      }
    }
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path each : parts) {
        if (Files.isDirectory(each)) {
          try (Stream<Path> all = Files.walk(each)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
              String name = each.relativize(file).toString().replace(File.separatorChar, '/');
              add(zip, seen, name, Files.readAllBytes(file));
            }
          }
        } else {
          try (ZipFile jar = new ZipFile(each.toFile())) {
            for (ZipEntry entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
              add(zip, seen, entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
          }
        }
      }
    }
    return target;
  }

  private static void add(ZipOutputStream zip, Set<String> seen, String name, byte[] bytes)
      throws IOException {
    if (seen.add(name)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    }
  }
}
