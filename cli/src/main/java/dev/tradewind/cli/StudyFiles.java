package dev.tradewind.cli;

import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.store.TradewindHome;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 * Studies, walks and the ledger of trials as files below the home directory: lines that are only
 * ever added. What was interrupted is continued by running it again.
 */
final class StudyFiles {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  /** Fields of a trial's line, the mark of its end included. */
  private static final int FIELDS = 8;

  /** Options whose value is the path of a file. */
  private static final Set<String> FILES =
      Set.of("--data", "--strategy", "--detail", "--benchmark");

  /** What is kept. */
  enum Kind {
    /** A search over all bars. */
    SEARCH("study", "studies", ".study", 1),
    /** Searches in windows. */
    WALK("walk", "walks", ".walk", 2);

    private final String noun;
    private final String folder;
    private final String suffix;

    /** How many fields of a line name its trial. */
    private final int numbers;

    Kind(String noun, String folder, String suffix, int numbers) {
      this.noun = noun;
      this.folder = folder;
      this.suffix = suffix;
      this.numbers = numbers;
    }

    /** As lists show it. */
    String text() {
      return this == SEARCH ? "search" : "walk-forward";
    }

    String noun() {
      return noun;
    }
  }

  private final Path directory;
  private final TrialLedger ledger;

  StudyFiles(TradewindHome home) {
    this.ledger = new TrialLedger(home.root());
    this.directory = home.root().resolve("optimize");
  }

  /** The file of a study, locked for this process. */
  StudyJournal.OfStudy open(StudyPlan plan) throws IOException {
    return StudyJournal.OfStudy.open(file(Kind.SEARCH, plan.id()), plan);
  }

  /** The file of a walk, locked for this process. */
  StudyJournal.OfWalk openWalk(String id) throws IOException {
    return StudyJournal.OfWalk.open(file(Kind.WALK, id), id);
  }

  /** Adds to the ledger and answers all that is in it. */
  List<LedgerEntry> charge(List<LedgerEntry> entries) throws IOException {
    return ledger.charge(entries);
  }

  private Path file(Kind kind, String id) {
    return file(kind, id, kind.suffix);
  }

  private Path file(Kind kind, String id, String suffix) {
    return directory.resolve(kind.folder).resolve(id + suffix);
  }

