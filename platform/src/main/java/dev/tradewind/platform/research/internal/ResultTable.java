package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.statistics.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Results: document, equity curve and round trips. */
@Component
final class ResultTable {
  private static final int BATCH = 1_000;

  private final JdbcClient db;
  private final JdbcTemplate batches;
  private final JsonMapper json;

  ResultTable(JdbcClient db, JdbcTemplate batches, JsonMapper json) {
    this.db = db;
    this.batches = batches;
    this.json = json;
  }

  /** A round trip with its place in the result, from 1. */
  record Numbered(int n, RoundTrip trip, String tag) {}

  void insert(
      UUID id,
      ResultDocument document,
      byte[] curve,
      List<RoundTrip> trips,
      List<String> tags,
      long millis) {
    db.sql("INSERT INTO research.results (backtest_id, document, curve) VALUES (?, ?::jsonb, ?)")
        .params(id, json.writeValueAsString(document), curve)
        .update();
    insertTrips(id, trips, tags);
    Map<String, @Nullable Double> statistics = document.statistics();
    db.sql(
            "UPDATE research.backtests SET duration_millis = ?, total_return = ?, cagr = ?,"
                + " volatility = ?, sharpe = ?, sortino = ?, calmar = ?, max_drawdown = ?, win_rate"
                + " = ?, profit_factor = ?, round_trips = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(
                millis,
                statistics.get("totalReturn"),
                statistics.get("cagr"),
                statistics.get("volatility"),
                statistics.get("sharpe"),
                statistics.get("sortino"),
                statistics.get("calmar"),
                statistics.get("maxDrawdown"),
                statistics.get("winRate"),
                statistics.get("profitFactor"),
                (long) trips.size(),
                id))
        .update();
  }

  private void insertTrips(UUID id, List<RoundTrip> trips, List<String> tags) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < trips.size(); i++) {
      RoundTrip trip = trips.get(i);
      rows.add(
          new @Nullable Object[] {
            id,
            i + 1,
            trip.instrument(),
            trip.quantity(),
            trip.entryTimeMicros(),
            trip.entryPrice(),
            trip.exitTimeMicros(),
            trip.exitPrice(),
            trip.pnl(),
            trip.returnFraction(),
            trip.fees(),
            trip.bars(),
            trip.mae(),
            trip.mfe(),
            tags.isEmpty() || tags.get(i).isEmpty() ? null : tags.get(i)
          });
    }
    for (int from = 0; from < rows.size(); from += BATCH) {
      batches.batchUpdate(
          "INSERT INTO research.round_trips VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          rows.subList(from, Math.min(rows.size(), from + BATCH)));
    }
  }

  Optional<ResultDocument> document(UUID id) {
    return db.sql("SELECT document FROM research.results WHERE backtest_id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, ResultDocument.class));
  }

  Optional<Curve> curve(UUID id) {
    return db.sql("SELECT curve FROM research.results WHERE backtest_id = ?")
        .param(id)
        .query((row, n) -> Curve.unpack(row.getBytes(1)))
        .optional();
  }

  /** The whole result as documents need it; empty where there is none. */
  Optional<StoredResult> stored(BacktestTable.Row row) {
    return document(row.id())
        .flatMap(document -> curve(row.id()).map(curve -> stored(row, document, curve)));
  }

  private StoredResult stored(BacktestTable.Row row, ResultDocument document, Curve curve) {
    List<Numbered> trips = trips(row.id(), "true", Map.of(), "ORDER BY n");
    List<String> tags = trips.stream().map(Numbered::tag).toList();
    return new StoredResult(
        row.request().strategy(),
        row.request().parameters(),
        document,
        curve,
        trips.stream().map(Numbered::trip).toList(),
        tags.stream().allMatch(String::isEmpty) ? List.of() : tags,
        Optional.empty());
  }

  List<Numbered> trips(UUID id, String where, Map<String, Object> params, String tail) {
    return db.sql(
            "SELECT * FROM research.round_trips WHERE backtest_id = :id AND " + where + " " + tail)
        .param("id", id)
        .params(params)
        .query((row, n) -> read(row))
        .list();
  }

  long countTrips(UUID id) {
    return countTrips(id, "true", Map.of());
  }

  long countTrips(UUID id, String where, Map<String, Object> params) {
    return db.sql("SELECT count(*) FROM research.round_trips WHERE backtest_id = :id AND " + where)
        .param("id", id)
        .params(params)
        .query(Long.class)
        .single();
  }

  private static Numbered read(ResultSet row) throws SQLException {
    return new Numbered(
        row.getInt("n"),
        new RoundTrip(
            row.getInt("instrument"),
            row.getDouble("quantity"),
            row.getLong("entry_micros"),
            row.getDouble("entry_price"),
            row.getLong("exit_micros"),
            row.getDouble("exit_price"),
            row.getDouble("pnl"),
            row.getDouble("return_fraction"),
            row.getDouble("fees"),
            row.getInt("bars"),
            row.getDouble("mae"),
            row.getDouble("mfe")),
        Objects.requireNonNullElse(row.getString("tag"), ""));
  }
}
