package dev.tradewind.store.duckdb;

import java.util.Arrays;
import java.util.List;

/**
 * What a refresh added behind the stored bars of a series: a few bars of one block for some
 * columns. Its arrays are never written.
 */
final class TailRow {
  /** Stands for a column without flags. */
  static final byte NO_FLAG = 3;

  final long block;

  /** SHA-256 of the block's bars up to the last of these. */
  final String barsHash;

  /** When the bars open, UTC microseconds; each is known one timeframe later. */
  final long[] opens;

  /** The columns. */
  final int[] ids;

  /** Doubles, column after column. */
  final byte[] values;

  /** A byte a value, column after column: as in {@link StoredBlock#flags}, or {@link #NO_FLAG}. */
  final byte[] flags;

  /** Column, first bar, number of bars and reason, as four ints, of each undefined stretch. */
  final int[] undefined;

  final Hashes hashes;

  /** When the refresh counts as made, UTC microseconds. */
  final long refreshedAt;

  /**
   * Hashes behind the last bar.
   *
   * @param blockInput of what the block was computed from
   * @param input of what the columns were computed from
   * @param blockValues of the values of the block, one for each column
   * @param column of all values, one for each column
   */
  record Hashes(String blockInput, String input, List<String> blockValues, List<String> column) {
    Hashes {
      blockValues = List.copyOf(blockValues);
      column = List.copyOf(column);
    }

    String text() {
      return blockInput
          + "\n"
          + input
          + "\n"
          + String.join(" ", blockValues)
          + "\n"
          + String.join(" ", column);
    }

    static Hashes of(String text) {
      List<String> lines = List.of(text.split("\n", -1));
      return new Hashes(
          lines.get(0),
          lines.get(1),
          List.of(lines.get(2).split(" ", -1)),
          List.of(lines.get(3).split(" ", -1)));
    }
  }

  /**
   * The bars of a row.
   *
   * @param block number of their block
   * @param hash of the block's bars up to the last of them
   * @param opens when they open
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Bars(long block, String hash, long[] opens) {}

  /**
   * What was computed.
   *
   * @param ids of the columns
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Columns(int[] ids, byte[] values, byte[] flags, int[] undefined) {}

  TailRow(Bars bars, Columns columns, Hashes hashes, long refreshedAt) {
    this.block = bars.block();
    this.barsHash = bars.hash();
    this.opens = bars.opens();
    this.ids = columns.ids();
    this.values = columns.values();
    this.flags = columns.flags();
    this.undefined = columns.undefined();
    this.hashes = hashes;
    this.refreshedAt = refreshedAt;
  }

  /** The place of a column in the row; -1 if it is not in it. */
  int indexOf(int id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  /** A stored block with these bars behind its own. */
  StoredBlock behind(StoredBlock before, int index) {
    int bars = opens.length;
    byte[] all = Arrays.copyOf(before.values, (before.bars + bars) * Double.BYTES);
    System.arraycopy(
        values, index * bars * Double.BYTES, all, before.bars * Double.BYTES, bars * Double.BYTES);
    byte[] flagged = {};
    if (flags[index * bars] != NO_FLAG) {
      flagged = Arrays.copyOf(before.flags, before.bars + bars);
      System.arraycopy(flags, index * bars, flagged, before.bars, bars);
    }
    int[] spans = behind(BlockBytes.toInts(before.undefined), before.bars, index);
    StoredBlock.Extras extras =
        new StoredBlock.Extras(
            flagged, before.known, before.restarts, BlockBytes.ofInts(spans, spans.length));
    return StoredBlock.of(block, barsHash, hashes.blockInput(), all, extras)
        .hashed(hashes.blockValues().get(index));
  }

  /** Undefined stretches with those of these bars behind a number of bars. */
  int[] behind(int[] stored, int bars, int index) {
    int[] spans = stored;
    for (int s = 0; s < undefined.length; s += 4) {
      if (undefined[s] == index) {
        spans = with(spans, bars + undefined[s + 1], undefined[s + 2], undefined[s + 3]);
      }
    }
    return spans;
  }

  private static int[] with(int[] spans, int first, int bars, int reason) {
    int last = spans.length - 3;
    if (last >= 0 && spans[last] + spans[last + 1] == first && spans[last + 2] == reason) {
      spans[last + 1] += bars;
      return spans;
    }
    int[] more = Arrays.copyOf(spans, spans.length + 3);
    more[last + 3] = first;
    more[last + 4] = bars;
    more[last + 5] = reason;
    return more;
  }

  /** The times of the block with these bars behind those of before. */
  BlockTimes behind(BlockTimes before, long micros) {
    return before.with(barsHash, opens, micros);
  }
}
