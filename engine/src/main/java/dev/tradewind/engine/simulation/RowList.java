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
  private int size;

  RowList(int width) {
    this.width = width;
  }

  /** Writes an element's words, beginning at {@code at}. */
  abstract void write(T element, long[] words, int at);

  /** The element whose words begin at {@code at}. */
  abstract T read(long[] words, int at);

  @Override
  public final boolean add(T element) {
    int block = size >> BLOCK_SHIFT;
    int row = size & (BLOCK_ROWS - 1);
    if (row == 0) {
      open(block);
    }
    write(element, blocks[block], row * width);
    size++;
    return true;
  }

  private void open(int block) {
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, block * 2);
    }
    blocks[block] = new long[BLOCK_ROWS * width];
  }

  @Override
  public final T get(int index) {
    Objects.checkIndex(index, size);
    return read(blocks[index >> BLOCK_SHIFT], (index & (BLOCK_ROWS - 1)) * width);
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
