package dev.tradewind.engine.expr;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything an expression may name. As thread-safe as its {@link SavedExpressions}.
 *
 * @param registry the functions
 * @param timeframes the timeframes by canonical code, in the order in which they are offered
 * @param saved the saved features
 * @param parameters the declared parameters, names unique
 * @param values values of some of the parameters by name; the others have their default
 * @param base the timeframe of the bars on which the expression is to be computed, so that one
 *     which cannot be made of them is refused; {@code null} for bars of any timeframe
 */
public record ExpressionScope(
    FunctionRegistry registry,
    List<TimeframeDefinition> timeframes,
    SavedExpressions saved,
    List<ExpressionParameter> parameters,
    Map<String, Double> values,
    @Nullable TimeframeDefinition base) {
  private static final ExpressionScope STANDARD =
      new ExpressionScope(
          FunctionRegistry.standard(),
          Timeframes.seeded(),
          SavedExpressions.NONE,
          List.of(),
          Map.of(),
          null);

  /** Copies, and refuses two parameters of one name. */
  public ExpressionScope {
    timeframes = List.copyOf(timeframes);
    parameters = List.copyOf(parameters);
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    if (parameters.stream().map(ExpressionParameter::name).distinct().count() < parameters.size()) {
      throw new IllegalArgumentException(
          "names of parameters must differ, were "
              + parameters.stream().map(ExpressionParameter::name).toList());
    }
  }

  /** The functions of the engine and the seeded timeframes, no saved feature and no parameter. */
  public static ExpressionScope standard() {
    return STANDARD;
  }

  /** This scope with other functions. */
  public ExpressionScope withRegistry(FunctionRegistry other) {
    return new ExpressionScope(other, timeframes, saved, parameters, values, base);
  }

  /** This scope with other timeframes. */
  public ExpressionScope withTimeframes(Collection<TimeframeDefinition> others) {
    return new ExpressionScope(registry, List.copyOf(others), saved, parameters, values, base);
  }

  /** This scope with other saved features. */
  public ExpressionScope withSaved(SavedExpressions others) {
    return new ExpressionScope(registry, timeframes, others, parameters, values, base);
  }

  /** This scope with other parameters and their values. */
  public ExpressionScope withParameters(
      List<ExpressionParameter> others, Map<String, Double> otherValues) {
    return new ExpressionScope(registry, timeframes, saved, others, otherValues, base);
  }

  /** This scope for expressions that are to be computed on bars of a timeframe. */
  public ExpressionScope onBarsOf(Timeframe timeframe) {
    TimeframeDefinition known =
        timeframe(timeframe.code()).orElseGet(() -> TimeframeDefinition.of(timeframe.code()));
    return new ExpressionScope(registry, timeframes, saved, parameters, values, known);
  }

  Optional<TimeframeDefinition> timeframe(String code) {
    return timeframes.stream().filter(each -> each.code().equals(code)).findFirst();
  }

  Optional<ExpressionParameter> parameter(String name) {
    return parameters.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
