package dev.tradewind.engine.expr;

/**
 * Takes the columns of {@link Program#batch(ProgramData, ColumnSink)} one by one, as they become
 * complete, so that what is done with one can go on beside the computation of the next, and arrays
 * can be used again. Called by the computing thread.
 */
public interface ColumnSink {
  /**
   * An array to compute a column into; what is in it means nothing.
   *
   * @param column in {@code [0, columns())}
   * @return at least as many values as the base has bars; not one that is still in use
   */
  double[] array(int column);

  /**
   * A column is complete: the computation writes its array no more.
   *
   * @param values one for each base bar, {@code NaN} is undefined; more may follow that mean
   *     nothing. It is not always an array that was given and must not be written
   * @param last whether the computation is done with the array, which may then be given out again;
   *     otherwise it reads it until it ends
   */
  void accept(int column, double[] values, boolean last);
}
