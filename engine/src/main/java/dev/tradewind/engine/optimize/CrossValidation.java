package dev.tradewind.engine.optimize;

import dev.tradewind.engine.optimize.PurgedSplits.Range;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.RoundTrip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Combinatorial purged cross-validation of the sets of a study: M. López de Prado, "Advances in
 * Financial Machine Learning", 2018, chapter 12. In every split the set with the best Sharpe ratio
 * on the days of training is chosen and tested on the others; the tests make as many whole paths as
 * each group of days is tested. Each set is simulated once on all data: what is held over a border
 * between groups is what {@code purge} and {@code embargo} are for. Ratios are of daily returns
 * over the risk-free rate.
 *
 * @param days number of daily returns
 * @param sets number of sets that were compared
 * @param splits in the order of {@link PurgedSplits}
 * @param paths whole paths out of sample
 * @param inSample mean over the splits of the chosen set's Sharpe ratio of a year in training;
 *     {@code NaN} where no set had one
 * @param mean of the paths' Sharpe ratios of a year; those without one count as 0
 * @param deviation sample deviation of the same; {@code NaN} below two paths
 * @param lossShare part of the paths that lost
 * @param worseHalf part of the splits in which the chosen set was in the worse half of all sets in
 *     the test: the probability of overfitting over these splits
 */
