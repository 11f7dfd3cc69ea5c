package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarAggregator;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.BarHandle;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The longer bars that a strategy declared at its start. */
final class LongerBars {
  private final List<BarHandle> handles = new ArrayList<>();
  private final List<BarSeries> series = new ArrayList<>();
  private int[] known = new int[4];

  BarHandle declare(InstrumentRun run, String code, RunScope scope) {
    TimeframeDefinition definition =
        scope.expressions().timeframes().stream()
            .filter(each -> each.code().equals(code))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("timeframe must be a known one, was " + code));
    BarSeries longer =
        BarAggregator.coarser(run.series, definition, scope.calendars().apply(run.instrument));
    BarHandle handle = new BarHandle(handles.size(), run.index, longer.timeframe());
    handles.add(handle);
    series.add(longer);
    known = Arrays.copyOf(known, Math.max(known.length, handles.size()));
    return handle;
  }

  boolean isEmpty() {
    return handles.isEmpty();
  }

  /** A bar that is known by now and was not told of; none if there is none. */
  Optional<BarHandle> next(int instrument, long now) {
    for (int i = 0; i < handles.size(); i++) {
      BarSeries longer = series.get(i);
      if (handles.get(i).instrument() == instrument
          && known[i] < longer.size()
          && longer.knownAt(known[i]) <= now) {
        known[i]++;
        return Optional.of(handles.get(i));
      }
    }
    return Optional.empty();
  }

  int count(BarHandle bars) {
    return known[bars.index()];
  }

  double value(BarHandle bars, BarField field, int barsAgo) {
    if (barsAgo < 0) {
      throw new IllegalArgumentException("barsAgo must be >= 0, was " + barsAgo);
    }
    int bar = known[bars.index()] - 1 - barsAgo;
    return bar < 0 ? Double.NaN : series.get(bars.index()).value(field, bar);
  }
}
