package dev.tradewind.store.duckdb;

import org.jspecify.annotations.Nullable;

/** One block of a column as it is stored. Its arrays are never written. */
final class StoredBlock {
  private static final byte[] NONE = {};

  final long block;
  final String barsHash;
  final String inputHash;

  /** Number of bars. */
  final int bars;

  /** Doubles, one a bar; empty if they lie in a segment. */
  final byte[] values;

  /** Where the values lie if they are not in the database. */
  final @Nullable Place place;

  /** One byte a bar: 1 for an outlier, 0 for none, 2 for undefined; empty without flags. */
  final byte[] flags;

  /** Index and instant, as two longs, of each value not first known when its bar was. */
  final byte[] known;

  /** Indices, as ints, of the bars at which the feature begins afresh. */
  final byte[] restarts;

  /** First index, number of bars and reason, as three ints, of each undefined stretch. */
  final byte[] undefined;

  private @Nullable String valuesHash;

  /**
   * Where values lie.
   *
   * @param segment number of the file, see {@link Segments}
   * @param position of the first byte
   * @param crc of the bytes, CRC-32C
   */
  record Place(long segment, long position, int crc) {}

  /** What a block has besides its values, each {@code null} if there is none. */
  @SuppressWarnings("ArrayRecordComponent")
  record Extras(
      byte @Nullable [] flags,
      byte @Nullable [] known,
      byte @Nullable [] restarts,
      byte @Nullable [] undefined) {}

  private StoredBlock(
      long block,
      String barsHash,
      String inputHash,
      int bars,
      byte[] values,
      @Nullable Place place,
      Extras extras) {
    this.block = block;
    this.barsHash = barsHash;
    this.inputHash = inputHash;
    this.bars = bars;
    this.values = values;
    this.place = place;
    this.flags = extras.flags() == null ? NONE : extras.flags();
    this.known = extras.known() == null ? NONE : extras.known();
    this.restarts = extras.restarts() == null ? NONE : extras.restarts();
    this.undefined = extras.undefined() == null ? NONE : extras.undefined();
  }

  /** A block with its values. */
  static StoredBlock of(
      long block, String barsHash, String inputHash, byte[] values, Extras extras) {
    return new StoredBlock(
        block, barsHash, inputHash, values.length / Double.BYTES, values, null, extras);
  }

  /** A block whose values lie in a segment. */
  static StoredBlock in(
      Place place, long block, String barsHash, String inputHash, int bars, Extras extras) {
    return new StoredBlock(block, barsHash, inputHash, bars, NONE, place, extras);
  }

  /** The same block with its values. */
  StoredBlock with(Segments.Reader reader) {
    if (place == null) {
      return this;
    }
    byte[] read = reader.bytes(place, bars * Double.BYTES);
    StoredBlock whole = of(block, barsHash, inputHash, read, extras());
    whole.valuesHash = valuesHash;
    return whole;
  }

  private Extras extras() {
    return new Extras(flags, known, restarts, undefined);
  }

  /** SHA-256 of the values and flags; computed once. */
  String valuesHash() {
    String hash = valuesHash;
    if (hash == null) {
      if (place != null) {
        throw new IllegalStateException("the values are not here (block " + block + ")");
      }
      hash = BlockBytes.hash(values, flags);
      valuesHash = hash;
    }
    return hash;
  }

  /** Notes the hash, where it is known. */
  StoredBlock hashed(String hash) {
    valuesHash = hash;
    return this;
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
