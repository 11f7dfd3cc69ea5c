package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.research.SavedStrategies;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.plugins.PluginArchive;
import dev.tradewind.plugins.PluginFolder;
import dev.tradewind.plugins.PluginJar;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import dev.tradewind.plugins.PluginLimits;
import dev.tradewind.strategies.DocumentProblem;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.StrategyFolder;
import dev.tradewind.strategies.StrategyLibrary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The strategies of this installation: those that are shipped, a user's own as versioned rows, and
 * the documents in the folder, each change of which becomes a version as soon as anyone asks, and
 * the jars in the folder of plugins.
 */
@Component
class Strategies implements SavedStrategies {
  /** Words that are paths of the API. */
  private static final Set<String> RESERVED = Set.of("schema", "check", "fields");

  private final StrategyTable table;
  private final SavedFeatures features;
  private final StrategyFolder folder;
  private final PluginFolder plugins;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** The text of each file that was looked at last, so that a version is made once. */
  private final Map<String, String> imported = new ConcurrentHashMap<>();

  Strategies(
      StrategyTable table,
      SavedFeatures features,
      PlatformSettings settings,
      TransactionTemplate transaction) {
    this.table = table;
    this.features = features;
    this.folder = new StrategyFolder(settings.home().root().resolve("strategies"), features::scope);
    this.plugins = PluginFolder.in(settings.home().root(), PluginLimits.of(System.getenv()));
    this.transaction = transaction;
    this.clock = settings.clock();
  }

  /**
   * A file of the folder that is wrong now; of its strategy the last good version stays.
   *
   * @param name of the strategy, or of the file
   */
  record BrokenFile(String name, String file, List<DocumentProblem> problems) {}

  /** Takes over what changed in the folder, and tells what of it is wrong. */
  synchronized List<BrokenFile> refresh() {
    List<BrokenFile> broken = new ArrayList<>();
    for (StrategyFolder.Entry entry : folder.entries()) {
      String file = String.valueOf(entry.path().getFileName());
      if (!entry.problems().isEmpty()) {
        broken.add(new BrokenFile(entry.name(), file, entry.problems()));
        continue;
      }
      if (entry.text().equals(imported.get(file))) {
        continue;
      }
      Optional<String> refused = refusedName(entry.name());
      if (refused.isPresent()) {
        broken.add(
            new BrokenFile(
                entry.name(),
                file,
                List.of(
                    new DocumentProblem(1, 1, 1, "name", 0, 1, refused.get(), Optional.empty()))));
        continue;
      }
      RuleDescriptor rule = entry.rule().orElseThrow();
      Optional<StrategyTable.Row> newest = table.newest(entry.name());
      if (newest.isEmpty() || !newest.get().document().equals(entry.text())) {
        insert(entry.text(), rule, StrategyTable.Origin.FILE);
      }
      imported.put(file, entry.text());
    }
    return broken;
  }

  /** The jars in the folder of plugins as they are now. */
  List<PluginJar> plugins() {
    return plugins.jars();
  }

  /** The jars that runs were made by. */
  PluginArchive keptPlugins() {
    return plugins.archive();
  }

  /** The strategy of a run from exactly the jar that the run was made by, replaced since or not. */
  Optional<StrategyDescriptor> ofCode(String id, String hash) {
    return plugins.find(id, hash);
  }

  /** Why there is no such code any more. */
  String missingCode(String id, String hash) {
    return plugins.missing(id, hash);
  }

