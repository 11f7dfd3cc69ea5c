package dev.tradewind.engine.simulation;

import dev.tradewind.engine.indicator.Feature;
import dev.tradewind.engine.indicator.FeatureColumns;
import dev.tradewind.engine.strategy.FeatureHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The features that a strategy declares at its start; computed together, before the first bar. */
final class FeatureBook {
  private final List<FeatureHandle> handles = new ArrayList<>();
  private final List<Feature> features = new ArrayList<>();
  private final Map<String, FeatureHandle> handleByName = new HashMap<>();

  /** The handle of a feature of an instrument; the same for the same feature. */
  FeatureHandle declare(int instrument, Feature feature) {
    String name = instrument + " " + feature.canonical();
    FeatureHandle known = handleByName.get(name);
    if (known != null) {
      return known;
    }
    FeatureHandle handle = new FeatureHandle(handles.size(), instrument, feature.warmUp());
    handles.add(handle);
    features.add(feature);
    handleByName.put(name, handle);
    return handle;
  }

  /** The columns, in the order of the handles' indices. */
  Column[] compute(InstrumentRun[] runs) {
    Column[] columns = new Column[handles.size()];
    for (InstrumentRun run : runs) {
      List<FeatureHandle> own =
          handles.stream().filter(handle -> handle.instrument() == run.index).toList();
      double[][] values =
          FeatureColumns.computeAll(
              run.series, own.stream().map(handle -> features.get(handle.index())).toList());
      for (int i = 0; i < values.length; i++) {
        columns[own.get(i).index()] = new Column(run, values[i]);
      }
    }
    return columns;
  }

  /** The longest warm-up of the declared features, bars. */
  int longestWarmUp() {
    return handles.stream().mapToInt(FeatureHandle::warmUp).max().orElse(0);
  }

  /** A declared feature: one value for each bar of its instrument. */
  static final class Column {
    final InstrumentRun run;
    final int instrument;
    final double[] values;

    private Column(InstrumentRun run, double[] values) {
      this.run = run;
      this.instrument = run.index;
      this.values = values;
    }
  }
}
