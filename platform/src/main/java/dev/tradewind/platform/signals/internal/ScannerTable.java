package dev.tradewind.platform.signals.internal;

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

/** Rows of scanners. */
@Component
final class ScannerTable {
  private final JdbcClient db;
  private final JsonMapper json;

  ScannerTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** Keeps other changes of scanners out until the transaction ends; readers go on. */
  void lock() {
    db.sql("LOCK TABLE signals.scanner IN SHARE ROW EXCLUSIVE MODE").update();
  }

  List<Scanner> inUse() {
    return db.sql("SELECT * FROM signals.scanner WHERE in_use ORDER BY name COLLATE \"C\"")
        .query((row, n) -> read(row))
        .list();
  }

  /** All versions of a scanner, newest first. */
  List<Scanner> versions(String name) {
    return db.sql("SELECT * FROM signals.scanner WHERE name = ? ORDER BY version DESC")
        .param(name)
        .query((row, n) -> read(row))
        .list();
  }

  /** The version in use. */
  Optional<Scanner> find(@Nullable String name) {
    return name == null
        ? Optional.empty()
        : versions(name).stream().filter(Scanner::inUse).findFirst();
  }

  void insert(Scanner added) {
    db.sql(
            "INSERT INTO signals.scanner (name, version, kind, timeframe, expression, members,"
                + " description, in_use, created_at) VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                added.name(),
                added.version(),
                added.kind().name(),
                added.timeframe(),
                added.expression(),
                json.writeValueAsString(added.members()),
                added.description(),
                added.inUse(),
                Times.sql(added.createdAt())))
        .update();
  }

  /** Takes a scanner out of use; its versions stay. */
  void retire(String name) {
    db.sql("UPDATE signals.scanner SET in_use = false WHERE name = ? AND in_use")
        .param(name)
        .update();
  }

  private Scanner read(ResultSet row) throws SQLException {
    return new Scanner(
        row.getString("name"),
        row.getInt("version"),
        Scanner.Kind.valueOf(row.getString("kind")),
        row.getString("timeframe"),
        row.getString("expression"),
        List.of(json.readValue(row.getString("members"), Scanner.Member[].class)),
        row.getString("description"),
        row.getBoolean("in_use"),
        Times.required(row, "created_at"));
  }
}
