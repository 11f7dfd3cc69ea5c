package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.robustness.StrategySource;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.signals.SignalArchive;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A catalogue, and every signal definition as a strategy: {@code signals NAME} trades its signals
 * as they are, {@code signals NAME with RULE} with the size, the stops and all else of a rule.
 */
record TradedSignals(StrategyCatalog others, SignalArchive signals, ExpressionScope scope)
    implements StrategyCatalog {
  /** Between the signals and the rule. */
  static final String WITH = " with ";

  private static final Set<RuleField> CONDITIONS =
      Set.of(
          RuleField.ENTER,
          RuleField.EXIT,
          RuleField.SHORT_ENTER,
          RuleField.SHORT_EXIT,
          RuleField.DIRECTION);

  @Override
  public List<StrategyDescriptor> all() {
    return others.all();
  }

  @Override
  public Optional<StrategyDescriptor> find(String id) {
    if (!id.startsWith(SignalArchive.PREFIX)) {
      return others.find(id);
    }
    int with = id.indexOf(WITH);
    if (with < 0) {
      return signals.find(id).map(StrategyDescriptor.class::cast);
    }
    String rule = id.substring(with + WITH.length()).strip();
    Optional<RuleDescriptor> traded = signals.find(id.substring(0, with).strip());
    Optional<StrategyDescriptor> rest = others.find(rule);
    return traded.isEmpty() || rest.isEmpty()
        ? Optional.empty()
        : Optional.of(joined(traded.get(), rest.get()));
  }

  /** The conditions of one and everything else of the other. */
  private RuleDescriptor joined(RuleDescriptor traded, StrategyDescriptor rest) {
    if (!(rest instanceof RuleDescriptor rule)) {
      throw refused(rest, "is no rule, so that its size and stops cannot be taken");
    }
    Map<RuleField, String> texts = new EnumMap<>(RuleField.class);
    texts.putAll(rule.definition().texts());
    texts.remove(RuleField.REQUIRE);
    texts.keySet().removeAll(CONDITIONS);
    traded
        .definition()
        .texts()
        .forEach(
            (field, text) -> {
              if (CONDITIONS.contains(field)) {
                texts.put(field, text);
              }
            });
    String all = String.join(" ", texts.values()) + " ";
    List<RuleParameter> parameters =
        rule.definition().parameters().stream()
            .filter(each -> all.matches("(?s).*\\$" + each.name() + "\\b.*"))
            .toList();
    RuleDefinition joined = new RuleDefinition(texts, parameters, rule.definition().instruments());
    return switch (joined.check(scope)) {
      case RuleCheck.Accepted(RuleDescriptor found) -> found.named(traded.id() + WITH + rest.id());
      case RuleCheck.Refused(var problems) ->
          throw refused(rest, "does not go with these signals: " + problems.getFirst().sentence());
    };
  }

  private static ProblemException refused(StrategyDescriptor rest, String why) {
    return ProblemException.field("strategy", rest.id(), rest.id() + " " + why);
  }

  /**
   * Makes strategy objects for a run over these bars, and for its checks over others.
   *
   * @throws dev.tradewind.platform.signals.UnavailableSignalsException if signals of the run are
   *     not there
   */
  StrategySource source(StrategyDescriptor found, List<BarSeries> series) {
    if (!(found instanceof RuleDescriptor rule) || !rule.id().startsWith(SignalArchive.PREFIX)) {
      return StrategySource.of(found);
    }
    SignalArchive.Traded traded = signals.open(rule.id().split(WITH, 2)[0], series);
    return new StrategySource() {
      @Override
      public Strategy make(Map<String, BigDecimal> parameters, List<BarSeries> world) {
        return rule.create(parameters, traded.on(world));
      }

      @Override
      public List<String> problems(Map<String, BigDecimal> parameters) {
        return rule.problems(parameters);
      }
    };
  }
}
