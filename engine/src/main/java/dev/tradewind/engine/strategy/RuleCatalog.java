package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.ExpressionScope;
import java.util.List;
import java.util.Optional;

/**
 * The built-in strategies and every rule that can be written: {@code enter EXPRESSION; exit
 * EXPRESSION} is the name of a strategy. Used by the command line and the API. As thread-safe as
 * its scope.
 */
public final class RuleCatalog implements StrategyCatalog {
  /** Rules over the engine's functions, without saved features. */
  public static final RuleCatalog STANDARD = new RuleCatalog(ExpressionScope.standard());

  private final ExpressionScope scope;

  /** A catalogue whose rules may name what is in a scope. */
  public RuleCatalog(ExpressionScope scope) {
    this.scope = scope;
  }

  @Override
  public List<StrategyDescriptor> all() {
    return BuiltInStrategies.INSTANCE.all();
  }

  @Override
  public Optional<StrategyDescriptor> find(String id) {
    return id.strip().startsWith(RuleDescriptor.ENTER)
        ? Optional.of(RuleDescriptor.ofLine(id.strip(), scope))
        : BuiltInStrategies.INSTANCE.find(id);
  }
}
