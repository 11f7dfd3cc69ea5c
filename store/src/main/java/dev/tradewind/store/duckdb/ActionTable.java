package dev.tradewind.store.duckdb;

import dev.tradewind.store.ActionsOutcome;
import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.WriteMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Splits and dividends: one row each. */
final class ActionTable {
  private ActionTable() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS corporate_action (instrument VARCHAR NOT NULL, kind VARCHAR"
              + " NOT NULL, effective_time BIGINT NOT NULL, amount DOUBLE NOT NULL)");
    }
  }

  static List<CorporateAction> read(Connection connection, String instrument) throws SQLException {
    List<CorporateAction> actions = new ArrayList<>();
    String sql =
        "SELECT kind, effective_time, amount FROM corporate_action WHERE instrument = ?"
            + " ORDER BY effective_time, kind";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, instrument);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          long effective = result.getLong(2);
          double amount = result.getDouble(3);
          actions.add(
              result.getString(1).equals("split")
                  ? new CorporateAction.Split(effective, amount)
                  : new CorporateAction.Dividend(effective, amount));
        }
      }
    }
    return actions;
  }

  static ActionsOutcome write(
      Connection connection, String instrument, List<CorporateAction> actions, WriteMode mode)
      throws SQLException {
    List<CorporateAction> stored = read(connection, instrument);
    List<CorporateAction> conflicts = new ArrayList<>();
    List<CorporateAction> toWrite = new ArrayList<>();
    int unchanged = 0;
    for (CorporateAction offered : actions) {
      List<CorporateAction> same = stored.stream().filter(each -> isSame(each, offered)).toList();
      if (same.contains(offered)) {
        unchanged++;
      } else {
        conflicts.addAll(same);
        toWrite.add(offered);
      }
    }
    if (!conflicts.isEmpty() && mode == WriteMode.KEEP) {
      return new ActionsOutcome.Conflict(conflicts);
    }
    for (CorporateAction action : toWrite) {
      replace(connection, instrument, action);
    }
    return new ActionsOutcome.Written(
        toWrite.size() - conflicts.size(), unchanged, conflicts.size());
  }

  private static boolean isSame(CorporateAction one, CorporateAction other) {
    return one.kind().equals(other.kind()) && one.effectiveMicros() == other.effectiveMicros();
  }

  private static void replace(Connection connection, String instrument, CorporateAction action)
      throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM corporate_action WHERE instrument = ? AND kind = ? AND"
                    + " effective_time = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO corporate_action VALUES (?, ?, ?, ?)")) {
      for (PreparedStatement statement : List.of(delete, insert)) {
        statement.setString(1, instrument);
        statement.setString(2, action.kind());
        statement.setLong(3, action.effectiveMicros());
      }
      insert.setDouble(4, action.value());
      delete.executeUpdate();
      insert.executeUpdate();
    }
  }
}
