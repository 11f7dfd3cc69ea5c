package dev.tradewind.engine.optimize;

import java.util.List;
import java.util.Optional;

/** The samplers of the engine. */
public final class Samplers {
  private static final List<SamplerFactory> ALL =
      List.of(new Grid(), new RandomSearch(), new Sobol(), new Tpe(false), new Tpe(true));

  private Samplers() {}

  /** All of them, in the order in which they are offered. */
  public static List<SamplerFactory> all() {
    return ALL;
  }

  private record Grid() implements SamplerFactory {
    @Override
    public String name() {
      return "grid";
    }

    @Override
    public String description() {
      return "Every set of the space once, in order. Needs steps on all parameters.";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return space.count().isPresent()
          ? Optional.empty()
          : Optional.of(
              "every parameter must have steps, such as 0.5..3.0:0.1; was " + space.text());
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return new GridSampler(space);
    }
  }

  private record RandomSearch() implements SamplerFactory {
    @Override
    public String name() {
      return "random";
    }

    @Override
    public String description() {
      return "Independent uniform sets. The yardstick for all others (Bergstra and Bengio 2012).";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return Optional.empty();
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return new RandomSampler(space, seed);
    }
  }

  private record Sobol() implements SamplerFactory {
    @Override
    public String name() {
      return "sobol";
    }

    @Override
    public String description() {
      return "A scrambled Sobol sequence: covers the space more evenly than random sets (Joe and"
          + " Kuo 2008).";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return space.size() <= SobolSequence.MOST_DIMENSIONS
          ? Optional.empty()
          : Optional.of(
              "at most " + SobolSequence.MOST_DIMENSIONS + " parameters, were " + space.size());
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return new SobolSampler(space, seed);
    }
  }

  private record Tpe(boolean multivariate) implements SamplerFactory {
    @Override
    public String name() {
      return multivariate ? "tpe-multivariate" : "tpe";
    }

    @Override
    public String description() {
      return multivariate
          ? "As tpe, with the parameters together: finds what depends on several at once."
          : "Tree-structured Parzen estimator: learns where good values lie, each parameter by"
              + " itself (Bergstra and others 2011). The one to begin with.";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return objectives == 1
          ? Optional.empty()
          : Optional.of(
              "it searches for one objective, were "
                  + objectives
                  + "; random, sobol, nsga2 and nsga3 take several");
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return new TpeSampler(space, multivariate, seed);
    }
  }
}
