package dev.tradewind.strategies;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.RuleDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The rule documents that come with the product. Used by catalogues, pages and tests. */
public final class ShippedRules {
  private static final List<String> NAMES =
      List.of(
          "ema_crossover",
          "rsi_mean_reversion",
          "donchian_breakout",
          "bollinger_reversion",
          "momentum_rotation",
          "dual_timeframe_trend",
          "volatility_target");

  private ShippedRules() {}

  /** Their names, in the order of a list. */
  public static List<String> names() {
    return NAMES;
  }

  /** The document of that name, YAML as it is shipped. */
  public static Optional<String> document(String name) {
    return NAMES.contains(name)
        ? Optional.of(resource("documents/" + name + ".yaml"))
        : Optional.empty();
  }

  /** The strategy of that name; called what the document is called. */
  static Optional<RuleDescriptor> find(String name) {
    return document(name)
        .map(
            text -> {
              RuleDocuments.Checked checked = RuleDocuments.check(text, ExpressionScope.standard());
              return checked
                  .rule()
                  .orElseThrow(() -> new IllegalStateException(checked.render(text)))
                  .named(name);
            });
  }

  /** A commented document to begin with. */
  public static String template(String name, String title) {
    return resource("template.yaml").replace("NAME", name).replace("TITLE", title);
  }

  private static String resource(String name) {
    try (InputStream in = ShippedRules.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
