package dev.tradewind.platform.optimisation.internal;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Equity curves of the best trials of each study. */
@Component
final class CurveTable {
  private final JdbcClient db;
  private final JsonMapper json;

  CurveTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  void replace(UUID study, List<TrialCurve> curves) {
    db.sql("DELETE FROM optimisation.curves WHERE study_id = ?").param(study).update();
    for (TrialCurve each : curves) {
      db.sql("INSERT INTO optimisation.curves (study_id, n, document) VALUES (?, ?, ?::jsonb)")
          .params(study, each.trial(), json.writeValueAsString(each))
          .update();
    }
  }

  List<TrialCurve> of(UUID study) {
    return db.sql("SELECT document::text FROM optimisation.curves WHERE study_id = ? ORDER BY n")
        .param(study)
        .query((row, n) -> json.readValue(row.getString(1), TrialCurve.class))
        .list();
  }
}
