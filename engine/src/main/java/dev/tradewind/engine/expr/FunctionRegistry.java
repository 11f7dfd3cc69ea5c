package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Aroon;
import dev.tradewind.engine.indicator.Bands;
import dev.tradewind.engine.indicator.CalendarFunctions;
import dev.tradewind.engine.indicator.CompoundAverages;
import dev.tradewind.engine.indicator.Convergence;
import dev.tradewind.engine.indicator.DirectionalMovement;
import dev.tradewind.engine.indicator.ExponentialAverages;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.Ichimoku;
import dev.tradewind.engine.indicator.LogicFunctions;
import dev.tradewind.engine.indicator.MathFunctions;
import dev.tradewind.engine.indicator.MomentFunctions;
import dev.tradewind.engine.indicator.MoneyFlow;
import dev.tradewind.engine.indicator.OrderStatistics;
import dev.tradewind.engine.indicator.PriceChanges;
import dev.tradewind.engine.indicator.Ranges;
import dev.tradewind.engine.indicator.Regressions;
import dev.tradewind.engine.indicator.RelativeStrength;
import dev.tradewind.engine.indicator.Returns;
import dev.tradewind.engine.indicator.TrailingStops;
import dev.tradewind.engine.indicator.TrueRanges;
import dev.tradewind.engine.indicator.VolatilityEstimators;
import dev.tradewind.engine.indicator.WeightedAverages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions an expression may call; immutable and thread-safe. */
public final class FunctionRegistry {
  private static final FunctionRegistry STANDARD = of(standardFunctions());

  private final Map<String, FunctionDefinition> byName;

  private FunctionRegistry(Map<String, FunctionDefinition> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The functions of the engine. */
  public static FunctionRegistry standard() {
    return STANDARD;
  }

  private static List<FunctionDefinition> standardFunctions() {
    List<FunctionDefinition> all = new ArrayList<>();
    all.addAll(Aroon.functions());
    all.addAll(Bands.functions());
    all.addAll(CalendarFunctions.functions());
    all.addAll(CompoundAverages.functions());
    all.addAll(Convergence.functions());
    all.addAll(DirectionalMovement.functions());
    all.addAll(ExponentialAverages.functions());
    all.addAll(Ichimoku.functions());
    all.addAll(LogicFunctions.functions());
    all.addAll(MathFunctions.functions());
    all.addAll(MomentFunctions.functions());
    all.addAll(MoneyFlow.functions());
    all.addAll(OrderStatistics.functions());
    all.addAll(PriceChanges.functions());
    all.addAll(Ranges.functions());
    all.addAll(Regressions.functions());
    all.addAll(RelativeStrength.functions());
    all.addAll(Returns.functions());
    all.addAll(TrailingStops.functions());
    all.addAll(TrueRanges.functions());
    all.addAll(VolatilityEstimators.functions());
    all.addAll(WeightedAverages.functions());
    return all;
  }

  /**
   * A registry of these functions.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static FunctionRegistry of(List<FunctionDefinition> functions) {
    Map<String, FunctionDefinition> byName = new TreeMap<>();
    for (FunctionDefinition function : functions) {
      if (byName.put(function.name(), function) != null) {
        throw new IllegalArgumentException("two functions are named " + function.name());
      }
    }
    return new FunctionRegistry(byName);
  }

  /** This registry and more functions, from an adapter. */
  public FunctionRegistry with(List<FunctionDefinition> more) {
    List<FunctionDefinition> all = new ArrayList<>(byName.values());
    all.addAll(more);
    return of(all);
  }

  /** The function of that name. */
  public Optional<FunctionDefinition> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All functions by name. */
  public Collection<FunctionDefinition> all() {
    return byName.values();
  }
}
