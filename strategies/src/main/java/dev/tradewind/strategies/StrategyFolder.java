package dev.tradewind.strategies;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user's own documents in a directory. Looked at anew whenever it is asked, so that a change is
 * seen without a restart; of a file that became wrong the last good content stays, and its problems
 * are reported. Thread-safe.
 */
public final class StrategyFolder {
  private static final int MAX_FILES = 1_000;

  /**
   * A file.
   *
   * @param path of it
   * @param text its content now; empty if it could not be read
   * @param rule the strategy of its newest good content since the start, if there was one
   * @param ruleText the text of that
   * @param problems of its content now
   */
  public record Entry(
      Path path,
      String text,
      Optional<RuleDescriptor> rule,
      Optional<String> ruleText,
      List<DocumentProblem> problems) {
    /** Copies. */
    public Entry {
      problems = List.copyOf(problems);
    }

    /** The name in the document, or that of the file. */
    public String name() {
      return rule.flatMap(each -> each.definition().text(RuleField.NAME))
          .orElseGet(() -> String.valueOf(path.getFileName()).replaceFirst("\\.[^.]*$", ""));
    }
  }

  private record Seen(Object fileKey, long modified, long size, Entry entry) {}

  private final Path directory;
  private final Supplier<ExpressionScope> scope;
  private final Map<Path, Seen> seen = new LinkedHashMap<>();
  private @Nullable ExpressionScope lastScope;

  /** A directory, which need not exist, and what its documents may name. */
  public StrategyFolder(Path directory, Supplier<ExpressionScope> scope) {
    this.directory = directory;
    this.scope = scope;
  }

  /** The files as they are now, by name. */
  public synchronized List<Entry> entries() {
    ExpressionScope names = scope.get();
    if (lastScope == null || !lastScope.equals(names)) {
      seen.replaceAll((path, old) -> new Seen(path, Long.MIN_VALUE, -1, old.entry()));
      lastScope = names;
    }
    List<Path> files = files();
    seen.keySet().retainAll(files);
    List<Entry> entries = new ArrayList<>();
    for (Path file : files) {
      entries.add(entry(file, names));
    }
    return List.copyOf(entries);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(StrategyFolder::isDocument).sorted().limit(MAX_FILES).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isDocument(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
        && Files.isRegularFile(path);
  }

  private Entry entry(Path file, ExpressionScope names) {
    Seen before = seen.get(file);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = now.lastModifiedTime().toMillis();
      Object key = now.fileKey() == null ? file : now.fileKey();
      if (before != null
          && before.modified() == modified
          && before.size() == now.size()
          && before.fileKey().equals(key)) {
        return before.entry();
      }
      Entry entry = read(file, now.size(), names, before == null ? null : before.entry());
      seen.put(file, new Seen(key, modified, now.size(), entry));
      return entry;
    } catch (IOException e) {
      return broken(
          file,
          "",
          "cannot be read: " + e.getClass().getSimpleName(),
          before == null ? null : before.entry());
    }
  }

  private static Entry read(Path file, long size, ExpressionScope names, @Nullable Entry before)
      throws IOException {
    if (size > 4L * DocumentTree.MAX_TEXT) {
      return broken(
          file,
          "",
          "a document must have at most " + DocumentTree.MAX_TEXT + " characters",
          before);
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      return broken(file, "", "a document must be UTF-8", before);
    }
    RuleDocuments.Checked checked = RuleDocuments.check(text, names);
    if (checked.rule().isPresent()) {
      return new Entry(file, text, checked.rule(), Optional.of(text), List.of());
    }
    return new Entry(
        file,
        text,
        before == null ? Optional.empty() : before.rule(),
        before == null ? Optional.empty() : before.ruleText(),
        checked.problems());
  }

  private static Entry broken(Path file, String text, String message, @Nullable Entry before) {
    return new Entry(
        file,
        text,
        before == null ? Optional.empty() : before.rule(),
        before == null ? Optional.empty() : before.ruleText(),
        List.of(DocumentProblem.at(text, 0, 0, "", message)));
  }
}
