package dev.tradewind.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an export goes. */
final class ExportTarget {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Where to write (default: standard output, CSV only).")
  @Nullable Path file;

  @Option(names = "--replace", description = "Overwrite FILE if it exists.")
  boolean replace;

  /** Writes what is exported to a file. */
  interface Writing {
    void to(Path target) throws IOException, InterruptedException;
  }

  /** Refuses to overwrite a file that nobody said may be. */
  void check() {
    if (file != null) {
      check(file, replace);
    }
  }

  static void check(Path file, boolean replace) {
    if (Files.exists(file) && !replace) {
      throw new CliException(ExitCode.CONFLICT, file + " exists; --replace overwrites it (--file)");
    }
  }

  /** Writes to the file that was given, or by way of another one to the output. */
  void write(Verb verb, Writing writing) throws IOException, InterruptedException {
    if (file != null) {
      writing.to(file);
      verb.note("wrote " + file);
      return;
    }
    Path copy = Files.createTempFile("tradewind-export-", ".csv");
    try {
      writing.to(copy);
      try (var reader = Files.newBufferedReader(copy, StandardCharsets.UTF_8)) {
        reader.transferTo(verb.session().out());
      }
      verb.session().out().flush();
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
