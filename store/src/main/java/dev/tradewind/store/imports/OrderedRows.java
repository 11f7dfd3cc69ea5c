package dev.tradewind.store.imports;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * The rows of a batch that are moments, in order of time. Those of one moment keep the order of the
 * file; a row before the one above it is rejected, because its place is unknown.
 */
final class OrderedRows {
  private final RowBatch batch;
  private final int[] rows;
  private int size;

  private OrderedRows(RowBatch batch) {
    this.batch = batch;
    this.rows = new int[batch.size];
  }

  /**
   * The rows of a batch, whose lines are those of the file.
   *
   * @param what one row in words
   */
  static OrderedRows of(RowBatch batch, boolean backwards, String what, RejectionLog rejections) {
    OrderedRows made = new OrderedRows(batch);
    long last = Long.MIN_VALUE;
    for (int n = 0; n < batch.size; n++) {
      int row = backwards ? batch.size - 1 - n : n;
      long time = batch.times[row];
      if (time < last) {
        rejections.add(
            batch.lines[row],
            what
                + " at "
                + Times.iso(time)
                + " is before the one above it ("
                + Times.iso(last)
                + "): sort the file by time",
            batch.textOf(row));
      } else {
        last = time;
        made.rows[made.size] = row;
        made.size++;
      }
    }
    return made;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return batch.times[rows[index]];
  }

  /** The line in the file. */
  int line(int index) {
    return batch.lines[rows[index]];
  }

  /** The rows as values, made from their index in the batch when they are asked for. */
  <T> List<T> as(IntFunction<T> value) {
    return new View<>(this, value);
  }

  private static final class View<T> extends AbstractList<T> implements RandomAccess {
    private final OrderedRows ordered;
    private final IntFunction<T> value;

    private View(OrderedRows ordered, IntFunction<T> value) {
      this.ordered = ordered;
      this.value = value;
    }

    @Override
    public T get(int index) {
      return value.apply(ordered.rows[index]);
    }

    @Override
    public int size() {
      return ordered.size;
    }
  }
}
