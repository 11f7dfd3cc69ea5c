package dev.tradewind.engine.optimize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Regions of a space in which a set and its neighbours are good. A set that is good alone stands on
 * a peak; one whose neighbours are good too stands on a plateau, and a little change in the market
 * takes less from it.
 */
final class Plateaus {
  /** Sets beyond so many are thinned, for every one is compared with every other. */
  private static final int MOST = 3_000;

  private static final int FEWEST = 10;

  /**
   * The part of the way from the best neighbourhood to the median one that still counts as good.
   */
  private static final double GOOD = 0.3;

  private final List<Trial> sets;
  private final double[][] places;
  private final double[] losses;
  private final int[][] neighbours;
  private final double[] smooth;
  private final double median;

  private Plateaus(List<Trial> sets, double[][] places, double[] losses) {
    this.sets = sets;
    this.places = places;
    this.losses = losses;
    int d = places[0].length;
    int wanted = Math.max(2 * d + 1, (int) Math.min(Math.pow(3, d), Math.ceilDiv(sets.size(), 20)));
    this.neighbours = neighbours(Math.min(wanted, sets.size()));
    this.smooth = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      double sum = 0;
      for (int each : neighbours[i]) {
        sum += losses[each];
      }
      smooth[i] = sum / neighbours[i].length;
    }
    this.median = median(losses);
  }

  /** The regions of a study; empty if it has too few sets to tell a plateau from a peak. */
  static Optional<Plateaus> of(StudyResult study) {
    List<Dimension> dimensions = study.plan().space().dimensions();
    Set<ParameterSet> seen = new HashSet<>();
    List<Trial> all = new ArrayList<>();
    for (Trial each : study.trials()) {
      if (each.fraction() == 1
          && each.state() != TrialState.FAILED
          && each.state() != TrialState.PRUNED
          && seen.add(each.parameters())) {
        all.add(each);
      }
    }
    List<Trial> sets = thinned(all);
    if (sets.stream().filter(Trial::isCandidate).count() < FEWEST) {
      return Optional.empty();
    }
    double[] losses = new double[sets.size()];
    double worst =
        sets.stream().filter(Trial::isCandidate).mapToDouble(t -> t.loss(0)).max().orElse(0);
    for (int i = 0; i < losses.length; i++) {
      // What has no value or breaks a constraint is no better a neighbour than the worst.
      Trial each = sets.get(i);
      losses[i] = each.isCandidate() ? each.loss(0) : worst;
    }
    return Optional.of(
        new Plateaus(
            sets,
            sets.stream().map(t -> place(t.parameters(), dimensions)).toArray(double[][]::new),
            losses));
  }

  private static List<Trial> thinned(List<Trial> all) {
    int stride = Math.ceilDiv(all.size(), MOST);
    if (stride < 2) {
      return all;
    }
    Trial best = all.stream().min(Trial.BEST_FIRST).orElseThrow();
    List<Trial> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i % stride == 0 || all.get(i) == best) {
        kept.add(all.get(i));
      }
    }
    return kept;
  }

  /** A set in the unit cube; what is not active lies in the middle. */
  static double[] place(ParameterSet set, List<Dimension> dimensions) {
    double[] place = new double[dimensions.size()];
    for (int j = 0; j < place.length; j++) {
      place[j] = set.isActive(j) ? dimensions.get(j).domain().toUnit(set.value(j)) : 0.5;
    }
    return place;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double distance(int a, int b) {
    double sum = 0;
    for (int j = 0; j < places[a].length; j++) {
      double way = places[a][j] - places[b][j];
      sum += way * way;
    }
    return sum;
  }

  /** The nearest sets of each, itself first; of equally near ones the earlier. */
  private int[][] neighbours(int count) {
    int[][] nearest = new int[sets.size()][];
    double[] distances = new double[sets.size()];
    for (int i = 0; i < nearest.length; i++) {
      int[] kept = new int[count];
      int filled = 0;
      for (int k = 0; k < distances.length; k++) {
        distances[k] = k == i ? -1 : distance(i, k);
        if (filled == count && distances[k] >= distances[kept[count - 1]]) {
          continue;
        }
        int at = filled < count ? filled++ : count - 1;
        while (at > 0 && distances[kept[at - 1]] > distances[k]) {
          kept[at] = kept[at - 1];
          at--;
        }
        kept[at] = k;
      }
      nearest[i] = kept;
    }
    return nearest;
  }

  /**
   * A region of good sets.
   *
   * @param centre the set in its middle
   * @param size how many sets it has
   * @param mean mean of the first objective over the neighbours of the centre
   * @param kept part of its advantage over the median set that the neighbours of the centre keep
   * @param low smallest value of each active parameter in it, as written
   * @param high largest likewise
   */
  record Region(
      Trial centre,
      int size,
      double mean,
      double kept,
      Map<String, String> low,
      Map<String, String> high) {}

  /** How many sets were compared. */
  int size() {
    return sets.size();
  }

  /**
   * Part of a set's advantage over the median that its neighbours keep, at most 1: near 1 on a
   * plateau, near 0 or below on a peak; {@code NaN} for a set that is no better than the median.
   */
  double kept(Trial trial) {
    int i = sets.indexOf(trial);
    return i < 0 || losses[i] >= median
        ? Double.NaN
        : Math.min(1, (median - smooth[i]) / (median - losses[i]));
  }

  /** The regions, that which has most to offer first. */
  List<Region> regions() {
    double best = Arrays.stream(smooth).min().orElseThrow();
    double bound = best + GOOD * Math.max(0, median(smooth) - best);
    boolean[] good = new boolean[smooth.length];
    for (int i = 0; i < good.length; i++) {
      good[i] = smooth[i] <= bound && sets.get(i).isCandidate();
    }
    boolean[] taken = new boolean[good.length];
    Map<Region, Double> worth = new HashMap<>();
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < good.length; i++) {
      if (good[i] && !taken[i]) {
        List<Integer> members = members(i, good, taken);
        Region region = region(members);
        double sum = 0;
        for (int each : members) {
          sum += bound - smooth[each];
        }
        worth.put(region, sum);
        regions.add(region);
      }
    }
    regions.sort(
        Comparator.comparingDouble((Region each) -> -worth.getOrDefault(each, 0.0))
            .thenComparing(each -> each.centre().number()));
    return regions;
  }

  private List<Integer> members(int from, boolean[] good, boolean[] taken) {
    List<Integer> members = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    taken[from] = true;
    while (!open.isEmpty()) {
      int each = open.removeFirst();
      members.add(each);
      for (int next : neighbours[each]) {
        if (good[next] && !taken[next]) {
          taken[next] = true;
          open.addLast(next);
        }
      }
    }
    return members;
  }

  private Region region(List<Integer> members) {
    int centre = members.getFirst();
    double nearest = Double.POSITIVE_INFINITY;
    for (int each : members) {
      double sum = 0;
      for (int other : members) {
        sum += Math.sqrt(distance(each, other));
      }
      if (sum < nearest) {
        nearest = sum;
        centre = each;
      }
    }
    Trial middle = sets.get(centre);
    double mean = 0;
    int count = 0;
    for (int each : neighbours[centre]) {
      if (sets.get(each).isCandidate()) {
        mean += sets.get(each).objective(0);
        count++;
      }
    }
    return new Region(
        middle,
        members.size(),
        mean / count,
        kept(middle),
        bounds(members, 1),
        bounds(members, -1));
  }

  /** The smallest values of the members where the sign is 1, the largest where it is -1. */
  private Map<String, String> bounds(List<Integer> members, int sign) {
    Map<String, String> bounds = new LinkedHashMap<>();
    ParameterSet first = sets.get(members.getFirst()).parameters();
    for (String name : first.texts().keySet()) {
      members.stream()
          .map(i -> sets.get(i).parameters().texts().get(name))
          .filter(text -> text != null)
          .min(Comparator.comparingDouble(text -> sign * number(text)))
          .ifPresent(text -> bounds.put(name, text));
    }
    return bounds;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
