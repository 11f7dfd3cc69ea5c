package dev.tradewind.store.duckdb;

import org.jspecify.annotations.Nullable;

/** One block of a column as it is stored. Its arrays are never written. */
final class StoredBlock {
  private static final byte[] NONE = {};

  final long block;
  final String barsHash;
  final String inputHash;

  /** Doubles, one a bar. */
  final byte[] values;

  /** One byte a bar: 1 for an outlier, 0 for none, 2 for undefined; empty without flags. */
  final byte[] flags;

  /** Index and instant, as two longs, of each value not first known when its bar was. */
  final byte[] known;

  /** Indices, as ints, of the bars at which the feature begins afresh. */
  final byte[] restarts;

  /** First index, number of bars and reason, as three ints, of each undefined stretch. */
  final byte[] undefined;

  private @Nullable String valuesHash;

  StoredBlock(
      long block,
      String barsHash,
      String inputHash,
      byte[] values,
      byte @Nullable [] flags,
      byte @Nullable [] known,
      byte @Nullable [] restarts,
      byte @Nullable [] undefined) {
    this.block = block;
    this.barsHash = barsHash;
    this.inputHash = inputHash;
    this.values = values;
    this.flags = flags == null ? NONE : flags;
    this.known = known == null ? NONE : known;
    this.restarts = restarts == null ? NONE : restarts;
    this.undefined = undefined == null ? NONE : undefined;
  }

  int bars() {
    return values.length / Double.BYTES;
  }

  /** SHA-256 of the values and flags; computed once. */
  String valuesHash() {
    String hash = valuesHash;
    if (hash == null) {
      hash = BlockBytes.hash(values, flags);
      valuesHash = hash;
    }
    return hash;
  }

  /** When each value was first known. */
  long[] knownAt(BlockTimes times) {
    long[] all = times.knownAt();
    if (known.length == 0) {
      return all;
    }
    all = all.clone();
    long[] pairs = BlockBytes.toLongs(known);
    for (int p = 0; p < pairs.length; p += 2) {
      all[(int) pairs[p]] = pairs[p + 1];
    }
    return all;
  }
}
