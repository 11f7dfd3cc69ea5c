package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The platform as a process of its own, with its own PostgreSQL.
 *
 * @param home its folder
 */
record PlatformProcess(Path home) {
  /** How an application is started; what it says on its error stream goes to {@link #stderr}. */
  ProcessBuilder command(Class<?> application) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            // Short lives: what is compiled best comes too late.
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            application.getName(),
            "--port",
            "0");
    builder.environment().put("TRADEWIND_HOME", home.toString());
    builder.environment().put("TRADEWIND_DEMO", "off");
    builder.redirectError(stderr().toFile());
    return builder;
  }

  Process launch() throws IOException {
    return command(TradewindApplication.class).start();
  }

  Path stderr() {
    return home.resolve("stderr.txt");
  }

  /** The API of a process, once it runs. */
  Api api(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine())
        .as(Files.readString(stderr()))
        .startsWith("Tradewind 0.1.0 is running at http://127.0.0.1:");
    assertThat(out.readLine()).startsWith("First visit: http://127.0.0.1:");
    JsonNode facts = Json.parse(Files.readString(home.resolve("run/platform.json")));
    assertThat(facts.get("pid").asLong()).isEqualTo(process.pid());
    return new Api(facts.get("port").asInt()).bearer(facts.get("token").asString());
  }

  /** Ends a process at once, as kill -9 does. */
  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends a process as an operator does, and waits for it. */
  static void stop(Process process) throws InterruptedException {
    process.toHandle().destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }
}
