package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.Kernels;
import dev.tradewind.engine.indicator.PairedKernel;
import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One computation of a program over whole series, column by column in the order of the nodes; a
 * column is given back as soon as nothing needs it any more. Equal to {@link StreamingProgram} to
 * the last bit; benchmark W3 justifies the second form.
 */
final class BatchRun {
  private final Program program;
  private final Layout layout;
  private final ProgramData data;
  private FrameColumns[] frames = {};
  private final @Nullable Column[] columns;
  private final int[] uses;

  /** The last column that a slot is the answer of; -1 where nobody asked. */
  private final int[] answers;

  private final ColumnSink sink;

  /** The nodes that were computed together with one before them. */
  private final boolean[] done;

  private final Map<Integer, ArrayDeque<double[]>> free = new HashMap<>();

  /** What the streaming form would remember behind the last bar, if that is wanted. */
  private double @Nullable [] memory;

  /** A column with what is known of its holes. */
  private static final class Column {
    private final double[] values;

    /** Index of the first defined value. */
    private final int start;

    /** Whether every value behind the first defined one is defined. */
    private final boolean whole;

    /** Whether the array belongs to someone else. */
    private final boolean borrowed;

    Column(double[] values, int start, boolean whole, boolean borrowed) {
      this.values = values;
      this.start = start;
      this.whole = whole;
      this.borrowed = borrowed;
    }
  }

  BatchRun(Program program, ProgramData data, ColumnSink sink) {
    this.program = program;
    this.layout = program.layout();
    this.data = data;
    this.sink = sink;
    this.answers = new int[layout.slots()];
    Arrays.fill(answers, -1);
    this.columns = new Column[layout.slots()];
    this.uses = new int[layout.slots()];
    this.done = new boolean[layout.nodes().size()];
  }

  /** Answers a computation into arrays of the caller. */
  static ColumnSink into(double[][] out, int size) {
    return new ColumnSink() {
      @Override
      public double[] array(int column) {
        return out[column];
      }

      @Override
      public void accept(int column, double[] values, boolean last) {
        if (values != out[column]) {
          System.arraycopy(values, 0, out[column], 0, size);
        }
      }
    };
  }

  void run() {
    if (hasPreviews()) {
      stream();
      return;
    }
    frames = FrameTree.of(layout.frames(), program.sources(), data);
    countUses();
    for (int c = 0; c < layout.columns().length; c++) {
      answers[layout.columns()[c]] = c;
    }
    for (int n = 0; n < layout.nodes().size(); n++) {
      compute(n);
    }
  }

  /**
   * Computes the columns and what the streaming form goes on from; others must end with the base.
   */
  double[] runRemembering() {
    if (hasPreviews()) {
      return stream().memory();
    }
    double[] remembered = grown();
    memory = remembered;
    run();
    return remembered;
  }

  private boolean hasPreviews() {
    return layout.nodes().stream().anyMatch(Node.Preview.class::isInstance);
  }

  /** What has no batch form is computed bar by bar. */
  private StreamingProgram stream() {
    SeriesFeed feed = new SeriesFeed(program, data, 0);
    double[][] out = new double[layout.columns().length][];
    for (int c = 0; c < out.length; c++) {
      out[c] = sink.array(c);
    }
    feed.run(data.base().size(), out);
    for (int c = 0; c < out.length; c++) {
      sink.accept(c, out[c], true);
    }
    return feed.program();
  }

  /** A fresh memory with the growing bars of longer timeframes behind the last bar. */
  private double[] grown() {
    StreamingProgram streaming = program.streaming();
    for (int s = 0; s < program.sources().size(); s++) {
      String id = program.sources().get(s);
      streaming.splits(s, data.splitsOf(id));
      BarSeries series = s == 0 ? data.base() : data.others().get(id);
      int source = s;
      boolean grows =
          layout.frames().stream().anyMatch(each -> each.source() == source && !each.isRoot());
      for (int bar = 0; grows && series != null && bar < series.size(); bar++) {
        streaming.accumulate(s, series, bar);
      }
    }
    return streaming.memory();
  }

