package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.UndefinedReason;
import dev.tradewind.engine.feature.UndefinedSpan;
import dev.tradewind.store.FeatureKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a column has no value, and why. */
final class UndefinedSpans {
  private UndefinedSpans() {}

  /** The spans within [{@code fromMicros}, {@code toMicros}), in order of time. */
  static List<UndefinedSpan> of(
      Connection connection, FeatureKey key, long fromMicros, long toMicros) throws SQLException {
    List<UndefinedSpan> spans = new ArrayList<>();
    Optional<FeatureTables.Row> row = FeatureTables.find(connection, key);
    if (row.isEmpty()) {
      return spans;
    }
    Map<String, BlockTimes> times =
        BlockTables.times(connection, key, Long.MIN_VALUE, Long.MAX_VALUE);
    String sql =
        "SELECT bars_hash, undefined, block FROM feature_block WHERE feature = ? ORDER BY block";
    Tail tail = Tail.of(connection, key);
    int id = row.get().id();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, row.get().id());
      try (ResultSet result = statement.executeQuery()) {
        boolean open = false;
        while (result.next()) {
          BlockTimes opens = times.get(result.getString(1));
          int[] stored = BlockBytes.toInts(BlockTables.bytes(result, 2));
          Long newest = tail.blockOf(id);
          if (opens != null && newest != null && newest == result.getLong(3)) {
            stored = tail.behind(stored, opens.openMicros().length, id);
            opens = tail.behind(opens, id, key.timeframe());
          }
          if (opens != null) {
            open = add(spans, opens.openMicros(), stored, new long[] {fromMicros, toMicros}, open);
          }
        }
      }
    }
    return spans;
  }

  /** Adds the spans of a block; whether the last one reaches the block's end. */
  private static boolean add(
      List<UndefinedSpan> spans, long[] opens, int[] stored, long[] range, boolean open) {
    boolean reaches = false;
    for (int s = 0; s < stored.length; s += 3) {
      int first = Math.max(stored[s], lowerBound(opens, range[0]));
      int end = Math.min(stored[s] + stored[s + 1], lowerBound(opens, range[1]));
      if (first >= end) {
        continue;
      }
      UndefinedReason reason = UndefinedReason.ofCode(stored[s + 2]);
      UndefinedSpan before = spans.isEmpty() ? null : spans.getLast();
      if (before != null && open && s == 0 && first == 0 && before.reason() == reason) {
        spans.set(
            spans.size() - 1,
            new UndefinedSpan(
                before.fromMicros(), opens[end - 1], before.bars() + end - first, reason));
      } else {
        spans.add(new UndefinedSpan(opens[first], opens[end - 1], end - first, reason));
      }
      reaches = end == opens.length;
    }
    return reaches;
  }

  private static int lowerBound(long[] opens, long micros) {
    int at = Arrays.binarySearch(opens, micros);
    return at >= 0 ? at : -at - 1;
  }
}
