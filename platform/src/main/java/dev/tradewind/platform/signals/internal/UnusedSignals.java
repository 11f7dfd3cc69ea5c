package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.shared.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signals of versions that are not in use: of older versions, and of definitions that were deleted.
 * They stay until somebody deletes them; the definition's row stays then too, so that its number
 * never means something else.
 */
@Component
class UnusedSignals {
  private final JdbcClient db;
  private final DefinitionTable definitions;

  UnusedSignals(JdbcClient db, DefinitionTable definitions) {
    this.db = db;
    this.definitions = definitions;
  }

  /** A version; {@code deleted} tells whether no version of its definition is in use. */
  record UnusedVersion(String definition, int version, boolean deleted, long signals) {}

  /** What was deleted. */
  record DeletedSignals(String definition, List<Integer> versions, long signals) {}

  /** Those that have signals, by name and version. */
  List<UnusedVersion> all() {
    return db.sql(
            "SELECT s.definition, s.version, NOT bool_or(EXISTS (SELECT 1 FROM signals.definition u"
                + " WHERE u.name = s.definition AND u.in_use)) AS deleted, count(g.bar) AS signals"
                + " FROM signals.state s JOIN signals.signal g ON g.state_id = s.id WHERE NOT"
                + " EXISTS (SELECT 1 FROM signals.definition d WHERE d.name = s.definition AND"
                + " d.version = s.version AND d.in_use) GROUP BY s.definition, s.version ORDER BY"
                + " s.definition COLLATE \"C\", s.version")
        .query(
            (row, n) ->
                new UnusedVersion(
                    row.getString("definition"),
                    row.getInt("version"),
                    row.getBoolean("deleted"),
                    row.getLong("signals")))
        .list();
  }

  /** Deletes the signals of one version, or of all that are not in use. */
  @Transactional
  DeletedSignals delete(String name, @Nullable Integer version) {
    definitions.lock();
    List<Definition> all = definitions.versions(name);
    if (all.isEmpty()
        || (version != null && all.stream().noneMatch(each -> each.version() == version))) {
      throw Definitions.unknown();
    }
    List<Integer> versions = new ArrayList<>();
    long signals = 0;
    for (Definition each : all) {
      if (version != null && each.version() == version && each.inUse()) {
        throw ProblemException.conflict(
            "version "
                + version
                + " of "
                + name
                + " is in use; edit or delete the definition first");
      }
      if (!each.inUse() && (version == null || each.version() == version)) {
        versions.add(each.version());
        signals += delete(name, each.version());
      }
    }
    return new DeletedSignals(name, versions.stream().sorted().toList(), signals);
  }

  private long delete(String name, int version) {
    long signals =
        db.sql(
                "SELECT count(*) FROM signals.signal g JOIN signals.state s ON s.id = g.state_id"
                    + " WHERE s.definition = ? AND s.version = ?")
            .params(name, version)
            .query(Long.class)
            .single();
    db.sql("DELETE FROM signals.state WHERE definition = ? AND version = ?")
        .params(name, version)
        .update();
    return signals;
  }
}
