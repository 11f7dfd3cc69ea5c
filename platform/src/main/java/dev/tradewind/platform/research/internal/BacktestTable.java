package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.Times;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of backtests. */
@Component
final class BacktestTable {
  private static final TypeReference<TreeMap<String, BigDecimal>> PARAMETERS =
      new TypeReference<>() {};

  private static final TypeReference<TreeMap<String, String>> ASSUMPTIONS =
      new TypeReference<>() {};

  private final JdbcClient db;
  private final JsonMapper json;

  BacktestTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** One backtest without its result. */
  record Row(
      UUID id,
      BacktestRequest.Checked request,
      JobStatus status,
      @Nullable String error,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Long durationMillis,
      @Nullable Double totalReturn,
      @Nullable Double cagr,
      @Nullable Double sharpe,
      @Nullable Double sortino,
      @Nullable Double maxDrawdown,
      @Nullable Double winRate,
      @Nullable Double profitFactor,
      @Nullable Long roundTrips,
      @Nullable Evidence evidence) {}

  /** Adds a backtest; {@code false} if there is one of that identity. */
  boolean insert(
      UUID id, BacktestRequest.Checked request, @Nullable Evidence evidence, Instant createdAt) {
    SimulationConfig config = request.config();
    return db.sql(
                "INSERT INTO research.backtests (id, name, strategy, parameters, instruments,"
                    + " timeframe, from_at, to_at, cash, fee_bps, slippage_bps, risk_free_rate,"
                    + " seed, assumptions, inputs, evidence, status, created_at) VALUES (?, ?, ?,"
                    + " ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb,"
                    + " 'QUEUED', ?) ON CONFLICT DO"
                    + " NOTHING")
            .params(
                Arrays.<@Nullable Object>asList(
                    id,
                    request.name(),
                    request.strategy(),
                    json.writeValueAsString(request.parameters()),
                    request.instruments().toArray(String[]::new),
                    request.timeframe().code(),
                    Times.sqlOrNull(request.from()),
                    Times.sqlOrNull(request.to()),
                    config.initialCash(),
                    config.feeBps(),
                    config.slippageBps(),
                    config.riskFreeRate(),
                    config.seed(),
                    json.writeValueAsString(config.values()),
                    json.writeValueAsString(request.inputs()),
                    evidence == null ? null : json.writeValueAsString(evidence),
                    Times.sql(createdAt)))
            .update()
        == 1;
  }

  Optional<Row> find(UUID id) {
    return db.sql("SELECT * FROM research.backtests WHERE id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  /** Rows that satisfy a condition, for lists. */
  List<Row> select(String where, Map<String, Object> params, String orderBy, int limit) {
    return db.sql(
            "SELECT * FROM research.backtests WHERE "
                + where
                + " ORDER BY "
                + orderBy
                + " LIMIT "
                + limit)
        .params(params)
        .query((row, n) -> read(row))
        .list();
  }

  long count(String where, Map<String, Object> params) {
    return db.sql("SELECT count(*) FROM research.backtests WHERE " + where)
        .params(params)
        .query(Long.class)
        .single();
  }

  /**
   * How many backtests were made by the code of a jar; rows from before name only its beginning.
   */
  long countOfCode(String hash) {
    return db.sql(
            "SELECT count(*) FROM research.backtests WHERE inputs ->> 'codeHash' = :hash OR (inputs"
                + " ->> 'codeHash' IS NULL AND right(strategy, 13) = '@' || left(:hash, 12))")
        .param("hash", hash)
        .query(Long.class)
        .single();
  }

  void status(UUID id, JobStatus status, @Nullable String error, @Nullable Instant finishedAt) {
    db.sql("UPDATE research.backtests SET status = ?, error = ?, finished_at = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(status.name(), error, Times.sqlOrNull(finishedAt), id))
        .update();
  }

  boolean delete(UUID id) {
    return db.sql(
                "DELETE FROM research.backtests WHERE id = ? AND status NOT IN ('QUEUED',"
                    + " 'RUNNING')")
            .param(id)
            .update()
        == 1;
  }

  /** Rows from before assumptions had names hold five of them. */
  private SimulationConfig config(ResultSet row) throws SQLException {
    String assumptions = row.getString("assumptions");
    if (assumptions != null) {
      return AssumptionOptions.apply(
              SimulationConfig.DEFAULT, json.readValue(assumptions, ASSUMPTIONS))
          .config();
    }
    return new SimulationConfig(
        row.getBigDecimal("cash"),
        row.getBigDecimal("fee_bps"),
        row.getBigDecimal("slippage_bps"),
        row.getDouble("risk_free_rate"),
        row.getLong("seed"));
  }

  /** Rows from before read bars alone. */
  private BacktestRequest.Inputs inputs(ResultSet row) throws SQLException {
    String inputs = row.getString("inputs");
    return inputs == null
        ? BacktestRequest.Inputs.NONE
        : json.readValue(inputs, BacktestRequest.Inputs.class);
  }

  private @Nullable Evidence evidence(@Nullable String text) {
    return text == null ? null : json.readValue(text, Evidence.class);
  }

  private Row read(ResultSet row) throws SQLException {
    BacktestRequest.Checked request =
        new BacktestRequest.Checked(
            row.getString("name"),
            List.of((String[]) row.getArray("instruments").getArray()),
            Timeframe.parse(row.getString("timeframe")),
            Times.instant(row, "from_at"),
            Times.instant(row, "to_at"),
            row.getString("strategy"),
            json.readValue(row.getString("parameters"), PARAMETERS),
            config(row),
            inputs(row));
    return new Row(
        Times.uuid(row, "id"),
        request,
        JobStatus.valueOf(row.getString("status")),
        row.getString("error"),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"),
        (Long) row.getObject("duration_millis"),
        Times.number(row, "total_return"),
        Times.number(row, "cagr"),
        Times.number(row, "sharpe"),
        Times.number(row, "sortino"),
        Times.number(row, "max_drawdown"),
        Times.number(row, "win_rate"),
        Times.number(row, "profit_factor"),
        (Long) row.getObject("round_trips"),
        evidence(row.getString("evidence")));
  }
}