  List<TimeframeColumn> runByTimeframe() {
    if (hasPreviews()) {
      throw new IllegalArgumentException("a partial bar has no column on bars of its timeframe");
    }
    frames = FrameTree.of(layout.frames(), program.sources(), data);
    countUses();
    int[] slots = new int[layout.columns().length];
    for (int c = 0; c < slots.length; c++) {
      slots[c] = unjoined(layout.columns()[c]);
      uses[slots[c]]++;
    }
    for (int n = 0; n < layout.nodes().size(); n++) {
      if (!(isUnjoined(n) && uses[layout.firstSlots()[n]] == 1)) {
        compute(n);
      }
    }
    List<TimeframeColumn> found = new ArrayList<>();
    for (int c = 0; c < slots.length; c++) {
      int frame = layout.nodes().get(layout.nodeOf(slots[c])).frame();
      double[] values = Arrays.copyOf(values(slots[c]), frames[frame].size);
      String timeframe = layout.frames().get(frame).timeframe();
      found.add(new TimeframeColumn(program.names().get(c), timeframe, values, frames[frame]));
    }
    return List.copyOf(found);
  }

  /** Whether a node only joins a longer timeframe of the base to it. */
  private boolean isUnjoined(int n) {
    return layout.nodes().get(n) instanceof Node.Join join
        && join.frame() == 0
        && layout.frames().get(join.fromFrame()).source() == 0
        && !layout.frames().get(join.fromFrame()).isRoot();
  }

  private int unjoined(int slot) {
    int n = layout.nodeOf(slot);
    return isUnjoined(n) && layout.nodes().get(n) instanceof Node.Join join ? join.from() : slot;
  }

  private void countUses() {
    for (Node node : layout.nodes()) {
      switch (node) {
        case Node.Apply apply -> apply.inputs().forEach(input -> uses[input]++);
        case Node.Join join -> uses[join.from()]++;
        case Node.Input input -> {}
        case Node.Constant constant -> {}
        case Node.Preview preview -> {}
      }
    }
    for (int column : layout.columns()) {
      uses[column]++;
    }
  }

  private void compute(int n) {
    if (done[n]) {
      return;
    }
    Node node = layout.nodes().get(n);
    int slot = layout.firstSlots()[n];
    FrameColumns frame = frames[node.frame()];
    switch (node) {
      case Node.Input input -> {
        double[] values = frame.input(input.input());
        columns[slot] = new Column(values, 0, frame.isWhole(input.input()), true);
        remember(slot, values, frame.size);
        answer(slot);
      }
      case Node.Constant constant -> {
        double[] values = target(slot, frame.size);
        Arrays.fill(values, 0, frame.size, constant.value());
        columns[slot] = owned(values, slot, 0, Kernels.isDefined(constant.value()));
        answer(slot);
      }
      case Node.Join join -> {
        double[] values = target(slot, frame.size);
        frame.join(frames[join.fromFrame()], values(join.from()), values);
        columns[slot] = scanned(values, frame.size, slot);
        remember(slot, values, frame.size);
        release(join.from());
        answer(slot);
      }
      case Node.Apply apply -> {
        int partner = partner(n, apply);
        if (partner >= 0) {
          applyPair(apply, n, partner);
        } else {
          apply(apply, n, frame.size);
        }
      }
      case Node.Preview preview -> throw new IllegalStateException("a preview has no batch form");
    }
  }

  /** A later node whose kernel can share a pass with this one's; -1 if there is none. */
  private int partner(int n, Node.Apply apply) {
    if (!(apply.kernel() instanceof PairedKernel paired)
        || !Objects.requireNonNull(columns[apply.inputs().getFirst()]).whole) {
      return -1;
    }
    for (int m = n + 1; m < done.length; m++) {
      if (!done[m]
          && layout.nodes().get(m) instanceof Node.Apply other
          && other.frame() == apply.frame()
          && other.inputs().equals(apply.inputs())
          && paired.pairsWith(other.kernel())) {
        return m;
      }
    }
    return -1;
  }

  /** Notes the newest value of a slot. */
  private void remember(int slot, double[] values, int size) {
    if (memory != null && size > 0) {
      memory[slot] = values[size - 1];
    }
  }

  private void applyPair(Node.Apply apply, int n, int partner) {
    int size = frames[apply.frame()].size;
    int slot = layout.firstSlots()[n];
    int otherSlot = layout.firstSlots()[partner];
    Column input = Objects.requireNonNull(columns[apply.inputs().getFirst()]);
    double[] out = target(slot, size);
    double[] otherOut = target(otherSlot, size);
    int from = Math.min(input.start, size);
    Arrays.fill(out, 0, from, Double.NaN);
    Arrays.fill(otherOut, 0, from, Double.NaN);
    if (apply.kernel() instanceof PairedKernel paired
        && layout.nodes().get(partner) instanceof Node.Apply other) {
      paired.batchPair(other.kernel(), input.values, from, size, out, otherOut);
      if (memory != null && other.kernel() instanceof PairedKernel second) {
        paired.leave(input.values, from, size, out, memory, layout.stateAt()[n]);
        second.leave(input.values, from, size, otherOut, memory, layout.stateAt()[partner]);
      }
    }
    remember(slot, out, size);
    remember(otherSlot, otherOut, size);
    done[partner] = true;
    release(apply.inputs().getFirst());
    release(apply.inputs().getFirst());
    columns[slot] = scanned(out, size, slot);
    columns[otherSlot] = scanned(otherOut, size, otherSlot);
    answer(slot);
    answer(otherSlot);
  }

