package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.List;

/** The points of a scrambled Sobol sequence, those that the space does not accept left out. */
final class SobolSampler implements Sampler {
  private final SearchSpace space;
  private final SobolSequence sequence;
  private final double[] unit;
  private final SeededRandom random;

  SobolSampler(SearchSpace space, long seed) {
    this.space = space;
    this.random = new SeededRandom(seed);
    this.sequence = SobolSequence.scrambled(space.size(), random);
    this.unit = new double[space.size()];
  }

  @Override
  public List<ParameterSet> ask(int count) {
    List<ParameterSet> sets = new ArrayList<>(count);
    while (sets.size() < count) {
      sets.add(next());
    }
    return sets;
  }

  /** The next point that is accepted; where nearly none is, a random one that is. */
  private ParameterSet next() {
    for (int skipped = 0; skipped < 1_000_000 && sequence.hasNext(); skipped++) {
      sequence.next(unit);
      ParameterSet set = space.fromUnit(unit);
      if (space.accepts(set)) {
        return set;
      }
    }
    return space.random(random);
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
