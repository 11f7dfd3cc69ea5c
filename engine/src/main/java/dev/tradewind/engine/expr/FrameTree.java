package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.TimeGrid;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Makes the columns of all frames of a program, each from the longest bars that fit into it. */
final class FrameTree {
  private static final TimeframeDefinition SESSION = TimeframeDefinition.of("1Dt");

  private final List<String> sources;
  private final ProgramData data;
  private final Map<Integer, BarEdges> edges = new LinkedHashMap<>();
  private final Map<List<Object>, FrameColumns> roots = new LinkedHashMap<>();
  private final List<FrameColumns> made = new ArrayList<>();

  private FrameTree(List<String> sources, ProgramData data) {
    this.sources = sources;
    this.data = data;
  }

  /** The columns of each frame, in the order of the frames. */
  static FrameColumns[] of(List<Frame> frames, List<String> sources, ProgramData data) {
    FrameTree tree = new FrameTree(sources, data);
    FrameColumns[] columns = new FrameColumns[frames.size()];
    int[] fromShortToLong =
        IntStream.range(0, columns.length)
            .boxed()
            .sorted(Comparator.comparingDouble(f -> length(frames.get(f))))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int f : fromShortToLong) {
      columns[f] = tree.columns(frames.get(f));
    }
    return columns;
  }

  private static double length(Frame frame) {
    TimeGrid grid = frame.grid();
    return grid == null ? 0 : grid.definition().nominalDays();
  }

  private FrameColumns columns(Frame frame) {
    TimeGrid grid = frame.grid();
    if (grid == null) {
      return root(frame);
    }
    boolean trading = grid.definition().scheme() == CalendarScheme.TRADING;
    FrameColumns best = root(frame);
    for (FrameColumns finer : made) {
      if (finer.size < best.size && finer.frame().grid() != null && fits(finer.frame(), frame)) {
        best = finer;
      }
    }
    if (trading && grid.definition().sessions() > 1 && best.frame().isRoot()) {
      // Between the sessions of one span may lie bars that are in none.
      best = keep(best.coarser(sessionsOf(frame)));
    }
    return keep(best.coarser(frame));
  }

  private FrameColumns keep(FrameColumns columns) {
    made.add(columns);
    return columns;
  }

  private static Frame sessionsOf(Frame frame) {
    return new Frame(
        frame.source(),
        frame.adjusted(),
        SESSION.code(),
        TimeGrid.of(SESSION, frame.calendar()),
        frame.calendar());
  }

  private static boolean fits(Frame finer, Frame coarser) {
    TimeframeDefinition small = Objects.requireNonNull(finer.grid()).definition();
    TimeframeDefinition large = Objects.requireNonNull(coarser.grid()).definition();
    // A session takes in bars by their overlap with it, so only sessions make longer ones.
    return finer.source() == coarser.source()
        && finer.adjusted() == coarser.adjusted()
        && (small.scheme() == CalendarScheme.TRADING) == (large.scheme() == CalendarScheme.TRADING)
        && small.fitsInto(large);
  }

  private FrameColumns root(Frame frame) {
    int source = frame.source();
    String id = sources.get(source);
    BarSeries series = source == 0 ? data.base() : data.others().get(id);
    BarEdges times = edges.computeIfAbsent(source, any -> new BarEdges(series));
    return roots.computeIfAbsent(
        Arrays.asList(source, frame.adjusted()),
        any ->
            FrameColumns.root(
                new Frame(source, frame.adjusted(), "", null, frame.calendar()),
                series,
                data.splitsOf(id),
                times));
  }
}
