package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of a user's own strategies and their versions. */
@Component
final class StrategyTable {
  private static final String SELECT =
      "SELECT v.*, s.version AS newest, s.archived FROM research.strategy_versions v JOIN"
          + " research.strategies s ON s.name = v.name ";

  private final JdbcClient db;
  private final JsonMapper json;

  StrategyTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** Where a version came from. */
  enum Origin {
    /** The pages or the API. */
    API,
    /** A file in the folder of documents. */
    FILE
  }

  /** One version. */
  record Row(
      String name,
      int version,
      String title,
      String document,
      String rule,
      String hash,
      Origin origin,
      Instant createdAt,
      int newest,
      boolean archived,
      @Nullable Evidence evidence) {}

  /** The newest version of every strategy in use, by name. */
  List<Row> newest() {
    return db.sql(SELECT + "WHERE v.version = s.version AND NOT s.archived ORDER BY v.name")
        .query((row, n) -> read(row))
        .list();
  }

  Optional<Row> newest(String name) {
    return db.sql(SELECT + "WHERE v.name = ? AND v.version = s.version")
        .param(name)
        .query((row, n) -> read(row))
        .optional();
  }

  Optional<Row> version(String name, int version) {
    return db.sql(SELECT + "WHERE v.name = ? AND v.version = ?")
        .param(name)
        .param(version)
        .query((row, n) -> read(row))
        .optional();
  }

  /** The version whose hash begins so, the newest of equal ones. */
  Optional<Row> ofHash(String name, String prefix) {
    return db.sql(
            SELECT
                + "WHERE v.name = ? AND left(v.hash, length(?)) = ? ORDER BY v.version DESC LIMIT"
                + " 1")
        .param(name)
        .param(prefix)
        .param(prefix)
        .query((row, n) -> read(row))
        .optional();
  }

  /** All versions, the newest first. */
  List<Row> versions(String name) {
    return db.sql(SELECT + "WHERE v.name = ? ORDER BY v.version DESC")
        .param(name)
        .query((row, n) -> read(row))
        .list();
  }

  /** Adds a version, in a transaction; the strategy is in use afterwards. */
  int insert(
      String name,
      String title,
      String document,
      String rule,
      String hash,
      Origin origin,
      Instant now) {
    int version =
        db.sql(
                "INSERT INTO research.strategies (name, version, updated_at) VALUES (?, 1, ?) ON"
                    + " CONFLICT (name) DO UPDATE SET version = research.strategies.version + 1,"
                    + " archived = false, updated_at = excluded.updated_at RETURNING version")
            .param(name)
            .param(Times.sql(now))
            .query(Integer.class)
            .single();
    db.sql(
            "INSERT INTO research.strategy_versions (name, version, title, document, rule, hash,"
                + " origin, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(name, version, title, document, rule, hash, origin.name(), Times.sql(now))
        .update();
    return version;
  }

  /** Notes where the parameters of a version are from. */
  void evidence(String name, int version, Evidence evidence) {
    db.sql(
            "UPDATE research.strategy_versions SET evidence = ?::jsonb WHERE name = ? AND version ="
                + " ?")
        .params(json.writeValueAsString(evidence), name, version)
        .update();
  }

  /** Keeps a rule that a run brought with it. */
  void keep(String name, String rule, String hash, Instant now) {
    db.sql(
            "INSERT INTO research.run_documents (hash, name, rule, created_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")
        .params(hash, name, rule, Times.sql(now))
        .update();
  }

  /** The rule in YAML that a run brought with it, by its name and the beginning of its hash. */
  Optional<String> kept(String name, String prefix) {
    return db.sql(
            "SELECT rule FROM research.run_documents WHERE name = ? AND left(hash, length(?)) = ?"
                + " ORDER BY hash LIMIT 1")
        .param(name)
        .param(prefix)
        .param(prefix)
        .query(String.class)
        .optional();
  }

  /** Whether a backtest was run with any version. */
  boolean isUsed(String name) {
    return db.sql(
            "SELECT EXISTS (SELECT 1 FROM research.backtests WHERE left(strategy, length(?)) = ?"
                + " OR strpos(strategy, ?) > 0)")
        .param(name + "@")
        .param(name + "@")
        .param(TradedSignals.WITH + name + "@")
        .query(Boolean.class)
        .single();
  }

  void archive(String name, Instant now) {
    db.sql("UPDATE research.strategies SET archived = true, updated_at = ? WHERE name = ?")
        .params(Times.sql(now), name)
        .update();
  }

  void delete(String name) {
    db.sql("DELETE FROM research.strategies WHERE name = ?").param(name).update();
  }

  private Row read(ResultSet row) throws SQLException {
    String evidence = row.getString("evidence");
    return new Row(
        row.getString("name"),
        row.getInt("version"),
        row.getString("title"),
        row.getString("document"),
        row.getString("rule"),
        row.getString("hash"),
        Origin.valueOf(row.getString("origin")),
        Times.required(row, "created_at"),
        row.getInt("newest"),
        row.getBoolean("archived"),
        evidence == null ? null : json.readValue(evidence, Evidence.class));
  }
}
