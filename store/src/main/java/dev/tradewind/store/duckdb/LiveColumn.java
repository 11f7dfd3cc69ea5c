package dev.tradewind.store.duckdb;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What is needed to go on with a column behind its last bar without reading anything: its row, the
 * program's memory and the digests that its hashes go on from. Belongs to one thread.
 *
 * @param row of the catalogue, tail included
 * @param memory of the program behind the last bar
 * @param reasons number of values that reasons remember behind that memory
 * @param block number of the last bar's block
 * @param values digest of the values of that block
 * @param flags of that block; empty without flags
 * @param inputs digest of the inputs' hashes of the blocks in front
 * @param columns digest of the values' hashes of the blocks in front
 */
@SuppressWarnings("ArrayRecordComponent")
record LiveColumn(
    FeatureTables.Row row,
    double[] memory,
    int reasons,
    long block,
    MessageDigest values,
    byte[] flags,
    MessageDigest inputs,
    MessageDigest columns) {

  /** A digest that goes on where another one is, which stays where it is. */
  static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every SHA-256 of a Java platform can be copied", e);
    }
  }

  /** The memory as a checkpoint, without what the reasons remember. */
  byte[] checkpoint() {
    double[] all = Arrays.copyOf(memory, memory.length + reasons);
    Arrays.fill(all, memory.length, all.length, Double.NaN);
    return BlockBytes.ofDoubles(all);
  }

  /** Number of bars that the column has seen. */
  long bars() {
    return row.info().watermark().rows();
  }
}
