package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.Kernels;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.TimeGrid;
import java.util.Arrays;
import java.util.List;

/**
 * A program that takes bars one at a time. All that it remembers is one array ({@link #memory}):
 * saved and restored it goes on with the same bits. Allocates nothing per bar. Belongs to one
 * thread.
 *
 * <p>Bars are fed in the order in which they are known; at one instant those of other instruments
 * come before the base's.
 */
public final class StreamingProgram {
  private final Layout layout;
  private final Node[] nodes;
  private final double[] memory;
  private final double[][] in;
  private final double[][] out;
  private final int[][] previewNodes;
  private final int[][] previewReads;
  private final boolean[] due;
  private final RawBar[] bars;
  private final RawBar raw = new RawBar();
  private final SplitSchedule[] splits;
  private double[] preview = {};

  StreamingProgram(Program program) {
    layout = program.layout();
    nodes = layout.nodes().toArray(Node[]::new);
    memory = new double[layout.size()];
    in = new double[nodes.length][];
    out = new double[nodes.length][];
    previewNodes = new int[nodes.length][];
    previewReads = new int[nodes.length][];
    int frames = layout.frames().size();
    due = new boolean[frames];
    bars = new RawBar[frames];
    for (int f = 0; f < frames; f++) {
      bars[f] = new RawBar();
    }
    splits = new SplitSchedule[program.sources().size()];
    Arrays.fill(splits, SplitSchedule.NONE);
    for (int n = 0; n < nodes.length; n++) {
      if (nodes[n] instanceof Node.Apply apply) {
        in[n] = new double[apply.kernel().inputs()];
        out[n] = new double[apply.kernel().outputs()];
      } else if (nodes[n] instanceof Node.Preview node) {
        previewNodes[n] = layout.nodesFor(node.from(), node.fromFrame());
        previewReads[n] = layout.readBy(previewNodes[n]);
        preview = new double[memory.length];
      }
    }
    reset();
  }

  /** Forgets all bars. */
  public void reset() {
    Arrays.fill(memory, 0, layout.slots(), Double.NaN);
    Arrays.fill(memory, layout.slots(), memory.length, 0);
    for (int n = 0; n < nodes.length; n++) {
      if (nodes[n] instanceof Node.Apply apply) {
        apply.kernel().reset(memory, layout.stateAt()[n]);
      } else if (nodes[n] instanceof Node.Constant constant) {
        memory[layout.firstSlots()[n]] = constant.value();
      }
    }
  }

  /** The splits of a source, see {@link Program#sources}; they hold for bars to come. */
  public void splits(int source, SplitSchedule schedule) {
    splits[source] = schedule;
  }

  /** A copy of all that is remembered. */
  public double[] memory() {
    return memory.clone();
  }

  /**
   * Goes back, or on, to a state that {@link #memory} gave for the same program.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public void restore(double[] saved) {
    if (saved.length != memory.length) {
      throw new IllegalArgumentException(
          "saved memory must have length " + memory.length + ", was " + saved.length);
    }
    System.arraycopy(saved, 0, memory, 0, saved.length);
  }

  /** The value of a column at the newest base bar. */
  public double value(int column) {
    return memory[layout.columns()[column]];
  }

  /**
   * Takes in a bar.
   *
   * @param source index of its instrument in {@link Program#sources}
   * @param series the series that has it
   * @param bar index in the series
   */
  public void update(int source, BarSeries series, int bar) {
    raw.set(series, bar);
    update(source, true);
  }

  /** Takes a bar into the growing bars of longer timeframes alone; computes nothing. */
  void accumulate(int source, BarSeries series, int bar) {
    raw.set(series, bar);
    update(source, false);
  }

  private void update(int source, boolean computes) {
    List<Frame> frames = layout.frames();
    boolean any = false;
    for (int f = 0; f < bars.length; f++) {
      Frame frame = frames.get(f);
      due[f] = false;
      if (frame.source() == source && !frame.isRoot() && frame.grid() != null) {
        int at = layout.accumulatorAt()[f];
        if (SpanAccumulator.endsBefore(memory, at, raw)
            && SpanAccumulator.take(memory, at, bars[f])) {
          due[f] = true;
          any = true;
        }
      }
    }
    if (any && computes) {
      run();
    }
    double factor = factor(source);
    for (int f = 0; f < bars.length; f++) {
      Frame frame = frames.get(f);
      due[f] = false;
      if (frame.source() == source) {
        bars[f].setAdjusted(raw, frame.adjusted() ? factor : 1);
        due[f] = frame.grid() == null || completes(f, frame.grid());
      }
    }
    if (computes) {
      run();
    }
  }

  private double factor(int source) {
    SplitSchedule schedule = splits[source];
    return schedule.size() == 0 ? 1 : schedule.factor(schedule.countUntil(raw.openTime));
  }

  private boolean completes(int frame, TimeGrid grid) {
    int at = layout.accumulatorAt()[frame];
    SpanAccumulator.add(memory, at, grid, bars[frame]);
    return SpanAccumulator.endsWith(memory, at, bars[frame])
        && SpanAccumulator.take(memory, at, bars[frame]);
  }

  private void run() {
    for (int n = 0; n < nodes.length; n++) {
      if (due[nodes[n].frame()]) {
        step(n, memory);
      }
    }
  }

  private void step(int n, double[] target) {
    int slot = layout.firstSlots()[n];
    switch (nodes[n]) {
      case Node.Input input ->
          target[slot] =
              bars[input.frame()].input(
                  input.input(), layout.frames().get(input.frame()).calendar());
      case Node.Constant constant -> {}
      case Node.Apply apply -> apply(apply, n, slot, target);
      case Node.Join join -> target[slot] = target[join.from()];
      case Node.Preview node -> target[slot] = previewed(node, n);
    }
  }

  private void apply(Node.Apply apply, int n, int slot, double[] target) {
    Kernel kernel = apply.kernel();
    double[] inputs = in[n];
    double[] outputs = out[n];
    List<Integer> from = apply.inputs();
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = target[from.get(i)];
    }
    Kernels.update(kernel, target, layout.stateAt()[n], inputs, outputs);
    System.arraycopy(outputs, 0, target, slot, outputs.length);
  }

  /** The growing bar goes through a copy of what it needs, which is then thrown away. */
  private double previewed(Node.Preview node, int n) {
    int at = layout.accumulatorAt()[node.fromFrame()];
    if (!SpanAccumulator.isGrowing(memory, at)) {
      return memory[node.from()];
    }
    for (int index : previewReads[n]) {
      preview[index] = memory[index];
    }
    SpanAccumulator.read(memory, at, bars[node.fromFrame()]);
    for (int step : previewNodes[n]) {
      step(step, preview);
    }
    return preview[node.from()];
  }
}
