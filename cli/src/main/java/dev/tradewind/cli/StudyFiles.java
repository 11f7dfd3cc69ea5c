package dev.tradewind.cli;

import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.store.TradewindHome;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Studies and the ledger of trials as files below the home directory: lines that are only ever
 * added. A study that was interrupted is continued by running it again.
 */
final class StudyFiles {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  /** Fields of a trial's line, the mark of its end included. */
  private static final int FIELDS = 8;

  private final Path directory;
  private final TrialLedger ledger;

  StudyFiles(TradewindHome home) {
    this.ledger = new TrialLedger(home.root());
    this.directory = home.root().resolve("optimize");
  }

  /** The file of a study, locked for this process. */
  Journal open(StudyPlan plan) throws IOException {
    Path file = directory.resolve("studies").resolve(plan.id() + ".study");
    Files.createDirectories(file.getParent());
    FileChannel channel = locked(file, "study " + plan.id() + " is run by another process");
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      List<Trial> known = StudyText.read(lines, plan);
      Journal journal = new Journal(file, channel, known);
      if (known.isEmpty()) {
        channel.truncate(0);
        journal.write(StudyText.head(plan));
      } else if (!Files.readString(file, StandardCharsets.UTF_8).endsWith("\n")) {
        journal.write("");
      }
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel locked(Path file, String message) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new CliException(ExitCode.CONFLICT, message, e);
    }
    if (lock == null) {
      channel.close();
      throw new CliException(ExitCode.CONFLICT, message);
    }
    channel.position(channel.size());
    return channel;
  }

  /** Adds to the ledger and answers all that is in it. */
  List<LedgerEntry> charge(List<LedgerEntry> entries) throws IOException {
    return ledger.charge(entries);
  }

  private Path file(String id, String suffix) {
    return directory.resolve("studies").resolve(id + suffix);
  }

  /** Keeps how a study was asked for, with paths that hold from anywhere. */
  void keepArguments(String id, String strategy, SearchOptions search, ParseResult parsed)
      throws IOException {
    List<Json> arguments = new ArrayList<>();
    boolean isPath = false;
    for (String each : parsed.originalArgs()) {
      boolean isFile = isPath && Files.isRegularFile(Path.of(each));
      arguments.add(Json.ofText(isFile ? Path.of(each).toAbsolutePath().toString() : each));
      isPath = each.equals("--data") || each.equals("--strategy");
    }
    Files.createDirectories(directory.resolve("studies"));
    write(
        file(id, ".about"),
        Json.of(
            "study",
            id,
            "strategy",
            strategy,
            "sampler",
            search.sampler,
            "space",
            Json.array(search.space.stream().map(Json::ofText).toList()),
            "arguments",
            Json.array(arguments)));
  }

  void keepResult(String id, Json document) throws IOException {
    write(file(id, ".result"), document);
  }

  /** Keeps the result of a walk. */
  void keepWalk(String id, Json document) throws IOException {
    Files.createDirectories(directory.resolve("walks"));
    write(directory.resolve("walks").resolve(id + ".result"), document);
  }

  private static void write(Path file, Json document) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, document.compact() + "\n", StandardCharsets.UTF_8);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Json read(Path file) throws IOException {
    return Files.exists(file)
        ? Json.parse(Files.readString(file, StandardCharsets.UTF_8))
        : Json.NULL;
  }

  /**
   * A study that is kept here.
   *
   * @param about how it was asked for; null where it is from before that was kept
   * @param result what it found; null while it has not ended
   * @param trials number of trials that are done
   * @param isRunning whether a process runs it
   */
  record Kept(String id, Json about, Json result, int trials, boolean isRunning) {
    String state() {
      return isRunning ? "running" : result.isNull() ? "stopped" : "done";
    }
  }

  /** All of them, by their identity. */
  List<Kept> kept() throws IOException {
    List<String> ids = ids("studies", ".study");
    List<Kept> all = new ArrayList<>();
    for (String id : ids) {
      all.add(find(id));
    }
    return all;
  }

  /** The walks that are kept. */
  List<Json> walks() throws IOException {
    List<Json> all = new ArrayList<>();
    for (String id : ids("walks", ".result")) {
      all.add(walk(id));
    }
    return all;
  }

  Json walk(String id) throws IOException {
    Path file = directory.resolve("walks").resolve(id + ".result");
    if (!ID.matcher(id).matches() || !Files.exists(file)) {
      throw new CliException(
          ExitCode.NOT_FOUND, "no walk '" + Table.shown(id) + "' is kept; see walkforward show");
    }
    return read(file);
  }

  private List<String> ids(String folder, String suffix) throws IOException {
    Path within = directory.resolve(folder);
    if (!Files.isDirectory(within)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(within)) {
      return files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(each -> each.endsWith(suffix))
          .map(each -> each.substring(0, each.length() - suffix.length()))
          .sorted()
          .toList();
    }
  }

  Kept find(String id) throws IOException {
    Path file = file(id, ".study");
    if (!ID.matcher(id).matches() || !Files.exists(file)) {
      throw new CliException(
          ExitCode.NOT_FOUND, "no study '" + Table.shown(id) + "' is kept; see optimize list");
    }
    long trials;
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      trials =
          lines
              .skip(1)
              .filter(each -> each.endsWith("\t."))
              .map(StudyFiles::number)
              .distinct()
              .count();
    }
    return new Kept(
        id,
        read(file(id, ".about")),
        read(file(id, ".result")),
        Math.toIntExact(trials),
        isLocked(file));
  }

  private static String number(String line) {
    return line.substring(0, line.indexOf('\t'));
  }

  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Asks the process that runs a study to stop. */
  void stop(String id) throws IOException {
    Files.writeString(file(id, ".stop"), "");
  }

  /**
   * The trials of a study as a table, in their order. Columns are what any of them has.
   *
   * @return header and rows
   */
  List<List<String>> trials(String id) throws IOException {
    Map<Long, String[]> byNumber = new TreeMap<>();
    Set<String> parameters = new LinkedHashSet<>();
    Set<String> statistics = new TreeSet<>();
    for (String line : Files.readAllLines(file(id, ".study"), StandardCharsets.UTF_8)) {
      String[] fields = line.split("\t", -1);
      if (fields.length == FIELDS && line.endsWith("\t.")) {
        byNumber.put(Long.parseLong(fields[0]), fields);
        parameters.addAll(pairs(fields[3]).keySet());
        statistics.addAll(pairs(fields[4]).keySet());
      }
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("trial", "state", "fraction"));
    header.addAll(parameters);
    statistics.forEach(name -> header.add(parameters.contains(name) ? "statistic " + name : name));
    header.add("problem");
    rows.add(header);
    for (String[] fields : byNumber.values()) {
      List<String> row =
          new ArrayList<>(List.of(fields[0], fields[1].toLowerCase(Locale.ROOT), fields[2]));
      Map<String, String> given = pairs(fields[3]);
      parameters.forEach(name -> row.add(given.getOrDefault(name, "")));
      Map<String, String> measured = pairs(fields[4]);
      statistics.forEach(name -> row.add(finite(measured.getOrDefault(name, ""))));
      row.add(fields[6]);
      rows.add(row);
    }
    return rows;
  }

  private static String finite(String number) {
    return number.equals("NaN") || number.endsWith("Infinity") ? "" : number;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int equals = pair.indexOf('=');
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1).replace('\u0001', ' '));
    }
    return pairs;
  }

  private static void append(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The lines of a study that runs. */
  static final class Journal implements AutoCloseable {
    private static final long LOOK_NANOS = 200_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final List<Trial> known;

    private final Path stop;
    private long looked = System.nanoTime();
    private boolean stopped;

    private Journal(Path file, FileChannel channel, List<Trial> known) throws IOException {
      this.stop =
          file.resolveSibling(String.valueOf(file.getFileName()).replace(".study", ".stop"));
      Files.deleteIfExists(stop);
      this.file = file;
      this.channel = channel;
      this.known = known;
    }

    /** The trials that were done before. */
    List<Trial> known() {
      return known;
    }

    Path file() {
      return file;
    }

    /** Whether another process asked for an end; looks now and then. */
    boolean isStopped() {
      long now = System.nanoTime();
      if (!stopped && now - looked >= LOOK_NANOS) {
        looked = now;
        stopped = Files.exists(stop);
      }
      return stopped;
    }

    void add(Trial trial) {
      try {
        write(StudyText.line(trial));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
      }
    }

    private void write(String line) throws IOException {
      append(channel, line + "\n");
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
