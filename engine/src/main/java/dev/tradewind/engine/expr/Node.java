package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.List;

/** A step of a program; equal nodes are computed once. Each has one slot for each output. */
sealed interface Node {
  /** Index of the frame on whose bars it is computed. */
  int frame();

  default int outputs() {
    return 1;
  }

  /** A column of the bars. */
  record Input(int frame, SeriesInput input) implements Node {}

  /** The same number on every bar. */
  record Constant(int frame, double value) implements Node {}

  /** A kernel over slots of the same frame. */
  record Apply(int frame, Kernel kernel, List<Integer> inputs) implements Node {
    @Override
    public int outputs() {
      return kernel.outputs();
    }
  }

  /** The newest value of a slot of another frame that is known when a bar of this one is. */
  record Join(int frame, int fromFrame, int from) implements Node {}

  /** The value of a slot of another frame as if its growing bar ended now. */
  record Preview(int frame, int fromFrame, int from) implements Node {}
}
