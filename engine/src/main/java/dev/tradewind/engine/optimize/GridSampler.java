package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every set of a countable space once, the last parameter changing fastest. */
final class GridSampler implements Sampler {
  private final SearchSpace space;
  private final long count;
  private final boolean repeats;
  private final Set<ParameterSet> seen = new HashSet<>();
  private long next;

  GridSampler(SearchSpace space) {
    this.space = space;
    this.count = space.count().orElseThrow();
    this.repeats = !space.isUnconditional();
  }

  @Override
  public List<ParameterSet> ask(int wanted) {
    List<ParameterSet> sets = new ArrayList<>(wanted);
    while (sets.size() < wanted && next < count) {
      ParameterSet set = space.at(next++);
      // Values of inactive parameters make no difference.
      if (space.accepts(set) && (!repeats || seen.add(set))) {
        sets.add(set);
      }
    }
    return sets;
  }

  @Override
  public void tell(List<Trial> trials) {
    // What a grid tries does not depend on results.
  }

  @Override
  public boolean learns() {
    return false;
  }
}
