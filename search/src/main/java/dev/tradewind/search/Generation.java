package dev.tradewind.search;

import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SeededRandom;
import dev.tradewind.engine.optimize.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets that are proposed in batches and learnt from together, each with its place in the unit cube.
 */
final class Generation {
  /** A place and what it gave. */
  record Member(Place place, Trial trial) {}

  /** A place in the unit cube, and the set there. */
  static final class Place {
    private final double[] unit;
    final ParameterSet set;

    /** Takes the array over. */
    Place(double[] unit, ParameterSet set) {
      this.unit = unit;
      this.set = set;
    }

    double unit(int dimension) {
      return unit[dimension];
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final List<Member> told = new ArrayList<>();
  private int asked;

  void add(Place place) {
    places.add(place);
  }

  List<ParameterSet> ask(int count) {
    int to = Math.min(places.size(), asked + count);
    List<ParameterSet> sets = places.subList(asked, to).stream().map(each -> each.set).toList();
    asked = to;
    return sets;
  }

  void tell(List<Trial> trials) {
    for (Trial each : trials) {
      told.add(new Member(places.get(told.size()), each));
    }
  }

  /** Whether everything was proposed and told. */
  boolean isComplete() {
    return told.size() == places.size();
  }

  List<Member> members() {
    return List.copyOf(told);
  }

  /** A random place that the space accepts. */
  static Place random(SearchSpace space, SeededRandom random) {
    double[] unit = new double[space.size()];
    for (int attempt = 0; attempt < 2_000_000; attempt++) {
      for (int i = 0; i < unit.length; i++) {
        unit[i] = random.nextDouble();
      }
      ParameterSet set = space.fromUnit(unit);
      if (space.accepts(set)) {
        return new Place(unit, set);
      }
    }
    throw new IllegalStateException("no set of two million met the constraints");
  }
}
