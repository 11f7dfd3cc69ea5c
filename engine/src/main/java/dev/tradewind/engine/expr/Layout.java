package dev.tradewind.engine.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Where everything lies in a program's memory: the slots, then the growing bars, then the states of
 * the kernels. Arrays are shared within the package and never written.
 */
final class Layout {
  private final List<Frame> frames;
  private final List<Node> nodes;
  private final int[] columns;
  private final int[] firstSlots;
  private final int[] stateAt;
  private final int[] accumulatorAt;
  private final int slots;
  private final int size;

  private Layout(
      List<Frame> frames,
      List<Node> nodes,
      int[] columns,
      int[] firstSlots,
      int[] stateAt,
      int[] accumulatorAt,
      int slots,
      int size) {
    this.frames = frames;
    this.nodes = nodes;
    this.columns = columns;
    this.firstSlots = firstSlots;
    this.stateAt = stateAt;
    this.accumulatorAt = accumulatorAt;
    this.slots = slots;
    this.size = size;
  }

  /** The base's root first. */
  List<Frame> frames() {
    return frames;
  }

  /** In an order in which inputs come first. */
  List<Node> nodes() {
    return nodes;
  }

  /** The slot of each column. */
  int[] columns() {
    return columns;
  }

  /** The first slot of each node. */
  int[] firstSlots() {
    return firstSlots;
  }

  /** Where the state of each node's kernel begins. */
  int[] stateAt() {
    return stateAt;
  }

  /** Where the growing bar of each frame begins, -1 for a root. */
  int[] accumulatorAt() {
    return accumulatorAt;
  }

  /** Number of slots. */
  int slots() {
    return slots;
  }

  /** Length of the memory. */
  int size() {
    return size;
  }

  static Layout of(List<Frame> frames, List<Node> nodes, int[] columns) {
    int[] firstSlots = new int[nodes.size()];
    int at = 0;
    for (int n = 0; n < firstSlots.length; n++) {
      firstSlots[n] = at;
      at += nodes.get(n).outputs();
    }
    int slots = at;
    int[] accumulatorAt = new int[frames.size()];
    for (int f = 0; f < accumulatorAt.length; f++) {
      accumulatorAt[f] = frames.get(f).isRoot() ? -1 : at;
      at += frames.get(f).isRoot() ? 0 : SpanAccumulator.SIZE;
    }
    int[] stateAt = new int[nodes.size()];
    for (int n = 0; n < stateAt.length; n++) {
      stateAt[n] = at;
      at += nodes.get(n) instanceof Node.Apply apply ? apply.kernel().stateSize() : 0;
    }
    return new Layout(
        frames, nodes, columns.clone(), firstSlots, stateAt, accumulatorAt, slots, at);
  }

  /** The node to which a slot belongs. */
  int nodeOf(int slot) {
    int at = Arrays.binarySearch(firstSlots, slot);
    return at >= 0 ? at : -at - 2;
  }

  /** The nodes of one frame that a slot needs, in order. */
  int[] nodesFor(int slot, int frame) {
    List<Integer> found = new ArrayList<>();
    collect(nodeOf(slot), frame, found);
    return found.stream().sorted().mapToInt(Integer::intValue).toArray();
  }

  private void collect(int node, int frame, List<Integer> found) {
    if (nodes.get(node).frame() != frame || found.contains(node)) {
      return;
    }
    found.add(node);
    if (nodes.get(node) instanceof Node.Apply apply) {
      for (int input : apply.inputs()) {
        collect(nodeOf(input), frame, found);
      }
    }
  }

  /** The places of the memory that nodes read: their states and the slots of their inputs. */
  int[] readBy(int[] steps) {
    BitSet read = new BitSet();
    for (int step : steps) {
      switch (nodes.get(step)) {
        case Node.Apply apply -> {
          apply.inputs().forEach(read::set);
          read.set(stateAt[step], stateAt[step] + apply.kernel().stateSize());
        }
        case Node.Join join -> read.set(join.from());
        case Node.Input input -> read.set(firstSlots[step]);
        case Node.Constant constant -> read.set(firstSlots[step]);
        case Node.Preview preview -> read.set(firstSlots[step]);
      }
    }
    return read.stream().toArray();
  }

  /** Bars of the slot's own frame until it is defined, or settled. */
  long bars(ProgramScope scope, int slot, boolean settled) {
    int at = nodeOf(slot);
    return switch (nodes.get(at)) {
      case Node.Input input -> 0;
      case Node.Constant constant -> 0;
      case Node.Apply apply -> {
        long inputs = 0;
        for (int input : apply.inputs()) {
          inputs = Math.max(inputs, bars(scope, input, settled));
        }
        yield inputs
            + apply.kernel().warmUp(slot - firstSlots[at])
            + (settled ? apply.kernel().unstablePeriod() : 0);
      }
      case Node.Join join -> joined(scope, join.frame(), join.fromFrame(), join.from(), settled);
      case Node.Preview preview ->
          joined(scope, preview.frame(), preview.fromFrame(), preview.from(), settled);
    };
  }

  private long joined(ProgramScope scope, int to, int fromFrame, int from, boolean settled) {
    double ratio = days(scope, fromFrame) / days(scope, to);
    double bars = (bars(scope, from, settled) + (ratio == 1 ? 0 : 1)) * ratio;
    return (long) Math.ceil(bars);
  }

  private double days(ProgramScope scope, int frame) {
    return scope
        .timeframes()
        .apply(frames.get(frame).timeframe())
        .map(definition -> definition.nominalDays())
        .orElse(scope.timeframe().micros() / 86_400_000_000.0);
  }
}