public record CrossValidation(
    int days,
    int sets,
    List<Choice> splits,
    List<Path> paths,
    double inSample,
    double mean,
    double deviation,
    double lossShare,
    double worseHalf) {
  private static final long DAY = 86_400_000_000L;
  private static final int MOST_SPLITS = 1_000;

  /** Copies. */
  public CrossValidation {
    splits = List.copyOf(splits);
    paths = List.copyOf(paths);
  }

  /**
   * How days are split.
   *
   * @param groups number of groups, 2 to 20
   * @param testGroups groups of a test, 1 to {@code groups - 1}
   * @param purge days left out of training before each test, &ge; 0
   * @param embargo days left out of training behind each test, &ge; 0
   * @param minTrades round trips that must end within training for a set to be chosen, &ge; 0
   */
  public record Rule(int groups, int testGroups, int purge, int embargo, int minTrades) {
    /** Refuses what {@link PurgedSplits} would, and more splits than can be shown. */
    public Rule {
      PurgedSplits.of(Math.max(groups, 1), groups, testGroups, purge, embargo);
      if (minTrades < 0) {
        throw new IllegalArgumentException("minTrades must be >= 0, was " + minTrades);
      }
      long splits = PurgedSplits.paths(groups, testGroups) * groups / testGroups;
      if (splits > MOST_SPLITS) {
        throw new IllegalArgumentException(
            groups
                + " groups with "
                + testGroups
                + " of them tested make "
                + splits
                + " splits, at most "
                + MOST_SPLITS
                + " are possible; use fewer groups");
      }
    }

    /**
     * Reads {@code 6x2}: six groups, two of them tested.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Rule parse(String text, int purge, int embargo, int minTrades) {
      String[] parts = text.split("x", -1);
      try {
        if (parts.length == 2) {
          return new Rule(
              Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), purge, embargo, minTrades);
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(wanted(text), e);
      }
      throw new IllegalArgumentException(wanted(text));
    }

    private static String wanted(String text) {
      return "cross-validate must be GROUPSxTESTED such as 6x2, was '" + text + "'";
    }

    /** Why a sampler's sets cannot be cross-validated; null if they can. */
    public static @Nullable String problem(String sampler) {
      return SearchTexts.isBlind(sampler)
          ? null
          : "cross-validation needs sets that were chosen without looking at the test: sampler "
              + sampler
              + " learns from all data; use grid, random or sobol";
    }
  }

  /**
   * A split with what was chosen.
   *
   * @param tested its groups, ascending from 0
   * @param parameters the set with the best ratio in training; null where none had one
   * @param inSample Sharpe ratio of a year in training; {@code NaN} where undefined
   * @param outOfSample of the same set in the test; {@code NaN} where undefined
   * @param rank part of the sets that did no better in the test; {@code NaN} where nothing was
   *     chosen
   */
  public record Choice(
      List<Integer> tested,
      @Nullable ParameterSet parameters,
      double inSample,
      double outOfSample,
      double rank) {
    /** Copies. */
    public Choice {
      tested = List.copyOf(tested);
    }
  }

  /**
   * A whole path out of sample.
   *
   * @param sharpe of a year; {@code NaN} where undefined
   * @param totalReturn fraction
   * @param maxDrawdown fraction, &ge; 0
   */
  public record Path(double sharpe, double totalReturn, double maxDrawdown) {}

  /** The deciles from the least to the greatest ratio of the paths; undefined ones count as 0. */
  public List<Double> deciles() {
    double[] sorted = paths.stream().mapToDouble(each -> orZero(each.sharpe())).sorted().toArray();
    List<Double> deciles = new ArrayList<>();
    for (int k = 0; k <= 10; k++) {
      double at = k / 10.0 * (sorted.length - 1);
      int low = (int) at;
      int high = Math.min(low + 1, sorted.length - 1);
      deciles.add(sorted[low] + (at - low) * (sorted[high] - sorted[low]));
    }
    return List.copyOf(deciles);
  }

  /** What came out, in plain words. */
  public List<String> sentences() {
    List<Double> deciles = deciles();
    return List.of(
        "Chosen on some groups of days and tested on the others, "
            + paths.size()
            + " paths out of sample have Sharpe ratios of "
            + OverfittingVerdict.rounded(deciles.getFirst())
            + " to "
            + OverfittingVerdict.rounded(deciles.getLast())
            + ", on average "
            + OverfittingVerdict.rounded(mean)
            + "; where they were chosen the same sets showed "
            + OverfittingVerdict.rounded(inSample)
            + ".",
        Math.round(100 * lossShare)
            + " % of the paths lose, and in "
            + Math.round(100 * worseHalf)
            + " % of "
            + splits.size()
            + " splits the chosen set is in the worse half of all sets in the test.");
  }

  /**
   * Cross-validates the sets of a study.
   *
   * @param sets those of its trials that did not fail, each once
   * @param evaluator what simulates them
   * @param workers number of threads; changes nothing but the time
   * @param listener told of progress; may stop
   * @throws IllegalArgumentException if there are fewer days than groups
   * @throws StudyCancelledException if the listener stopped it
   */
  public static CrossValidation of(
      Rule rule,
      List<ParameterSet> sets,
      SimulationEvaluator evaluator,
      int workers,
      StudyListener listener) {
    SimulationResult first = evaluator.simulate(sets.getFirst());
    int days = first.dailyReturns().length;
    List<PurgedSplits.Split> splits =
        PurgedSplits.of(days, rule.groups(), rule.testGroups(), rule.purge(), rule.embargo());
    Sums sums = new Sums(cuts(splits), sets.size());
    List<TrialJob> jobs = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      jobs.add(new TrialJob(i, sets.get(i), 1));
    }
    int[] done = {0};
    try (InProcessRunner runner =
        new InProcessRunner(
            (job, goesOn) -> {
              sums.add((int) job.number(), evaluator.simulate(job.parameters()));
              return Evaluation.of(Map.of());
            },
            workers)) {
      runner.run(jobs, (job, evaluation) -> listener.onProgress(++done[0], jobs.size()));
    }
    double year = Math.sqrt(first.statistic("periodsPerYear"));
    List<Choice> choices = new ArrayList<>();
    int[] chosen = new int[splits.size()];
    for (int s = 0; s < splits.size(); s++) {
      chosen[s] = sums.best(splits.get(s).train(), rule.minTrades());
      choices.add(sums.choice(splits.get(s), chosen[s], sets, year));
    }
    return summary(days, sets.size(), choices, paths(splits, chosen, sets, evaluator, rule, year));
  }

  private static CrossValidation summary(
      int days, int sets, List<Choice> choices, List<Path> paths) {
    double mean = paths.stream().mapToDouble(each -> orZero(each.sharpe())).sum() / paths.size();
    double squares =
        paths.stream().mapToDouble(each -> Math.pow(orZero(each.sharpe()) - mean, 2)).sum();
    return new CrossValidation(
        days,
        sets,
        choices,
        paths,
        choices.stream()
            .mapToDouble(Choice::inSample)
            .filter(each -> !Double.isNaN(each))
            .average()
            .orElse(Double.NaN),
        mean,
        paths.size() < 2 ? Double.NaN : Math.sqrt(squares / (paths.size() - 1)),
        (double) paths.stream().filter(each -> each.totalReturn() < 0).count() / paths.size(),
        (double) choices.stream().filter(each -> each.rank() <= 0.5).count() / choices.size());
  }

  private static int[] cuts(List<PurgedSplits.Split> splits) {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (PurgedSplits.Split split : splits) {
      for (List<Range> ranges : List.of(split.test(), split.train())) {
        for (Range each : ranges) {
          cuts.add(each.from());
          cuts.add(each.to());
        }
      }
    }
    return cuts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Path> paths(
      List<PurgedSplits.Split> splits,
      int[] chosen,
      List<ParameterSet> sets,
      SimulationEvaluator evaluator,
      Rule rule,
      double year) {
    int count = (int) PurgedSplits.paths(rule.groups(), rule.testGroups());
    int days = splits.getFirst().test().isEmpty() ? 0 : end(splits);
    double[][] paths = new double[count][days];
    Map<Integer, double[]> returns = new HashMap<>();
    for (int s = 0; s < splits.size(); s++) {
      if (chosen[s] < 0) {
        continue;
      }
      double[] of =
          returns.computeIfAbsent(
              chosen[s], set -> SimulationEvaluator.excess(evaluator.simulate(sets.get(set))));
      PurgedSplits.Split split = splits.get(s);
      for (int g = 0; g < split.test().size(); g++) {
        Range range = split.test().get(g);
        System.arraycopy(
            of, range.from(), paths[split.paths().get(g)], range.from(), range.to() - range.from());
      }
    }
    return Arrays.stream(paths).map(each -> path(each, year)).toList();
  }

  private static int end(List<PurgedSplits.Split> splits) {
    return splits.stream()
        .flatMap(each -> each.test().stream())
        .mapToInt(Range::to)
        .max()
        .orElseThrow();
  }

  private static Path path(double[] returns, double year) {
    double equity = 1;
    double peak = 1;
    double fall = 0;
    for (double each : returns) {
      equity *= 1 + each;
      peak = Math.max(peak, equity);
      fall = Math.max(fall, 1 - equity / peak);
    }
    return new Path(ReturnBlocks.of(returns, 1).sharpe() * year, equity - 1, fall);
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Sums of each set over the spans between all borders: all that any split needs of it. */
  private static final class Sums {
    private final int[] cuts;
    private final double[][] sums;
    private final double[][] squares;
    private final int[][] trades;

    Sums(int[] cuts, int sets) {
      this.cuts = cuts;
      this.sums = new double[sets][];
      this.squares = new double[sets][];
      this.trades = new int[sets][];
    }

    /** Called by several threads, each for other sets. */
    void add(int set, SimulationResult run) {
      double[] returns = SimulationEvaluator.excess(run);
      if (returns.length != cuts[cuts.length - 1]) {
        throw new IllegalStateException(
            "all sets must have " + cuts[cuts.length - 1] + " days, one has " + returns.length);
      }
      double[] sum = new double[cuts.length - 1];
      double[] square = new double[sum.length];
      for (int c = 0; c < sum.length; c++) {
        for (int i = cuts[c]; i < cuts[c + 1]; i++) {
          sum[c] += returns[i];
          square[c] += returns[i] * returns[i];
        }
      }
      sums[set] = sum;
      squares[set] = square;
      trades[set] = trades(run, returns.length);
    }

    private int[] trades(SimulationResult run, int days) {
      int[] counts = new int[cuts.length - 1];
      long first = Math.floorDiv(run.equityTime(0) - 1, DAY);
      long last = Math.floorDiv(run.equityTime(run.equitySize() - 1) - 1, DAY);
      for (RoundTrip trip : run.roundTrips()) {
        // Days without points may be missing: then the day is about where it is in the span.
        double part =
            (Math.floorDiv(trip.exitTimeMicros() - 1, DAY) - first) / (double) (last - first + 1);
        int day = Math.clamp((int) (part * days), 0, days - 1);
        int at = Arrays.binarySearch(cuts, day);
        counts[at >= 0 ? at : -at - 2]++;
      }
      return counts;
    }

    /** The ratio of a period of a set over ranges; {@code NaN} where undefined. */
    private double sharpe(int set, List<Range> ranges) {
      int n = 0;
      double sum = 0;
      double square = 0;
      for (Range each : ranges) {
        n += each.to() - each.from();
        for (int c = cut(each.from()); cuts[c] < each.to(); c++) {
          sum += sums[set][c];
          square += squares[set][c];
        }
      }
      return ReturnBlocks.ofSums(n, new double[] {sum}, new double[] {square}).sharpe();
    }

    private int cut(int day) {
      return Arrays.binarySearch(cuts, day);
    }

    private int trades(int set, List<Range> ranges) {
      int count = 0;
      for (Range each : ranges) {
        for (int c = cut(each.from()); cuts[c] < each.to(); c++) {
          count += trades[set][c];
        }
      }
      return count;
    }

    /** The best set on ranges, the first of equals; -1 where none has a ratio. */
    int best(List<Range> ranges, int minTrades) {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int set = 0; set < sums.length; set++) {
        double sharpe = sharpe(set, ranges);
        if (sharpe > most && trades(set, ranges) >= minTrades) {
          best = set;
          most = sharpe;
        }
      }
      return best;
    }

    Choice choice(PurgedSplits.Split split, int chosen, List<ParameterSet> sets, double year) {
      if (chosen < 0) {
        return new Choice(split.tested(), null, Double.NaN, Double.NaN, Double.NaN);
      }
      double out = sharpe(chosen, split.test());
      int below = 0;
      int equal = 0;
      for (int set = 0; set < sums.length; set++) {
        double other = orZero(sharpe(set, split.test()));
        below += other < orZero(out) ? 1 : 0;
        equal += other == orZero(out) ? 1 : 0;
      }
      return new Choice(
          split.tested(),
          sets.get(chosen),
          sharpe(chosen, split.train()) * year,
          out * year,
          (below + (equal + 1) / 2.0) / (sums.length + 1));
    }
  }
}
