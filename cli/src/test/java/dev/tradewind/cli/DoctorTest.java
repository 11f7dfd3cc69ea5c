package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void environment() throws IOException {
    environment.put("TRADEWIND_HOME", home.toString());
    environment.put("TRADEWIND_PORT", Integer.toString(freePort()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private CommandRun doctor(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "doctor";
    System.arraycopy(args, 0, all, 1, args.length);
    return CommandRun.of(environment, all);
  }

  private Json finding(String check) {
    return doctor("--output", "json").json().items().stream()
        .filter(each -> each.text("check").equals(check))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFreshMachineIsWell() {
    CommandRun run = doctor();
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("ok      java")
        .contains("not running; 'tradewind up' starts it")
        .contains("is free")
        .contains("none yet; the first 'tradewind up' creates it");
    assertThat(doctor("--output", "csv").out()).startsWith("check,state,found,what to do\n");
  }

  @Test
  void aHomeThatDoesNotExistIsNotCreated() {
    environment.put("TRADEWIND_HOME", home.resolve("a/b").toString());
    assertThat(finding("home").text("found")).endsWith("can be created");
    assertThat(home.resolve("a")).doesNotExist();
  }

  @Test
  void aHomeThatIsAFileFails() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    environment.put("TRADEWIND_HOME", file.toString());
    assertThat(finding("home").text("state")).isEqualTo("failed");
    assertThat(doctor().out()).contains("set TRADEWIND_HOME to another directory");
  }

  @Test
  void aPortOfSomebodyElseFails() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("TRADEWIND_PORT", Integer.toString(other.getLocalPort()));
      assertThat(finding("port").text("state")).isEqualTo("failed");
      assertThat(doctor().code()).isEqualTo(1);
      environment.put(
          "TRADEWIND_DB_URL", "jdbc:postgresql://127.0.0.1:" + other.getLocalPort() + "/x");
      assertThat(finding("database").text("state")).isEqualTo("ok");
    }
    assertThat(finding("database").text("found")).endsWith("cannot be reached");
    environment.put("TRADEWIND_DB_URL", "jdbc:postgresql:x");
    assertThat(finding("database").text("found")).contains("has no host");
    environment.put("TRADEWIND_DB_URL", "no url at all");
    assertThat(finding("database").text("found")).contains("is not a URL");
  }

  @Test
  void theDatabaseIsJudgedByItsFiles() throws IOException {
    Files.createDirectories(home.resolve("postgres/data"));
    Files.writeString(home.resolve("postgres/data/PG_VERSION"), "17\n");
    assertThat(finding("database").text("found")).contains("belongs to PostgreSQL 17");
    Files.writeString(home.resolve("postgres/data/PG_VERSION"), "18\n");
    assertThat(finding("database").text("found")).isEqualTo("PostgreSQL 18, stopped");
    Files.writeString(
        home.resolve("postgres/data/postmaster.pid"), ProcessHandle.current().pid() + "\nmore\n");
    assertThat(finding("database").text("found")).contains("still runs without a platform");
  }

  @Test
  void aDamagedStoreIsTold() throws IOException {
    Files.createDirectories(home.resolve("market"));
    Files.writeString(home.resolve("market/bars.duckdb"), "this is no database".repeat(1_000));
    Json finding = finding("prices");
    assertThat(finding.text("state")).isEqualTo("failed");
    assertThat(finding.text("advice")).isNotEmpty();
  }

  @Test
  void boundsOfTheMachine() {
    assertThat(Checks.java(Runtime.Version.parse("25.0.2")).state()).isEqualTo(Checks.State.FAILED);
    assertThat(Checks.java(Runtime.Version.parse("25.0.3+9")).state()).isEqualTo(Checks.State.OK);
    assertThat(Checks.java(Runtime.Version.parse("26")).state()).isEqualTo(Checks.State.OK);
    assertThat(Checks.node("v20.1.0", "").state()).isEqualTo(Checks.State.OK);
    assertThat(Checks.node("v18.1.0", "").state()).isEqualTo(Checks.State.WARNING);
    assertThat(Checks.node("oops", "").state()).isEqualTo(Checks.State.WARNING);
    assertThat(Checks.disk(1L << 20).state()).isEqualTo(Checks.State.FAILED);
    assertThat(Checks.disk(1L << 30).state()).isEqualTo(Checks.State.WARNING);
    assertThat(Checks.disk(1L << 33).state()).isEqualTo(Checks.State.OK);
  }
}
