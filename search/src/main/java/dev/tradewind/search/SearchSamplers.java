package dev.tradewind.search;

import dev.tradewind.engine.optimize.Domain;
import dev.tradewind.engine.optimize.Sampler;
import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.engine.optimize.Samplers;
import dev.tradewind.engine.optimize.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The samplers of the engine and of this module. Used by the command line and the platform. */
public final class SearchSamplers {
  private static final List<SamplerFactory> ALL =
      Stream.concat(
              Samplers.all().stream(),
              Stream.of(new CmaEs(), new GaussianProcessSearch(), new Nsga(false), new Nsga(true)))
          .toList();

  private SearchSamplers() {}

  /** All samplers, in the order in which they are offered. */
  public static List<SamplerFactory> all() {
    return ALL;
  }

  /** The sampler of that name. */
  public static Optional<SamplerFactory> find(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static Optional<String> oneObjective(int objectives) {
    return objectives == 1
        ? Optional.empty()
        : Optional.of("it searches for one objective, were " + objectives);
  }

  private record CmaEs() implements SamplerFactory {
    @Override
    public String name() {
      return "cmaes";
    }

    @Override
    public String description() {
      return "Covariance matrix adaptation: follows narrow valleys of many numbers that depend on"
          + " each other (Hansen 2016). Numbers only.";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      Optional<String> choice =
          space.dimensions().stream()
              .filter(each -> each.domain() instanceof Domain.Choices)
              .map(each -> each.name())
              .findFirst();
      if (choice.isPresent()) {
        return Optional.of(
            "it takes numbers only, and "
                + choice.get()
                + " is a choice without an order; tpe and gp take all");
      }
      return oneObjective(objectives);
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return new CmaEsSampler(space, seed);
    }
  }

  private record GaussianProcessSearch() implements SamplerFactory {
    @Override
    public String name() {
      return "gp";
    }

    @Override
    public String description() {
      return "Bayesian optimisation: a Gaussian process and expected improvement (Jones, Schonlau"
          + " and Welch 1998). For few, expensive trials.";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return oneObjective(objectives);
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return new GaussianProcessSampler(space, seed);
    }
  }

  private record Nsga(boolean third) implements SamplerFactory {
    @Override
    public String name() {
      return third ? "nsga3" : "nsga2";
    }

    @Override
    public String description() {
      return third
          ? "Evolution towards a whole front of many objectives, by reference points (Deb and Jain"
              + " 2014)."
          : "Evolution towards a whole front of two or three objectives, by crowding (Deb and"
              + " others 2002).";
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return third && objectives < 2
          ? Optional.of("it needs at least two objectives; was 1")
          : Optional.empty();
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      return third
          ? NsgaSampler.third(space, objectives, seed)
          : NsgaSampler.second(space, objectives, seed, NsgaSampler.USUAL_POPULATION);
    }
  }
}
