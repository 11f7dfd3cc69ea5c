package dev.tradewind.strategies;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.PairsReversion;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every strategy that can be run by name without a database: those of the engine, the shipped
 * documents, the one-line rules. A name of the engine's is the engine's, also where a document of
 * that name shows what it does; sweeps evaluate the document. As thread-safe as its scope.
 */
public final class StrategyLibrary implements StrategyCatalog {
  /** Over the engine's functions, without saved features. */
  public static final StrategyLibrary STANDARD = new StrategyLibrary(ExpressionScope.standard());

  private static final StrategyDescriptor PAIRS = PairsReversion.descriptor();

  private final RuleCatalog rules;

  /** A library whose one-line rules may name what is in a scope. */
  public StrategyLibrary(ExpressionScope scope) {
    this.rules = new RuleCatalog(scope);
  }

  @Override
  public List<StrategyDescriptor> all() {
    List<StrategyDescriptor> all = new ArrayList<>();
    BuiltInStrategies.INSTANCE.all().forEach(each -> all.add(DocumentedProgram.of(each)));
    for (String name : ShippedRules.names()) {
      if (BuiltInStrategies.INSTANCE.find(name).isEmpty()) {
        ShippedRules.find(name).ifPresent(all::add);
      }
    }
    all.add(PAIRS);
    return List.copyOf(all);
  }

  @Override
  public Optional<StrategyDescriptor> find(String id) {
    Optional<StrategyDescriptor> known = rules.find(id);
    if (known.isPresent() || id.equals(PAIRS.id())) {
      return known.map(DocumentedProgram::of).or(() -> Optional.of(PAIRS));
    }
    return ShippedRules.find(id).map(each -> each);
  }
}
