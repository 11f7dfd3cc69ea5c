package dev.tradewind.platform.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.platform.TestDatabase;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The fence around the end of a job, on a real PostgreSQL. */
class JobTableTest {
  @TempDir Path home;

  private JobTable table() {
    PlatformSettings.Database database = TestDatabase.create();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    Flyway.configure()
        .dataSource(source)
        .schemas("operations")
        .table("schema_history")
        .locations("classpath:db/migration/operations")
        .load()
        .migrate();
    PlatformSettings settings =
        new PlatformSettings(
            new HomeFolders(home),
            "127.0.0.1",
            0,
            database,
            false,
            1,
            Set.of(),
            Set.of(),
            null,
            null,
            Clock.systemUTC());
    return new JobTable(JdbcClient.create(source), settings);
  }

  @Test
  @DisplayName("case 39: a worker that was taken over cannot end the job")
  void onlyTheNewestAttemptEndsAJob() {
    JobTable table = table();
    Job job = table.insert(JobKind.BACKTEST, UUID.randomUUID(), "fenced");
    int zombie = table.take(job.id()).orElseThrow().attempt();
    int current = table.take(job.id()).orElseThrow().attempt();
    assertThat(current).isEqualTo(zombie + 1);
    assertThat(table.finish(job.id(), zombie, JobStatus.DONE, null)).isEmpty();
    table.progress(job.id(), zombie, 0.9, "late");
    assertThat(table.find(job.id()).orElseThrow().progress()).isZero();
    assertThat(table.finish(job.id(), current, JobStatus.DONE, null)).isPresent();
    assertThat(table.finish(job.id(), current, JobStatus.FAILED, null)).isEmpty();
    assertThat(table.take(job.id())).isEmpty();
    assertThat(table.requestCancel(job.id())).isFalse();
  }

  @Test
  void aWaitingJobIsCancelledAtOnceAndARunningOneIsAsked() {
    JobTable table = table();
    Job waiting = table.insert(JobKind.IMPORT, UUID.randomUUID(), "waiting");
    assertThat(table.cancelQueued(waiting.id()).orElseThrow().status())
        .isEqualTo(JobStatus.CANCELLED);
    Job running = table.insert(JobKind.IMPORT, UUID.randomUUID(), "running");
    table.take(running.id());
    assertThat(table.cancelQueued(running.id())).isEmpty();
    assertThat(table.requestCancel(running.id())).isTrue();
    assertThat(table.take(running.id()).orElseThrow().cancelRequested()).isTrue();
    assertThat(table.unfinished()).containsExactly(running.id());
    assertThat(table.recent(1).getFirst().id()).isEqualTo(running.id());
  }

  @Test
  @DisplayName("case 31: the serialiser of tasks takes nothing and gives nothing")
  void tasksCarryNoData() {
    NoSerializer serializer = new NoSerializer();
    assertThat(serializer.serialize(null)).isEmpty();
    assertThatThrownBy(() -> serializer.serialize("x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> serializer.deserialize(Object.class, new byte[] {(byte) 0xac}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
