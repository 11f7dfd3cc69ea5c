package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.plugins.PluginJar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The jars of strategies in the folder of plugins, and what is wrong with them. */
@RestController
@RequestMapping("/api/v1/plugins")
class PluginController {
  private final Strategies strategies;

  PluginController(Strategies strategies) {
    this.strategies = strategies;
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
}
