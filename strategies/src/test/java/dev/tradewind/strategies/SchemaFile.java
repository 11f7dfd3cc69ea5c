package dev.tradewind.strategies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the published schema anew; the argument is its path. */
final class SchemaFile {
  private SchemaFile() {}

  /** Writes the file. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), RuleDocuments.schema());
  }
}
