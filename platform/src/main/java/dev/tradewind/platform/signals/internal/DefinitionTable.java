package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.SignalRule;
import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of signal definitions. */
@Component("signalDefinitionTable")
final class DefinitionTable {
  private final JdbcClient db;
  private final JsonMapper json;

  DefinitionTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** Keeps other changes of definitions out until the transaction ends; readers go on. */
  void lock() {
    db.sql("LOCK TABLE signals.definition IN SHARE ROW EXCLUSIVE MODE").update();
  }

  /** The versions in use, by name. */
  List<Definition> inUse() {
    return db.sql("SELECT * FROM signals.definition WHERE in_use ORDER BY name COLLATE \"C\"")
        .query((row, n) -> read(row))
        .list();
  }

  /** All versions of a definition, newest first. */
  List<Definition> versions(String name) {
    return db.sql("SELECT * FROM signals.definition WHERE name = ? ORDER BY version DESC")
        .param(name)
        .query((row, n) -> read(row))
        .list();
  }

  /** A version; without one that in use, or else the newest. */
  Optional<Definition> find(String name, @Nullable Integer version) {
    return find(versions(name), version);
  }

  /** The same among all versions, newest first. */
  static Optional<Definition> find(List<Definition> all, @Nullable Integer version) {
    if (version != null) {
      return all.stream().filter(each -> each.version() == version).findFirst();
    }
    return all.stream().filter(Definition::inUse).findFirst().or(() -> all.stream().findFirst());
  }

  void insert(Definition added) {
    db.sql(
            "INSERT INTO signals.definition (name, version, timeframe, rule, parameters,"
                + " instruments, scanner, description, canonical, columns, seeded, active, in_use,"
                + " created_at) VALUES (?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?::jsonb,"
                + " ?, ?, ?, ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                added.name(),
                added.version(),
                added.timeframe(),
                json.writeValueAsString(added.rule()),
                json.writeValueAsString(added.parameters()),
                json.writeValueAsString(added.instruments()),
                added.scanner(),
                added.description(),
                added.canonical(),
                json.writeValueAsString(added.columns()),
                added.seeded(),
                added.active(),
                added.inUse(),
                Times.sql(added.createdAt())))
        .update();
  }

  /** Takes a definition out of use; its versions stay. */
  void retire(String name) {
    db.sql("UPDATE signals.definition SET in_use = false WHERE name = ? AND in_use")
        .param(name)
        .update();
  }

  void meaning(String name, int version, Meaning meaning) {
    db.sql(
            "UPDATE signals.definition SET canonical = ?, columns = ?::jsonb WHERE name = ? AND"
                + " version = ?")
        .params(meaning.canonical(), json.writeValueAsString(meaning.columns()), name, version)
        .update();
  }

  void active(String name, boolean active) {
    db.sql("UPDATE signals.definition SET active = ? WHERE name = ? AND in_use")
        .params(active, name)
        .update();
  }

  private Definition read(ResultSet row) throws SQLException {
    return new Definition(
        row.getString("name"),
        row.getInt("version"),
        row.getString("timeframe"),
        json.readValue(row.getString("rule"), SignalRule.class),
        List.of(json.readValue(row.getString("parameters"), Definition.SignalParameter[].class)),
        List.of(json.readValue(row.getString("instruments"), String[].class)),
        row.getString("scanner"),
        row.getString("description"),
        row.getString("canonical"),
        List.of(json.readValue(row.getString("columns"), String[].class)),
        row.getBoolean("seeded"),
        row.getBoolean("active"),
        row.getBoolean("in_use"),
        Times.required(row, "created_at"));
  }
}
