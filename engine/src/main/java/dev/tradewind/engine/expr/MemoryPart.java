package dev.tradewind.engine.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the memory of a program within that of a larger one, in which the same nodes lie in other
 * places. Belongs to one thread.
 */
final class MemoryPart {
  private final Layout own;
  private final Layout other;
  private final int[] nodes;
  private final int[] frames;

  MemoryPart(Layout own, Layout other) {
    this.own = own;
    this.other = other;
    this.nodes = new int[own.nodes().size()];
    this.frames = new int[own.frames().size()];
    Arrays.fill(nodes, -1);
    Arrays.fill(frames, -1);
  }

  /** The memory; empty if a node of a column is another in the larger program. */
  Optional<double[]> of(int firstColumn, double[] memory) {
    frames[0] = 0;
    for (int c = 0; c < own.columns().length; c++) {
      if (!isSameSlot(own.columns()[c], other.columns()[firstColumn + c])) {
        return Optional.empty();
      }
    }
    double[] part = new double[own.size()];
    for (int n = 0; n < nodes.length; n++) {
      int m = nodes[n];
      if (m < 0) {
        return Optional.empty();
      }
      Node node = own.nodes().get(n);
      System.arraycopy(memory, other.firstSlots()[m], part, own.firstSlots()[n], node.outputs());
      if (node instanceof Node.Apply apply) {
        System.arraycopy(
            memory, other.stateAt()[m], part, own.stateAt()[n], apply.kernel().stateSize());
      }
    }
    for (int f = 0; f < frames.length; f++) {
      if (frames[f] < 0) {
        return Optional.empty();
      }
      if (!own.frames().get(f).isRoot()) {
        int from = other.accumulatorAt()[frames[f]];
        System.arraycopy(memory, from, part, own.accumulatorAt()[f], SpanAccumulator.SIZE);
      }
    }
    return Optional.of(part);
  }

  private boolean isSameSlot(int slot, int otherSlot) {
    int n = own.nodeOf(slot);
    int m = other.nodeOf(otherSlot);
    return slot - own.firstSlots()[n] == otherSlot - other.firstSlots()[m] && isSameNode(n, m);
  }

  private boolean isSameNode(int n, int m) {
    if (nodes[n] >= 0) {
      return nodes[n] == m;
    }
    nodes[n] = m;
    Node node = own.nodes().get(n);
    Node match = other.nodes().get(m);
    if (!isSameFrame(node.frame(), match.frame())) {
      return false;
    }
    return switch (node) {
      case Node.Input input -> match instanceof Node.Input that && input.input() == that.input();
      case Node.Constant constant ->
          match instanceof Node.Constant that
              && Double.compare(constant.value(), that.value()) == 0;
      case Node.Apply apply ->
          match instanceof Node.Apply that
              && apply.kernel().equals(that.kernel())
              && areSameSlots(apply.inputs(), that.inputs());
      case Node.Join join ->
          match instanceof Node.Join that
              && isSameFrame(join.fromFrame(), that.fromFrame())
              && isSameSlot(join.from(), that.from());
      case Node.Preview preview ->
          match instanceof Node.Preview that
              && isSameFrame(preview.fromFrame(), that.fromFrame())
              && isSameSlot(preview.from(), that.from());
    };
  }

  private boolean areSameSlots(List<Integer> slots, List<Integer> others) {
    for (int i = 0; i < slots.size(); i++) {
      if (!isSameSlot(slots.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSameFrame(int frame, int otherFrame) {
    if (frames[frame] < 0) {
      Frame mine = own.frames().get(frame);
      Frame theirs = other.frames().get(otherFrame);
      if (mine.adjusted() != theirs.adjusted() || !mine.timeframe().equals(theirs.timeframe())) {
        return false;
      }
      frames[frame] = otherFrame;
    }
    return frames[frame] == otherFrame;
  }
}
