package dev.tradewind.talib;

import dev.tradewind.engine.expr.FunctionRegistry;
import dev.tradewind.engine.indicator.FunctionDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of this adapter, for {@code FunctionRegistry.with}. They answer what TA-Lib
 * answers, also where it gives 0 for what is undefined; infinite values become {@code NaN}.
 *
 * <p>A recursive function, whose every value depends on all bars before it, is computed from as
 * many bars as its look-back and the length after which an older bar moves it by less than about
 * 1e-9 of its scale.
 */
public final class TaLibFunctions {
  private static final FunctionRegistry WITH_ENGINE = FunctionRegistry.standard().with(functions());

  private TaLibFunctions() {}

  /** The functions of the engine and these: what the command line and the platform offer. */
  public static FunctionRegistry withEngine() {
    return WITH_ENGINE;
  }

  /** All functions, each named {@code talib_*}. */
  public static List<FunctionDefinition> functions() {
    List<FunctionDefinition> all = new ArrayList<>(CandlePatterns.functions());
    all.addAll(Cycles.functions());
    all.addAll(SeriesStudies.functions());
    all.addAll(PriceStudies.functions());
    return List.copyOf(all);
  }
}
