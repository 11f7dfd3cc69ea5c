package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.research.CodeUse;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.plugins.PluginArchive;
import dev.tradewind.plugins.PluginJar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The jars of strategies in the folder of plugins, and what is wrong with them. */
@RestController
@RequestMapping("/api/v1/plugins")
class PluginController {
  private final Strategies strategies;
  private final BacktestTable backtests;
  private final List<CodeUse> others;
  private final Audit audit;

  PluginController(
      Strategies strategies, BacktestTable backtests, List<CodeUse> others, Audit audit) {
    this.strategies = strategies;
    this.backtests = backtests;
    this.others = others;
    this.audit = audit;
  }

  /**
   * A jar.
   *
   * @param file its name in the folder
   * @param hash SHA-256 in hex; {@code null} if it could not be read
   * @param strategies what it brings
   * @param problem why it brings nothing
   */
  record PluginView(
      String file,
      @Nullable String hash,
      List<PluginStrategyView> strategies,
      @Nullable String problem) {
    static PluginView of(PluginJar jar) {
      return new PluginView(
          String.valueOf(jar.path().getFileName()),
          jar.hash().isEmpty() ? null : jar.hash(),
          jar.strategies().stream()
              .map(each -> new PluginStrategyView(each.name(), each.descriptor().id()))
              .toList(),
          jar.problem().orElse(null));
    }
  }

  /** A strategy of a jar, and how results name it. */
  record PluginStrategyView(String name, String reference) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<PluginView> plugins() {
    return Page.whole(strategies.plugins().stream().map(PluginView::of).toList());
  }

  /**
   * A jar that was run and is kept for repeating those runs.
   *
   * @param hash SHA-256 in hex
   * @param bytes its size on the disk
   * @param uses how many backtests and studies were made by it
   * @param installed whether it is in the folder of plugins now
   */
  record KeptPluginView(String hash, long bytes, long uses, boolean installed) {}

  @GetMapping("/kept")
  @Allow(Allow.To.READERS)
  Page<KeptPluginView> keptPlugins() {
    return Page.whole(strategies.keptPlugins().kept().stream().map(this::view).toList());
  }

  private KeptPluginView view(PluginArchive.Kept kept) {
    boolean installed =
        strategies.plugins().stream().anyMatch(jar -> jar.hash().equals(kept.hash()));
    return new KeptPluginView(kept.hash(), kept.bytes(), uses(kept.hash()), installed);
  }

  private long uses(String hash) {
    long uses = backtests.countOfCode(hash);
    for (CodeUse each : others) {
      uses += each.count(hash.substring(0, 12));
    }
    return uses;
  }

  @DeleteMapping("/kept/{hash}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteKeptPlugin(@PathVariable String hash) {
    KeptPluginView kept =
        strategies.keptPlugins().kept().stream()
            .filter(each -> each.hash().equals(hash))
            .map(this::view)
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("no jar with that SHA-256 is kept"));
    if (kept.uses() > 0) {
      throw ProblemException.conflict(
          "the jar is needed: backtests and studies that were made by it: " + kept.uses());
    }
    strategies.keptPlugins().remove(hash);
    audit.note("plugin.tidy", hash);
  }
}
