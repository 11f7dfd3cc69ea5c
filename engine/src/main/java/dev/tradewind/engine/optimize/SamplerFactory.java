package dev.tradewind.engine.optimize;

import java.util.Optional;

/** A kind of sampler. */
public interface SamplerFactory {
  /** The name users write: {@code tpe}. */
  String name();

  /** What it does and where it comes from, in two sentences. */
  String description();

  /**
   * Why it cannot search a space; empty if it can.
   *
   * @param objectives number of objectives, &ge; 1
   */
  Optional<String> problem(SearchSpace space, int objectives);

  /**
   * A new sampler.
   *
   * @param objectives number of objectives, &ge; 1
   * @param seed of everything random
   * @throws IllegalArgumentException if {@link #problem} is not empty
   */
  Sampler create(SearchSpace space, int objectives, long seed);
}