  /** Keeps how a study or walk was asked for, with paths that hold from anywhere. */
  void keepArguments(
      Kind kind, String id, String strategy, SearchOptions search, ParseResult parsed)
      throws IOException {
    List<Json> arguments = new ArrayList<>();
    boolean isPath = false;
    for (String each : parsed.originalArgs()) {
      boolean isFile = isPath && Files.isRegularFile(Path.of(each));
      arguments.add(Json.ofText(isFile ? Path.of(each).toAbsolutePath().toString() : each));
      isPath = FILES.contains(each);
    }
    Files.createDirectories(directory.resolve(kind.folder));
    write(
        file(kind, id, ".about"),
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

  void keepResult(Kind kind, String id, Json document) throws IOException {
    Files.createDirectories(directory.resolve(kind.folder));
    write(file(kind, id, ".result"), document);
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
   * A study or walk that is kept here.
   *
   * @param about how it was asked for; null where it is from before that was kept
   * @param result what it found; null while it has not ended
   * @param trials number of trials that are done
   * @param isRunning whether a process runs it
   */
  record Kept(Kind kind, String id, Json about, Json result, int trials, boolean isRunning) {
    String state() {
      return isRunning ? "running" : result.isNull() ? "stopped" : "done";
    }

    /** What it is and how far, in words. */
    String sentence() {
      return kind.noun + " " + id + " is " + state() + " after " + trials + " trials";
    }
  }

  /** All of them, studies before walks, by their identity. */
  List<Kept> kept() throws IOException {
    List<Kept> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.addAll(kept(kind));
    }
    return all;
  }

  /** Those of a kind. */
  List<Kept> kept(Kind kind) throws IOException {
    List<Kept> all = new ArrayList<>();
    for (String id : ids(kind)) {
      all.add(read(kind, id));
    }
    return all;
  }

  /** A walk. */
  Kept walk(String id) throws IOException {
    if (!ID.matcher(id).matches() || !isThere(Kind.WALK, id)) {
      throw new CliException(
          ExitCode.NOT_FOUND, "no walk '" + Table.shown(id) + "' is kept; see walkforward show");
    }
    return read(Kind.WALK, id);
  }

  private boolean isThere(Kind kind, String id) {
    return Files.exists(file(kind, id)) || Files.exists(file(kind, id, ".result"));
  }

  private List<String> ids(Kind kind) throws IOException {
    Path within = directory.resolve(kind.folder);
    if (!Files.isDirectory(within)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(within)) {
      return files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(each -> each.endsWith(kind.suffix) || each.endsWith(".result"))
          .map(each -> each.substring(0, each.lastIndexOf('.')))
          .distinct()
          .sorted()
          .toList();
    }
  }

  /** A study or a walk. */
  Kept find(String id) throws IOException {
    if (ID.matcher(id).matches()) {
      for (Kind kind : Kind.values()) {
        if (isThere(kind, id)) {
          return read(kind, id);
        }
      }
    }
    throw new CliException(
        ExitCode.NOT_FOUND, "no study '" + Table.shown(id) + "' is kept; see optimize list");
  }

  private Kept read(Kind kind, String id) throws IOException {
    Path file = file(kind, id);
    Json result = read(file(kind, id, ".result"));
    // Walks from before their trials were kept have a result alone.
    boolean hasTrials = Files.exists(file);
    long trials =
        hasTrials
            ? trials(Files.readAllLines(file, StandardCharsets.UTF_8), kind.numbers)
            : (long) result.get("trials").asDouble().orElse(0);
    return new Kept(
        kind,
        id,
        read(file(kind, id, ".about")),
        result,
        Math.toIntExact(trials),
        hasTrials && isLocked(file));
  }

  /** How many trials there are in lines whose first fields, so many, name a trial. */
  static long trials(List<String> lines, int numbers) {
    return lines.stream()
        .skip(1)
        .filter(each -> each.endsWith("\t."))
        .map(each -> String.join("\t", List.of(each.split("\t", -1)).subList(0, numbers)))
        .distinct()
        .count();
  }

  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Asks the process that runs a study or walk to stop. */
  void stop(Kept kept) throws IOException {
    Files.writeString(file(kept.kind(), kept.id(), ".stop"), "");
  }

  /**
   * The trials as a table, in their order, those of a walk window by window. Columns are what any
   * of them has.
   *
   * @return header and rows
   */
  List<List<String>> trials(Kept kept) throws IOException {
    Path file = file(kept.kind(), kept.id());
    if (!Files.exists(file)) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "the trials of " + kept.kind().noun + " " + kept.id() + " were not kept; run it again");
    }
    int more = kept.kind().numbers - 1;
    Map<List<Long>, String[]> byNumber = new TreeMap<>(Comparator.comparing(StudyFiles::order));
    Set<String> parameters = new LinkedHashSet<>();
    Set<String> statistics = new TreeSet<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String[] fields = line.split("\t", -1);
      if (fields.length == FIELDS + more && line.endsWith("\t.")) {
        List<Long> number =
            Stream.of(fields).limit(kept.kind().numbers).map(Long::valueOf).toList();
        byNumber.put(number, Arrays.copyOfRange(fields, more, fields.length));
        parameters.addAll(pairs(fields[more + 3]).keySet());
        statistics.addAll(pairs(fields[more + 4]).keySet());
      }
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(more == 0 ? List.of() : List.of("window"));
    header.addAll(List.of("trial", "state", "fraction"));
    header.addAll(parameters);
    statistics.forEach(name -> header.add(parameters.contains(name) ? "statistic " + name : name));
    header.add("problem");
    rows.add(header);
    byNumber.forEach(
        (number, fields) -> {
          List<String> row =
              new ArrayList<>(more == 0 ? List.of() : List.of(number.getFirst().toString()));
          row.addAll(List.of(fields[0], fields[1].toLowerCase(Locale.ROOT), fields[2]));
          Map<String, String> given = pairs(fields[3]);
          parameters.forEach(name -> row.add(given.getOrDefault(name, "")));
          Map<String, String> measured = pairs(fields[4]);
          statistics.forEach(name -> row.add(finite(measured.getOrDefault(name, ""))));
          row.add(fields[6]);
          rows.add(row);
        });
    return rows;
  }

  /** Windows, then numbers, of which there are fewer than ten million. */
  private static Long order(List<Long> number) {
    return number.size() == 1 ? number.getFirst() : number.get(0) * 100_000_000L + number.get(1);
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
}
