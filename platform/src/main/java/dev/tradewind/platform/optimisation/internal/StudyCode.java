package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.platform.research.CodeUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which code studies were made by, so that they can be resumed and their best be run. */
@Component
final class StudyCode implements CodeUse {
  private final JdbcClient db;

  StudyCode(JdbcClient db) {
    this.db = db;
  }

  @Override
  public long count(String prefix) {
    return db.sql("SELECT count(*) FROM optimisation.studies WHERE right(strategy, 13) = '@' || ?")
        .param(prefix)
        .query(Long.class)
        .single();
  }
}
