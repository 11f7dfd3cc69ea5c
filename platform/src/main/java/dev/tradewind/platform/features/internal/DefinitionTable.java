package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.engine.feature.OutlierRule;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.FeatureVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of feature definitions. */
@Component
final class DefinitionTable {
  private final JdbcClient db;

  DefinitionTable(JdbcClient db) {
    this.db = db;
  }

  /** Keeps other changes out until the transaction ends; readers go on. */
  void lock() {
    db.sql("LOCK TABLE features.definition IN SHARE ROW EXCLUSIVE MODE").update();
  }

  /** The versions in use, by name. */
  List<Definition> active() {
    return db.sql("SELECT * FROM features.definition WHERE active ORDER BY name COLLATE \"C\"")
        .query((row, n) -> read(row))
        .list();
  }

  /** All versions of a feature, newest first. */
  List<Definition> versions(String name) {
    return db.sql("SELECT * FROM features.definition WHERE name = ? ORDER BY version DESC")
        .param(name)
        .query((row, n) -> read(row))
        .list();
  }

  Optional<Definition> find(String name, int version) {
    return db.sql("SELECT * FROM features.definition WHERE name = ? AND version = ?")
        .params(name, version)
        .query((row, n) -> read(row))
        .optional();
  }

  int newestVersion(String name) {
    return db.sql("SELECT COALESCE(max(version), 0) FROM features.definition WHERE name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  void insert(Definition added) {
    db.sql(
            "INSERT INTO features.definition (name, version, expression, canonical, null_policy,"
                + " outlier_method, outlier_threshold, description, seeded, active, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                added.name(),
                added.version(),
                added.expression(),
                added.canonical(),
                added.nullPolicy().name(),
                added.outlierMethod().name(),
                added.outlierThreshold(),
                added.description(),
                added.seeded(),
                added.active(),
                Times.sql(added.createdAt())))
        .update();
  }

  /** Takes a feature out of use; its versions stay. */
  void retire(String name, Instant now) {
    db.sql(
            "UPDATE features.definition SET active = false, retired_at = ? WHERE name = ? AND"
                + " active")
        .params(Times.sql(now), name)
        .update();
  }

  /** Notes since when versions that were taken out of use past this class are that. */
  void noteRetired(Instant now) {
    db.sql(
            "UPDATE features.definition SET retired_at = CASE WHEN active THEN NULL ELSE"
                + " ?::timestamptz END WHERE active = (retired_at IS NOT NULL)")
        .param(Times.sql(now))
        .update();
  }

  /** The versions in use, and those that were at some time after an instant. */
  Set<FeatureVersion> usedAfter(Instant instant) {
    return db.sql("SELECT name, version FROM features.definition WHERE active OR retired_at > ?")
        .param(Times.sql(instant))
        .query((row, n) -> new FeatureVersion(row.getString("name"), row.getInt("version")))
        .set();
  }

  void canonical(String name, int version, String canonical) {
    db.sql("UPDATE features.definition SET canonical = ? WHERE name = ? AND version = ?")
        .params(canonical, name, version)
        .update();
  }

  private static Definition read(ResultSet row) throws SQLException {
    return new Definition(
        row.getString("name"),
        row.getInt("version"),
        row.getString("expression"),
        row.getString("canonical"),
        NullPolicy.valueOf(row.getString("null_policy")),
        OutlierRule.Method.valueOf(row.getString("outlier_method")),
        row.getDouble("outlier_threshold"),
        row.getString("description"),
        row.getBoolean("seeded"),
        row.getBoolean("active"),
        Times.required(row, "created_at"));
  }
}
