package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.List;

/** Independent uniform sets (Bergstra and Bengio 2012). */
final class RandomSampler implements Sampler {
  private final SearchSpace space;
  private final SeededRandom random;

  RandomSampler(SearchSpace space, long seed) {
    this.space = space;
    this.random = new SeededRandom(seed);
  }

  @Override
  public List<ParameterSet> ask(int count) {
    List<ParameterSet> sets = new ArrayList<>(count);
    while (sets.size() < count) {
      sets.add(space.random(random));
    }
    return sets;
  }

  @Override
  public void tell(List<Trial> trials) {
    // What is tried does not depend on results.
  }

  @Override
  public boolean learns() {
    return false;
  }
}
