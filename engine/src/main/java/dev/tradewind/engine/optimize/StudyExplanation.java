package dev.tradewind.engine.optimize;

import dev.tradewind.engine.optimize.OverfittingVerdict.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a study found what it found: which parameters matter, how, and whether the best stands on a
 * plateau or on a peak. About the first objective. Used by the command line and the platform.
 *
 * @param explained part of the variance that the model behind importance explains on trials it has
 *     not seen; little means that the shares below say little; {@code NaN} where there is none
 * @param parameters in the order of the space
 * @param interactions pairs, the strongest first
 * @param plateau how the best trial stands
 * @param regions where good sets lie together, that which has most to offer first
 * @param recommended what to use; empty where nothing is recommended
 * @param why in plain words
 */
public record StudyExplanation(
    double explained,
    List<Importance> parameters,
    List<Interaction> interactions,
    double plateau,
    List<Region> regions,
    Optional<Trial> recommended,
    String why) {
  private static final int TREES = 64;
  private static final int FEWEST = 20;
  private static final int MOST = 2_000;
  private static final int STEPS = 24;
  private static final int MOST_REGIONS = 8;

  /** Copies. */
  public StudyExplanation {
    parameters = List.copyOf(parameters);
    interactions = List.copyOf(interactions);
    regions = List.copyOf(regions);
  }

  /**
   * How much a parameter matters.
   *
   * @param parameter its name
   * @param permutation how much worse the objective is foretold without it, as a part of its
   *     variance
   * @param share part of the variance over the space that it explains alone
   * @param values some values of it, as written
   * @param means mean objective at each over all other parameters: partial dependence
   */
  public record Importance(
      String parameter, double permutation, double share, List<String> values, List<Double> means) {
    /** Copies. */
    public Importance {
      values = List.copyOf(values);
      means = List.copyOf(means);
    }
  }

  /** Part of the variance that two parameters explain together beyond what they explain singly. */
  public record Interaction(String first, String second, double share) {}

  /**
   * A region of good sets.
   *
   * @param centre the trial in its middle
   * @param size number of sets
   * @param mean mean objective of the neighbours of the centre
   * @param kept part of its advantage over the median set that its neighbours keep
   * @param low smallest value of each parameter in it
   * @param high largest value
   */
  public record Region(
      Trial centre,
      int size,
      double mean,
      double kept,
      Map<String, String> low,
      Map<String, String> high) {}

  /**
   * Explains a study.
   *
   * @param level what the best is worth: luck is never recommended
   */
  public static StudyExplanation of(StudyResult study, Level level) {
    Optional<Plateaus> plateaus = Plateaus.of(study);
    List<Region> regions =
        plateaus.map(Plateaus::regions).orElse(List.of()).stream()
            .limit(MOST_REGIONS)
            .map(
                each ->
                    new Region(
                        each.centre(),
                        each.size(),
                        each.mean(),
                        each.kept(),
                        each.low(),
                        each.high()))
            .toList();
    Optional<Trial> best = study.best();
    double kept =
        plateaus.isEmpty() || best.isEmpty() ? Double.NaN : plateaus.get().kept(best.orElseThrow());
    Optional<Trial> recommended =
        level == Level.LUCK
            ? Optional.empty()
            : regions.isEmpty() ? best : Optional.of(regions.getFirst().centre());
    String why =
        why(
            level,
            best,
            kept,
            plateaus.map(Plateaus::size).orElse(0),
            regions.isEmpty() ? Optional.empty() : Optional.of(regions.getFirst()));
    return modelled(study, kept, regions, recommended, why);
  }

  private static String why(
      Level level, Optional<Trial> best, double kept, int sets, Optional<Region> region) {
    if (level == Level.LUCK) {
      return "Nothing is recommended: what was found is what luck alone finds.";
    }
    if (region.isEmpty() || best.isEmpty()) {
      return "The best trial; there are too few others to tell a plateau from a peak.";
    }
    Region first = region.orElseThrow();
    Trial top = best.orElseThrow();
    String centre =
        first.centre().parameters()
            + " is the centre of a region of "
            + first.size()
            + (first.size() == 1 ? " good set" : " good sets")
            + " among "
            + sets
            + "; its neighbours keep "
            + percent(first.kept())
            + " of its advantage over the median set.";
    if (first.centre().parameters().equals(top.parameters())) {
      return centre + " It is also the best trial.";
    }
    return centre
        + " The best trial, "
        + top.parameters()
        + ", stands on "
        + (kept >= 0.7 ? "a plateau too" : kept >= 0.4 ? "a slope" : "a peak")
        + ": its neighbours keep "
        + percent(kept)
        + ".";
  }

  private static String percent(double part) {
    return Double.isNaN(part) ? "nothing" : Math.max(0, Math.round(100 * part)) + " %";
  }

  private static StudyExplanation modelled(
      StudyResult study,
      double kept,
      List<Region> regions,
      Optional<Trial> recommended,
      String why) {
    List<Dimension> dimensions = study.plan().space().dimensions();
    Set<ParameterSet> seen = new HashSet<>();
    List<Trial> complete =
        study.trials().stream()
            .filter(each -> each.state() == TrialState.COMPLETE && each.fraction() == 1)
            .filter(each -> Double.isFinite(each.objective(0)))
            .filter(each -> seen.add(each.parameters()))
            .toList();
    int stride = Math.max(1, Math.ceilDiv(complete.size(), MOST));
    List<Trial> used = new ArrayList<>();
    for (int i = 0; i < complete.size(); i += stride) {
      used.add(complete.get(i));
    }
    if (used.size() < FEWEST) {
      return new StudyExplanation(
          Double.NaN, List.of(), List.of(), kept, regions, recommended, why);
    }
    double[][] rows =
        used.stream()
            .map(each -> Plateaus.place(each.parameters(), dimensions))
            .toArray(double[][]::new);
    double[] values = used.stream().mapToDouble(each -> each.objective(0)).toArray();
    long seed = study.plan().seed();
    RegressionForest forest = RegressionForest.grow(rows, values, TREES, seed);
    double[][] shares = forest.shares();
    double[] permutation = forest.permutationImportance(rows, values, seed);
    List<Importance> parameters = new ArrayList<>();
    List<Interaction> interactions = new ArrayList<>();
    for (int j = 0; j < dimensions.size(); j++) {
      parameters.add(importance(dimensions.get(j), forest, j, permutation[j], shares[j][j]));
      for (int k = j + 1; k < dimensions.size(); k++) {
        interactions.add(
            new Interaction(dimensions.get(j).name(), dimensions.get(k).name(), shares[j][k]));
      }
    }
    interactions.sort(Comparator.comparingDouble(Interaction::share).reversed());
    return new StudyExplanation(
        forest.explained(rows, values), parameters, interactions, kept, regions, recommended, why);
  }

  private static Importance importance(
      Dimension dimension, RegressionForest forest, int j, double permutation, double share) {
    // Values by their text, each at the place where sets with it stand.
    Map<String, Double> places = new LinkedHashMap<>();
    for (int k = 0; k < STEPS; k++) {
      double value = dimension.domain().fromUnit((k + 0.5) / STEPS);
      places.put(dimension.domain().text(value), dimension.domain().toUnit(value));
    }
    double[] means =
        forest.marginal(j, places.values().stream().mapToDouble(Double::doubleValue).toArray());
    List<Double> boxed = new ArrayList<>();
    for (double mean : means) {
      boxed.add(mean);
    }
    return new Importance(
        dimension.name(), permutation, share, List.copyOf(places.keySet()), boxed);
  }
}
