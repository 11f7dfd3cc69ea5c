package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Combinatorial purged cross-validation: M. López de Prado, "Advances in Financial Machine
 * Learning", 2018, chapter 12. The observations are cut into groups; every choice of some groups is
 * tested on while the others train, less what lies too close to a test. Each group is tested as
 * often as there are paths, so that whole paths of tests can be put together.
 */
public final class PurgedSplits {
  private PurgedSplits() {}

  /**
   * A range of observations.
   *
   * @param from first
   * @param to end, exclusive
   */
  public record Range(int from, int to) {}

  /**
   * One split.
   *
   * @param tested the groups that are tested, ascending
   * @param paths for each tested group the path to which its test belongs, from 0
   * @param test what is tested, one range for each group
   * @param train what is trained on, ascending, without overlap
   */
  public record Split(
      List<Integer> tested, List<Integer> paths, List<Range> test, List<Range> train) {
    /** Copies. */
    public Split {
      tested = List.copyOf(tested);
      paths = List.copyOf(paths);
      test = List.copyOf(test);
      train = List.copyOf(train);
    }
  }

  /**
   * All splits, in the order of their groups.
   *
   * @param observations number of observations
   * @param groups number of groups, 2 to 20, at most the number of observations
   * @param testGroups groups of a test, 1 to {@code groups - 1}
   * @param purge observations left out before each test: as many as an outcome lasts, &ge; 0
   * @param embargo observations left out behind each test, &ge; 0
   */
  public static List<Split> of(
      int observations, int groups, int testGroups, int purge, int embargo) {
    if (groups < 2 || groups > 20 || groups > observations) {
      throw new IllegalArgumentException(
          "groups must be in 2..20 and at most the observations ("
              + observations
              + "), was "
              + groups);
    }
    if (testGroups < 1 || testGroups >= groups) {
      throw new IllegalArgumentException(
          "testGroups must be in 1.." + (groups - 1) + ", was " + testGroups);
    }
    if (purge < 0 || embargo < 0) {
      throw new IllegalArgumentException(
          "purge and embargo must be >= 0, were " + purge + " and " + embargo);
    }
    List<Split> splits = new ArrayList<>();
    int[] nextPath = new int[groups];
    choose(
        groups,
        testGroups,
        0,
        new ArrayList<>(),
        chosen -> {
          List<Integer> paths = chosen.stream().map(group -> nextPath[group]++).toList();
          List<Range> test =
              chosen.stream().map(group -> range(group, groups, observations)).toList();
          splits.add(new Split(chosen, paths, test, train(observations, test, purge, embargo)));
        });
    return List.copyOf(splits);
  }

  /** Number of paths: how often each group is tested. */
  public static long paths(int groups, int testGroups) {
    long count = 1;
    for (int i = 1; i < testGroups; i++) {
      count = count * (groups - i) / i;
    }
    return count;
  }

  private static void choose(
      int groups, int left, int from, List<Integer> chosen, Consumer<List<Integer>> each) {
    if (left == 0) {
      each.accept(List.copyOf(chosen));
      return;
    }
    for (int group = from; group <= groups - left; group++) {
      chosen.add(group);
      choose(groups, left - 1, group + 1, chosen, each);
      chosen.removeLast();
    }
  }

  private static Range range(int group, int groups, int observations) {
    return new Range(
        (int) ((long) group * observations / groups),
        (int) ((long) (group + 1) * observations / groups));
  }

  private static List<Range> train(int observations, List<Range> test, int purge, int embargo) {
    boolean[] out = new boolean[observations];
    for (Range each : test) {
      int to = (int) Math.min(observations, (long) each.to() + embargo);
      for (int i = Math.max(0, each.from() - purge); i < to; i++) {
        out[i] = true;
      }
    }
    List<Range> train = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= observations; i++) {
      boolean used = i < observations && !out[i];
      if (used && from < 0) {
        from = i;
      } else if (!used && from >= 0) {
        train.add(new Range(from, i));
        from = -1;
      }
    }
    return train;
  }
}
