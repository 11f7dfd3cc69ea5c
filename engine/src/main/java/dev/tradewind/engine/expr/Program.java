package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.List;
import java.util.Optional;

/**
 * Compiled expressions: columns over the base bars, computed over whole series ({@link #batch}) or
 * bar by bar ({@link #streaming}) with the same bits. Immutable and thread-safe.
 */
public final class Program {
  private final ProgramScope scope;
  private final List<String> sources;
  private final Layout layout;
  private final List<String> names;

  Program(
      ProgramScope scope,
      List<String> sources,
      List<Frame> frames,
      List<Node> nodes,
      int[] columns,
      List<String> names) {
    this.scope = scope;
    this.sources = List.copyOf(sources);
    this.names = List.copyOf(names);
    this.layout = Layout.of(frames, nodes, columns);
  }

  /** Number of columns. */
  public int columns() {
    return names.size();
  }

  /** The canonical text of each column. */
  public List<String> names() {
    return names;
  }

  /** What the program was compiled for. */
  public ProgramScope scope() {
    return scope;
  }

  /** Ids of the instruments whose bars are read; the base's first. */
  public List<String> sources() {
    return sources;
  }

  /** Whether a column depends on splits. */
  public boolean readsSplits() {
    return layout.frames().stream().anyMatch(Frame::adjusted);
  }

  /**
   * Whether a column of the bars of an instrument is read.
   *
   * @param source index in {@link #sources}; 0 is the base
   */
  public boolean reads(int source, SeriesInput input) {
    return layout.nodes().stream()
        .anyMatch(
            node ->
                node instanceof Node.Input read
                    && read.input() == input
                    && layout.frames().get(read.frame()).source() == source);
  }

  /**
   * Number of leading base bars on which a column is undefined at least, when every input is
   * defined; bars of longer timeframes are counted at their nominal length.
   *
   * @param column in {@code [0, columns())}
   */
  public long warmUp(int column) {
    return layout.bars(scope, layout.columns()[column], false);
  }

  /**
   * Number of base bars behind the warm-up until the choice of the first bar no longer matters, see
   * {@link Kernel#unstablePeriod}.
   *
   * @param column in {@code [0, columns())}
   */
  public long unstablePeriod(int column) {
    return layout.bars(scope, layout.columns()[column], true) - warmUp(column);
  }

  /**
   * Computes every column over all bars.
   *
   * @return for each column one value for each base bar; {@code NaN} is undefined
   */
  public double[][] batch(ProgramData data) {
    double[][] out = new double[columns()][data.base().size()];
    batch(data, out);
    return out;
  }

  /**
   * Computes every column into arrays of the caller, at least as long as the base.
   *
   * @param out receives one column each
   */
  public void batch(ProgramData data, double[][] out) {
    new BatchRun(this, data, BatchRun.into(out, data.base().size())).run();
  }

  /** Computes every column and hands each over as soon as it is complete. */
  public void batch(ProgramData data, ColumnSink sink) {
    new BatchRun(this, data, sink).run();
  }

  /**
   * Computes every column into arrays of the caller and answers the memory with which {@link
   * StreamingProgram#restore} goes on behind the last bar with the same bits. It may hold the same
   * in another place than a memory that bars were streamed into.
   *
   * @param out receives one column each
   */
  public double[] batchRemembering(ProgramData data, double[][] out) {
    return batchRemembering(data, BatchRun.into(out, data.base().size()));
  }

  /**
   * As {@link #batchRemembering(ProgramData, double[][])}, each column as soon as it is complete.
   */
  public double[] batchRemembering(ProgramData data, ColumnSink sink) {
    return new BatchRun(this, data.knownWithBase(), sink).runRemembering();
  }

  /**
   * The memory of this program within that of another one that has its columns too.
   *
   * @param firstColumn the other's column that is this program's first; the rest follow
   * @param memory of the other
   * @return empty if the other computes a column in another way
   */
  public Optional<double[]> memoryWithin(Program other, int firstColumn, double[] memory) {
    return new MemoryPart(layout, other.layout).of(firstColumn, memory);
  }

  /**
   * Computes every column on the bars of its own timeframe: {@code x@4h} on bars of four hours,
   * what is not joined from one on the base's. Joined to the base they are what {@link #batch}
   * gives; a build over many timeframes needs a small part of its time and memory.
   *
   * @throws IllegalArgumentException if a column sees partial bars, which differ with each base bar
   */
  public List<TimeframeColumn> batchByTimeframe(ProgramData data) {
    return new BatchRun(this, data, BatchRun.into(new double[0][], 0)).runByTimeframe();
  }

  /** A fresh run that takes bars one at a time. */
  public StreamingProgram streaming() {
    return new StreamingProgram(this);
  }

  Layout layout() {
    return layout;
  }
}
