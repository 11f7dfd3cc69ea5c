package dev.tradewind.engine.simulation;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that only grows and keeps each element as a row of 64-bit words; elements are made when
 * read. Blocks of rows never move, so that appending copies nothing. Benchmark W5 justifies it: a
 * run of an order on every bar is bound by the memory it writes.
 */
abstract class RowList<T> extends AbstractList<T> implements RandomAccess {
  private static final int BLOCK_SHIFT = 8;
  private static final int BLOCK_ROWS = 1 << BLOCK_SHIFT;

  private final int width;
  private long[][] blocks = new long[4][];
  private long[] newest = {};
  private int size;

  RowList(int width) {
    this.width = width;
  }

  /** The element whose words begin at {@code at}. */
  abstract T read(long[] words, int at);

  /** Makes a row for one more element: its words begin here in {@link #newest}. */
  final int append() {
    int row = size & (BLOCK_ROWS - 1);
    if (row == 0) {
      open(size >> BLOCK_SHIFT);
    }
    size++;
    return row * width;
  }

  /** The block of the row appended last. */
  final long[] newest() {
    return newest;
  }

  private void open(int block) {
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, block * 2);
    }
    newest = new long[BLOCK_ROWS * width];
    blocks[block] = newest;
  }

  @Override
  public T get(int index) {
    Objects.checkIndex(index, size);
    return read(blocks[index >> BLOCK_SHIFT], (index & (BLOCK_ROWS - 1)) * width);
  }

  /** One word of an element. */
  final long word(int index, int word) {
    Objects.checkIndex(index, size);
    return blocks[index >> BLOCK_SHIFT][(index & (BLOCK_ROWS - 1)) * width + word];
  }

  @Override
  public final int size() {
    return size;
  }

  static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  static double value(long bits) {
    return Double.longBitsToDouble(bits);
  }
}
