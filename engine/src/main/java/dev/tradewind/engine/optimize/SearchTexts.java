package dev.tradewind.engine.optimize;

import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A search as users write it. Used by the command line and the platform, so that the same words
 * mean the same study.
 *
 * @param space a dimension each, as {@link Dimension#parse} reads them
 * @param objectives as {@link Goals#parse} reads them; none for the Sharpe ratio
 * @param constraints conditions over parameters or over statistics; the names decide
 */
public record SearchTexts(List<String> space, List<String> objectives, List<String> constraints) {
  /** Trials where nobody says how many, and the space is not searched to its end. */
  public static final int USUAL_TRIALS = 200;

  private static final int USUAL_BATCH = 8;
  private static final int LARGE_BATCH = 512;
  private static final int MOST_OF_A_GRID = 1_000_000;

  /** Samplers that learn nothing from trials; large batches cost them nothing. */
  private static final Set<String> BLIND = Set.of("grid", "random", "sobol");

  /** Copies. */
  public SearchTexts {
    space = List.copyOf(space);
    objectives = objectives.isEmpty() ? List.of("sharpe") : List.copyOf(objectives);
    constraints = List.copyOf(constraints);
  }

  /**
   * The space with the constraints on parameters, within what the strategy accepts.
   *
   * @throws IllegalArgumentException if it is wrong; says what to change
   */
  public SearchSpace space(StrategyDescriptor strategy, Map<String, BigDecimal> fixed) {
    List<Dimension> dimensions = space.stream().map(Dimension::parse).toList();
    List<String> names = dimensions.stream().map(Dimension::name).toList();
    return SearchSpace.of(dimensions, constraints.stream().filter(c -> isOver(c, names)).toList())
        .within(strategy, fixed);
  }

  /**
   * The objectives with the constraints on statistics.
   *
   * @param statistics the statistics there are
   * @throws IllegalArgumentException if they are wrong; says what to change
   */
  public Goals goals(Collection<String> statistics) {
    List<String> parameters = space.stream().map(each -> Dimension.parse(each).name()).toList();
    for (String each : constraints) {
      // A text that means nothing at all is told with all that it might name.
      ScalarExpression.condition(
          each, Stream.concat(statistics.stream(), parameters.stream()).toList(), "constraint");
    }
    return Goals.parse(
        objectives,
        constraints.stream().filter(each -> !isOver(each, parameters)).toList(),
        statistics);
  }

  /** Whether a constraint names nothing but some of these. */
  private static boolean isOver(String constraint, List<String> names) {
    try {
      return !ScalarExpression.condition(constraint, names, "constraint").names().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** How many trials are meant where nobody says: the whole grid, else the usual number. */
  public static int usualTrials(String sampler, SearchSpace space) {
    return sampler.equals("grid")
        ? (int) Math.min(space.count().orElse(USUAL_TRIALS), MOST_OF_A_GRID)
        : USUAL_TRIALS;
  }

  /** Whether a sampler proposes sets without looking at the results of others. */
  public static boolean isBlind(String sampler) {
    return BLIND.contains(sampler);
  }

  /** How many trials are proposed together where nobody says. */
  public static int usualBatch(String sampler) {
    return BLIND.contains(sampler) ? LARGE_BATCH : USUAL_BATCH;
  }

  /**
   * Rounds and factor, such as {@code 3x4}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static SuccessiveHalving halving(String text) {
    String[] parts = text.split("x", -1);
    Optional<SuccessiveHalving> halving = Optional.empty();
    try {
      if (parts.length == 2) {
        halving =
            Optional.of(
                new SuccessiveHalving(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
      }
    } catch (NumberFormatException e) {
      halving = Optional.empty();
    }
    return halving.orElseThrow(
        () ->
            new IllegalArgumentException(
                "halving must be ROUNDSxFACTOR such as 3x4, was '" + text + "'"));
  }
}