  private void apply(Node.Apply apply, int n, int size) {
    int slot = layout.firstSlots()[n];
    Kernel kernel = apply.kernel();
    double[][] in = new double[kernel.inputs()][];
    double[][] out = new double[kernel.outputs()][];
    int start = 0;
    boolean whole = true;
    for (int i = 0; i < in.length; i++) {
      Column column = Objects.requireNonNull(columns[apply.inputs().get(i)]);
      in[i] = column.values;
      start = Math.max(start, column.start);
      whole &= column.whole;
    }
    for (int o = 0; o < out.length; o++) {
      out[o] = target(slot + o, size);
    }
    int from = whole && !kernel.acceptsUndefined() ? Math.min(start, size) : 0;
    for (double[] values : out) {
      Arrays.fill(values, 0, from, Double.NaN);
    }
    if (from < size) {
      run(kernel, in, new Stretch(from, size, whole), out, layout.stateAt()[n]);
    }
    for (int o = 0; o < out.length; o++) {
      remember(slot + o, out[o], size);
    }
    for (int input : apply.inputs()) {
      release(input);
    }
    for (int o = 0; o < out.length; o++) {
      if (uses[slot + o] == 0) {
        give(out[o]);
      } else {
        columns[slot + o] = scanned(out[o], size, slot + o);
        answer(slot + o);
      }
    }
  }

  /** The bars to compute, and whether every input is defined on them. */
  private record Stretch(int from, int to, boolean whole) {}

  private void run(Kernel kernel, double[][] in, Stretch bars, double[][] out, int stateAt) {
    double[] state = memory;
    boolean direct = kernel.acceptsUndefined() || bars.whole();
    if (state == null && direct) {
      kernel.batch(in, bars.from(), bars.to(), out);
    } else if (state == null) {
      Kernels.batch(kernel, in, bars.to(), out);
    } else if (direct) {
      kernel.batch(in, bars.from(), bars.to(), out, state, stateAt);
    } else {
      Kernels.batch(kernel, in, bars.to(), out, state, stateAt);
    }
  }

  private Column owned(double[] values, int slot, int start, boolean whole) {
    return new Column(values, start, whole, answers[slot] >= 0);
  }

  private Column scanned(double[] values, int size, int slot) {
    if (onlyAnswered(slot)) {
      return owned(values, slot, 0, false);
    }
    int start = 0;
    while (start < size && !Kernels.isDefined(values[start])) {
      start++;
    }
    int hole = start;
    while (hole < size && Kernels.isDefined(values[hole])) {
      hole++;
    }
    return owned(values, slot, start, hole == size);
  }

  /** Whether a column is answered and nothing else reads it; then its holes do not matter. */
  private boolean onlyAnswered(int slot) {
    return answers[slot] >= 0 && uses[slot] == 1;
  }

  /** Hands a slot that is now complete to those who asked for it. */
  private void answer(int slot) {
    if (answers[slot] < 0) {
      return;
    }
    Column column = Objects.requireNonNull(columns[slot]);
    boolean last =
        onlyAnswered(slot) && !(layout.nodes().get(layout.nodeOf(slot)) instanceof Node.Input);
    int[] asked = layout.columns();
    for (int c = 0; c < asked.length; c++) {
      if (asked[c] == slot) {
        sink.accept(c, column.values, last);
      }
    }
  }

  private double[] values(int slot) {
    return Objects.requireNonNull(columns[slot]).values;
  }

  private double[] target(int slot, int size) {
    if (answers[slot] >= 0) {
      return sink.array(answers[slot]);
    }
    ArrayDeque<double[]> spare = free.get(size);
    return spare == null || spare.isEmpty() ? new double[size] : spare.pop();
  }

  private void release(int slot) {
    Column column = columns[slot];
    if (--uses[slot] == 0 && column != null && !column.borrowed) {
      give(column.values);
      columns[slot] = null;
    }
  }

  private void give(double[] values) {
    free.computeIfAbsent(values.length, size -> new ArrayDeque<>()).push(values);
  }
}
