package dev.tradewind.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processes that a plugin's process started and that are not below it any more, because the one in
 * between has ended. They are known by what they inherited: the directory, which belongs to one
 * process alone, and the user namespace where it has one of its own. From Linux's table of
 * processes; elsewhere nothing is found. Immutable, thread-safe.
 */
final class Strays {
  private static final Path PROC = Path.of("/proc");
  private static final String USERS = "ns/user";

  private final Process process;
  private final Path directory;

  /** Those of a process in a directory that nobody else works in. */
  Strays(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Those that live now, without the process itself. */
  List<ProcessHandle> find() {
    List<ProcessHandle> found = new ArrayList<>();
    String own = Long.toString(process.pid());
    Optional<Path> users = link(own, USERS);
    // While it lives nobody else has its number.
    boolean isOwn = users.isPresent() && process.isAlive() && !users.equals(link("self", USERS));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path each : all) {
        String pid = String.valueOf(each.getFileName());
        if (!pid.equals(own) && (isHere(pid) || (isOwn && isOf(pid, users)))) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another system, or one that shows no table of processes.
      return List.of();
    }
    return found;
  }

  private boolean isHere(String pid) {
    return link(pid, "cwd").filter(directory::equals).isPresent();
  }

  private static boolean isOf(String pid, Optional<Path> users) {
    return link(pid, USERS).equals(users);
  }

  private static Optional<Path> link(String pid, String name) {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve(pid).resolve(name)));
    } catch (IOException | UncheckedIOException | SecurityException e) {
      // It has ended, or is another user's.
      return Optional.empty();
    }
  }
}
