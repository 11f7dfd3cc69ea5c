package dev.tradewind.store.imports;

import java.nio.file.Path;

/** File names for messages: without the folder, which may be private. */
final class FileNames {
  private FileNames() {}

  static String of(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
