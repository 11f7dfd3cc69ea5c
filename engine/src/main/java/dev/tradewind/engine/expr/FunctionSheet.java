package dev.tradewind.engine.expr;

import dev.tradewind.engine.expr.Expression.Call;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A function with what its example tells of it; read by the documentation, the command line and the
 * API.
 *
 * @param function the definition
 * @param call the call of it in its example, with all arguments: {@code macd(close, 12, 26)}
 * @param warmUp leading bars on which that call is undefined although its inputs are defined
 * @param unstablePeriod bars behind these until the choice of the first bar no longer matters
 */
public record FunctionSheet(
    FunctionDefinition function, String call, int warmUp, int unstablePeriod) {

  /**
   * The sheet of a function.
   *
   * @param registry all functions that its example uses
   * @throws IllegalArgumentException if its example is refused or does not call it
   */
  public static FunctionSheet of(FunctionDefinition function, FunctionRegistry registry) {
    CheckResult result =
        ExpressionChecker.in(ExpressionScope.standard().withRegistry(registry))
            .check(function.example());
    if (result instanceof CheckResult.Checked(var checked)) {
      Call call =
          find(checked.expression(), function.name())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the example of " + function.name() + " does not call it"));
      Kernel kernel = kernel(function, call);
      return new FunctionSheet(
          function,
          ExpressionPrinter.print(call),
          kernel.warmUp(function.output()),
          kernel.unstablePeriod());
    }
    throw new IllegalArgumentException(
        "the example of " + function.name() + " is refused: " + result);
  }

  /** The sheets of all functions, by name. */
  public static List<FunctionSheet> all(FunctionRegistry registry) {
    return registry.all().stream().map(each -> of(each, registry)).toList();
  }

  private static Optional<Call> find(Expression expression, String name) {
    if (expression instanceof Call call && call.function().equals(name)) {
      return Optional.of(call);
    }
    return expression.children().stream().flatMap(each -> find(each, name).stream()).findFirst();
  }

  private static Kernel kernel(FunctionDefinition function, Call call) {
    double[] constants = new double[call.arguments().size()];
    int count = 0;
    for (int i = 0; i < constants.length; i++) {
      if (!function.parameters().get(i).kind().isColumn()
          && call.arguments().get(i) instanceof NumberLiteral(double value)) {
        constants[count++] = value;
      }
    }
    return function.kernel(Arrays.copyOf(constants, count));
  }
}
