package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.plugins.PluginArchive;
import dev.tradewind.plugins.PluginFolder;
import dev.tradewind.plugins.PluginJar;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import dev.tradewind.plugins.PluginLimits;
import dev.tradewind.strategies.DocumentProblem;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.StrategyFolder;
import dev.tradewind.strategies.StrategyLibrary;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds strategies by what a user types: a name, a one-line rule, or the path of a document or a
 * jar.
 */
final class StrategyNames {
  private static final long MAX_BYTES = 1_000_000;

  private final Session session;

  StrategyNames(Session session) {
    this.session = session;
  }

  /** Where a user's own documents are. */
  static Path folder(Session session) {
    return session.home().root().resolve("strategies");
  }

  /** The user's own documents. */
  List<StrategyFolder.Entry> own() {
    return new StrategyFolder(folder(session), () -> ExpressionNames.unchecked(session, "@ talib_"))
        .entries();
  }

  /** The user's own jars. */
  List<PluginJar> plugins() {
    return pluginJars().jars();
  }

  private PluginFolder pluginJars() {
    return PluginFolder.in(session.home().root(), limits(session));
  }

  /** Where a user's own jars are. */
  static Path pluginFolder(Session session) {
    return session.home().root().resolve(PluginFolder.NAME);
  }

  /** Whether a name is taken by what is shipped. */
  static boolean isShipped(String name) {
    return StrategyLibrary.STANDARD.find(name).isPresent();
  }

  /** What the process of a plugin may use. */
  static PluginLimits limits(Session session) {
    try {
      return PluginLimits.of(session.environment());
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether a text is meant as the path of a jar. */
  static boolean isJar(String text) {
    return !text.startsWith("enter ") && text.matches("(?s).*\\.jar(![^!]*)?");
  }

  /** Whether a text is meant as the path of a document. */
  static boolean isPath(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    return !text.startsWith("enter ")
        && (small.endsWith(".yaml") || small.endsWith(".yml") || small.endsWith(".json"));
  }

  /**
   * The strategy.
   *
   * @throws CliException if there is none of that name, or the document is refused
   */
  StrategyDescriptor find(String text) throws IOException, InterruptedException {
    if (isPath(text)) {
      return document(Path.of(text));
    }
    if (isJar(text)) {
      return inJar(text);
    }
    ExpressionScope names = ExpressionNames.of(session, text);
    StrategyLibrary library = new StrategyLibrary(names);
    Optional<StrategyDescriptor> known = library.find(text);
    if (known.isPresent()) {
      return known.get();
    }
    List<StrategyFolder.Entry> own = own();
    for (StrategyFolder.Entry entry : own) {
      if (entry.name().equals(text)) {
        return entry
            .rule()
            .orElseThrow(() -> refused(entry.path(), entry.text(), entry.problems()));
      }
    }
    PluginFolder plugins = pluginJars();
    Optional<StrategyDescriptor> plugin = plugins.find(text);
    if (plugin.isPresent()) {
      return plugin.get();
    }
    if (text.matches("[a-z][a-z0-9_]*@[0-9a-f]{12}")) {
      throw new CliException(ExitCode.NOT_FOUND, noSuchCode(text));
    }
    List<String> all = new ArrayList<>();
    library.all().forEach(each -> all.add(each.id()));
    own.forEach(each -> all.add(each.name()));
    plugins.jars().forEach(jar -> jar.strategies().forEach(each -> all.add(each.name())));
    throw new CliException(
        ExitCode.USAGE,
        "unknown strategy '"
            + Table.shown(text)
            + "'"
            + NearestName.of(text, all).map(each -> "; did you mean '" + each + "'?").orElse("")
            + "; known: "
            + String.join(", ", all));
  }

  private static String noSuchCode(String id) {
    return "there is no strategy "
        + id
        + " here: no jar with a SHA-256 that begins with "
        + id.substring(id.indexOf('@') + 1)
        + " is in "
        + PluginFolder.NAME
        + " or "
        + PluginArchive.NAME
        + "; versions of rules are known to the platform alone";
  }

  /** {@code FILE.jar!NAME}, or {@code FILE.jar} where there is only one strategy in it. */
  private StrategyDescriptor inJar(String text) throws IOException {
    int mark = text.indexOf(".jar!");
    Path path = Path.of(mark < 0 ? text : text.substring(0, mark + 4));
    String name = mark < 0 ? "" : text.substring(mark + 5);
    DataImportCommand.requireFile(path);
    PluginJar jar = PluginJar.read(path, limits(session));
    if (jar.problem().isPresent()) {
      throw new CliException(ExitCode.REFUSED, path + " is refused: " + jar.problem().get());
    }
    List<String> names = jar.strategies().stream().map(PluginEntry::name).toList();
    if (mark < 0 && names.size() == 1) {
      return jar.strategies().getFirst().descriptor();
    }
    return jar.strategies().stream()
        .filter(each -> each.name().equals(name))
        .map(PluginEntry::descriptor)
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    path
                        + " has the strategies "
                        + String.join(", ", names)
                        + "; name one as "
                        + path
                        + "!NAME"
                        + (mark < 0 ? "" : ", was '" + Table.shown(name) + "'")));
  }

  /** A document that is right. */
  RuleDescriptor document(Path path) throws IOException, InterruptedException {
    String text = read(path);
    RuleDocuments.Checked checked = RuleDocuments.check(text, ExpressionNames.of(session, text));
    return checked.rule().orElseThrow(() -> refused(path, text, checked.problems()));
  }

  static String read(Path path) throws IOException {
    DataImportCommand.requireFile(path);
    if (Files.size(path) > MAX_BYTES) {
      throw new CliException(
          ExitCode.REFUSED,
          path + ": a document must have at most " + MAX_BYTES + " bytes, had " + Files.size(path));
    }
    try {
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new CliException(ExitCode.REFUSED, path + ": a document must be UTF-8", e);
    }
  }

  private static CliException refused(Path path, String text, List<DocumentProblem> problems) {
    return new CliException(
        ExitCode.REFUSED,
        path
            + " is refused\n"
            + String.join("\n", problems.stream().map(each -> each.render(text)).toList()));
  }

  /** All that a strategy names, for finding out what of it has to be known. */
  static String texts(StrategyDescriptor strategy) {
    return strategy instanceof RuleDescriptor rule ? rule.definition().canonical() : strategy.id();
  }
}