  /** The plugin of that name, and the jar that it is from. */
  Optional<Map.Entry<PluginJar, PluginEntry>> plugin(String name) {
    for (PluginJar jar : plugins.jars()) {
      for (PluginEntry each : jar.strategies()) {
        if (each.name().equals(name)) {
          return Optional.of(Map.entry(jar, each));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> refusedName(String name) {
    if (plugin(name).isPresent()) {
      return Optional.of("must not be that of a plugin, was " + name);
    }
    if (RESERVED.contains(name)) {
      return Optional.of("must not be " + name + ", which is a word of the API");
    }
    return StrategyLibrary.STANDARD.find(name).isPresent()
        ? Optional.of("must not be that of a shipped strategy, was " + name)
        : Optional.empty();
  }

  @Override
  public StrategyCatalog catalog() {
    ExpressionScope scope = features.scope();
    StrategyLibrary library = new StrategyLibrary(scope);
    return new StrategyCatalog() {
      @Override
      public List<StrategyDescriptor> all() {
        refresh();
        List<StrategyDescriptor> all = new ArrayList<>(library.all());
        plugins().forEach(jar -> jar.strategies().forEach(each -> all.add(each.listed())));
        table.newest().forEach(row -> all.add(descriptor(row, scope).named(row.name())));
        return List.copyOf(all);
      }

      @Override
      public Optional<StrategyDescriptor> find(String id) {
        Optional<StrategyDescriptor> known = library.find(id);
        return known
            .or(() -> plugins.find(id))
            .or(() -> row(id).map(row -> descriptor(row, scope)))
            .or(() -> kept(id).map(rule -> descriptor(id, rule, scope)));
      }
    };
  }

  /** The version that an id names; the newest in use where it names none. */
  private Optional<StrategyTable.Row> row(String id) {
    int at = id.indexOf('@');
    if (at < 0) {
      refresh();
      return table.newest(id).filter(row -> !row.archived());
    }
    String name = id.substring(0, at);
    String which = id.substring(at + 1);
    if (which.matches("[0-9a-f]{12}")) {
      return table.ofHash(name, which);
    }
    return which.matches("[0-9]{1,9}")
        ? table.version(name, Integer.parseInt(which))
        : Optional.empty();
  }

  /** The rule that a run brought with it. */
  private Optional<String> kept(String id) {
    int at = id.indexOf('@');
    return at > 0 && id.substring(at + 1).matches("[0-9a-f]{12}")
        ? table.kept(id.substring(0, at), id.substring(at + 1))
        : Optional.empty();
  }

  /**
   * Keeps a document for runs, without making a strategy of it that others see.
   *
   * @return what it is found by
   */
  String keep(String document) {
    RuleDescriptor rule = checked(document);
    RuleDefinition inlined = rule.definition().inlined(features.scope());
    table.keep(
        inlined.effective(RuleField.NAME),
        RuleDocuments.toYaml(inlined),
        inlined.hash(),
        clock.instant());
    return inlined.reference();
  }

  static RuleDescriptor descriptor(StrategyTable.Row row, ExpressionScope scope) {
    return descriptor(row.name() + " version " + row.version(), row.rule(), scope);
  }

  private static RuleDescriptor descriptor(String name, String rule, ExpressionScope scope) {
    RuleDocuments.Checked checked = RuleDocuments.check(rule, scope);
    return checked
        .rule()
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "strategy "
                        + name
                        + " cannot be run any more: "
                        + checked.problems().getFirst().sentence()));
  }

  ExpressionScope scope() {
    return features.scope();
  }

  /**
   * Saves a document as a new version; the newest version stays if it is the same document.
   *
   * @param expected name that it must have; empty for a new one
   */
  StrategyTable.Row save(String document, Optional<String> expected) {
    RuleDescriptor rule = checked(document);
    Problems problems = new Problems();
    String name = rule.definition().effective(RuleField.NAME);
    refusedName(name).ifPresent(message -> problems.add("name", name, "name " + message));
    if (expected.isPresent() && !expected.get().equals(name)) {
      problems.add("name", name, "name must stay " + expected.get() + ", was " + name);
    }
    problems.throwIfAny();
    Optional<StrategyTable.Row> newest = table.newest(name);
    if (newest.isPresent() && !newest.get().archived()) {
      if (expected.isEmpty()) {
        throw ProblemException.conflict(
            "there is a strategy "
                + name
                + " already; save a new version of it, or rename this one");
      }
      if (newest.get().document().equals(document)) {
        return newest.get();
      }
    }
    return insert(document, rule, StrategyTable.Origin.API);
  }

  private RuleDescriptor checked(String document) {
    RuleDocuments.Checked checked = RuleDocuments.check(document, features.scope());
    Problems problems = new Problems();
    for (DocumentProblem each : checked.problems()) {
      problems.add(
          each.path().isEmpty() ? "document" : each.path(),
          null,
          each.sentence() + " (line " + each.line() + ", column " + each.column() + ")");
    }
    problems.throwIfAny();
    return checked.rule().orElseThrow();
  }

  private StrategyTable.Row insert(
      String document, RuleDescriptor rule, StrategyTable.Origin origin) {
    RuleDefinition inlined = rule.definition().inlined(features.scope());
    String name = inlined.effective(RuleField.NAME);
    return transaction.execute(
        status -> {
          int version =
              table.insert(
                  name,
                  rule.title(),
                  document,
                  RuleDocuments.toYaml(inlined),
                  inlined.hash(),
                  origin,
                  clock.instant());
          return table.version(name, version).orElseThrow();
        });
  }

  /** Deletes a strategy, or puts it away if a backtest names it; whether it was in use. */
  boolean remove(String name) {
    Optional<StrategyTable.Row> newest = table.newest(name);
    if (newest.isEmpty() || newest.get().archived()) {
      return false;
    }
    if (table.isUsed(name)) {
      table.archive(name, clock.instant());
    } else {
      table.delete(name);
    }
    return true;
  }
}
