package dev.tradewind.search;

import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.Sampler;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SeededRandom;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialState;
import java.util.List;
import org.moeaframework.core.Solution;
import org.moeaframework.core.comparator.ChainedComparator;
import org.moeaframework.core.comparator.CrowdingComparator;
import org.moeaframework.core.comparator.ParetoDominanceComparator;
import org.moeaframework.core.operator.CompoundVariation;
import org.moeaframework.core.operator.Variation;
import org.moeaframework.core.operator.real.PM;
import org.moeaframework.core.operator.real.SBX;
import org.moeaframework.core.population.NondominatedSortingPopulation;
import org.moeaframework.core.population.ReferencePointNondominatedSortingPopulation;
import org.moeaframework.core.selection.TournamentSelection;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.util.weights.NormalBoundaryDivisions;

/**
 * NSGA-II (K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, 2002) and NSGA-III (K. Deb and H. Jain,
 * 2014) with the sorting, selection, crossover (SBX) and mutation (PM) of the MOEA Framework, in
 * the unit cube of the space. Its algorithms evaluate by themselves and cannot be asked for
 * batches, so the few lines of the loop are here. Children that the space does not accept are made
 * again.
 */
final class NsgaSampler implements Sampler {
  static final int USUAL_POPULATION = 50;

  /** For 2 to 6 objectives: 50, 91, 165, 126 and 126 reference points. */
  private static final int[] DIVISIONS = {0, 0, 49, 12, 8, 5, 4};

  private static final double UNUSABLE = 1e30;

  private final SearchSpace space;
  private final int objectives;
  private final SeededRandom random;
  private final int size;
  private final NondominatedSortingPopulation population;
  private final TournamentSelection selection;
  private final Variation variation;
  private Generation generation = new Generation();
  private boolean begun;

  private NsgaSampler(
      SearchSpace space,
      int objectives,
      long seed,
      int size,
      NondominatedSortingPopulation population,
      TournamentSelection selection,
      double distributionIndex) {
    this.space = space;
    this.objectives = objectives;
    this.random = new SeededRandom(seed);
    this.size = size;
    this.population = population;
    this.selection = selection;
    this.variation =
        new CompoundVariation(new SBX(1.0, distributionIndex), new PM(1.0 / space.size(), 20.0));
  }

  static NsgaSampler second(SearchSpace space, int objectives, long seed, int size) {
    return new NsgaSampler(
        space,
        objectives,
        seed,
        size,
        new NondominatedSortingPopulation(),
        new TournamentSelection(
            2, new ChainedComparator(new ParetoDominanceComparator(), new CrowdingComparator())),
        15.0);
  }

  static NsgaSampler third(SearchSpace space, int objectives, long seed) {
    NormalBoundaryDivisions divisions = new NormalBoundaryDivisions(DIVISIONS[objectives]);
    // A multiple of four, as the paper has it.
    int size = Math.ceilDiv(divisions.getNumberOfReferencePoints(objectives), 4) * 4;
    return new NsgaSampler(
        space,
        objectives,
        seed,
        size,
        new ReferencePointNondominatedSortingPopulation(objectives, divisions),
        new TournamentSelection(2, new ParetoDominanceComparator()),
        30.0);
  }

  @Override
  public List<ParameterSet> ask(int count) {
    if (generation.isComplete()) {
      LibraryRandom.with(random, this::next);
    }
    return generation.ask(count);
  }

  private void next() {
    generation = new Generation();
    if (!begun) {
      begun = true;
      for (int i = 0; i < size; i++) {
        generation.add(Generation.random(space, random));
      }
      return;
    }
    int made = 0;
    for (int attempt = 0; made < size && attempt < 100 * size; attempt++) {
      Solution[] parents = selection.select(variation.getArity(), population);
      for (Solution child : variation.evolve(parents)) {
        double[] unit = RealVariable.getReal(child);
        ParameterSet set = space.fromUnit(unit);
        if (made < size && space.accepts(set)) {
          generation.add(new Generation.Place(unit, set));
          made++;
        }
      }
    }
    for (; made < size; made++) {
      generation.add(Generation.random(space, random));
    }
  }

  @Override
  public void tell(List<Trial> trials) {
    generation.tell(trials);
    if (generation.isComplete()) {
      LibraryRandom.with(random, this::survive);
    }
  }

  private void survive() {
    for (Generation.Member each : generation.members()) {
      population.add(solution(each));
    }
    population.truncate(size);
  }

  private Solution solution(Generation.Member member) {
    Solution solution = new Solution(space.size(), objectives, 1);
    for (int i = 0; i < space.size(); i++) {
      RealVariable variable = new RealVariable(0, 1);
      variable.setValue(member.place().unit(i));
      solution.setVariable(i, variable);
    }
    Trial trial = member.trial();
    boolean isUsable = trial.state() == TrialState.COMPLETE;
    for (int k = 0; k < objectives; k++) {
      solution.setObjectiveValue(k, isUsable ? trial.loss(k) : 0);
    }
    solution.setConstraintValue(0, isUsable ? Math.min(trial.violation(), UNUSABLE) : UNUSABLE);
    return solution;
  }
}
