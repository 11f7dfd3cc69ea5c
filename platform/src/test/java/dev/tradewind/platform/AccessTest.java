package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.platform.launch.LaunchException;
import dev.tradewind.platform.launch.RunningPlatform;
import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who gets in. */
class AccessTest {
  private static final Set<String> OPEN =
      Set.of(
          "GET /api/v1/setup",
          "POST /api/v1/setup",
          "POST /api/v1/session",
          "GET /actuator/health/liveness",
          "GET /actuator/health/readiness",
          "GET /actuator/health/startup");

  private final TestPlatform platform = TestPlatform.shared();

  /** Every route the framework knows, and the ones it does not list. */
  private List<String> routes() {
    Set<String> routes = new TreeSet<>();
    platform
        .beans(RequestMappingHandlerMapping.class)
        .forEach(
            mapping ->
                mapping.getHandlerMethods().keySet().forEach(info -> routes.addAll(routes(info))));
    routes.removeIf(route -> route.endsWith(" /error"));
    routes.addAll(
        List.of(
            "GET /api/v1/stream",
            "GET /api/v1/openapi.json",
            "GET /api/v1/openapi.json.yaml",
            "GET /actuator",
            "GET /actuator/health",
            "GET /actuator/health/liveness",
            "GET /actuator/health/readiness",
            "GET /actuator/health/startup",
            "GET /actuator/health/db",
            "GET /actuator/prometheus",
            "GET /actuator/env",
            "GET /actuator/heapdump",
            "POST /actuator/shutdown",
            "GET /api/v1/unknown",
            "POST /somewhere"));
    return new ArrayList<>(routes);
  }

  private static List<String> routes(RequestMappingInfo info) {
    return info.getPatternValues().stream()
        .flatMap(
            pattern ->
                info.getMethodsCondition().getMethods().isEmpty()
                    ? Stream.of("GET " + pattern, "POST " + pattern)
                    : info.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + pattern))
        .map(route -> route.replaceAll("\\{\\*?[a-zA-Z]+}", "x"))
        .map(route -> route.replace("/instrumentsx", "/instruments/x"))
        .toList();
  }

  private static Api.Answer call(Api api, String route) {
    String[] parts = route.split(" ", 2);
    boolean body = !parts[0].equals("GET");
    return api.send(
        parts[0],
        "/" + parts[1],
        body ? "application/json" : null,
        body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
  }

  @Test
  @DisplayName("case 21: every route is closed to strangers unless it is listed")
  void case21() {
    Set<String> open = new TreeSet<>();
    for (String route : routes()) {
      Api.Answer answer = call(platform.api(), route);
      if (answer.status() != 401 && answer.status() != 403) {
        open.add(route);
      }
    }
    assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    assertThat(routes().size()).isGreaterThan(45);
  }

  @Test
  @DisplayName("case 21: pages are open, hold no data and carry the strict policy")
  void case21Pages() {
    Api.Answer page =
        platform.api().with("Accept", "text/html").send("GET", "//backtests/1", null, none());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<html");
    assertThat(page.header("Content-Security-Policy"))
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    Api.Answer root = platform.api().send("GET", "//", null, none());
    assertThat(root.status()).isEqualTo(200);
    assertThat(platform.api().send("GET", "//nothing.js", null, none()).status()).isEqualTo(404);
  }

  private static java.net.http.HttpRequest.BodyPublisher none() {
    return BodyPublishers.noBody();
  }

  @Test
  @DisplayName("case 21: the set-up link works once and ends after half an hour")
  void case21Setup() throws IOException {
    try (TestPlatform fresh = TestPlatform.fresh()) {
      String body = "{\"token\":\"%s\",\"username\":\"first\",\"password\":\"long enough 1\"}";
      assertThat(fresh.printed())
          .startsWith("Tradewind 0.1.0 is running at http://127.0.0.1:" + fresh.port())
          .contains("/setup#token=");
      assertThat(fresh.api().get("/setup").json().get("required").asBoolean()).isTrue();
      assertThat(fresh.api().post("/setup", body.formatted("guess")).status()).isEqualTo(403);
      Api.Answer weak =
          fresh
              .api()
              .post(
                  "/setup",
                  "{\"token\":\"%s\",\"username\":\"a b\",\"password\":\"short\"}"
                      .formatted(fresh.setupToken()));
      assertThat(weak.status()).isEqualTo(400);
      assertThat(weak.json().get("errors").size()).isEqualTo(2);

      fresh.clock.advance(Duration.ofMinutes(31));
      assertThat(fresh.api().post("/setup", body.formatted(fresh.setupToken())).status())
          .isEqualTo(403);
      String old = fresh.setupToken();
      fresh.restart();
      assertThat(fresh.setupToken()).isNotEqualTo(old);
      String token = fresh.setupToken();
      assertThat(fresh.api().post("/setup", body.formatted(token)).status()).isEqualTo(201);
      assertThat(fresh.api().post("/setup", body.formatted(token)).status()).isEqualTo(403);
      assertThat(fresh.api().get("/setup").json().get("required").asBoolean()).isFalse();
      fresh.restart();
      assertThat(fresh.printed()).doesNotContain("token");
    }
  }

  @Test
  @DisplayName("case 21: it does not listen to other machines before there is a password")
  void case21Bind(@TempDir Path home) {
    PlatformSettings settings =
        new PlatformSettings(
            new HomeFolders(home),
            "0.0.0.0",
            0,
            TestDatabase.create(),
            false,
            1_000,
            Set.of(),
            Set.of(),
            null,
            null,
            Clock.systemUTC());
    assertThatThrownBy(() -> RunningPlatform.start(TradewindApplication.class, settings, silent()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("will not listen on 0.0.0.0");
  }

  private static PrintStream silent() {
    return new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("case 22: foreign hosts, foreign origins and a missing CSRF token are refused")
  void case22() throws IOException {
    for (String route : routes()) {
      String[] parts = route.split(" ", 2);
      for (String host :
          List.of("evil.test", "evil.test:" + platform.port(), "localhost.evil.test", "")) {
        assertThat(raw(parts[0], parts[1], host, "")).as(route + " Host " + host).isIn(400, 403);
      }
      String own = "127.0.0.1:" + platform.port();
      for (String origin :
          List.of(
              "http://evil.test", "null", "http://127.0.0.1:1", "http://" + own + ".evil.test")) {
        String header = "Origin: " + origin + "\r\n";
        assertThat(raw(parts[0], parts[1], own, header)).as(route + " " + origin).isEqualTo(403);
      }
    }
    Api person = platform.person();
    assertThat(person.get("/session").status()).isEqualTo(200);
    Api without = platform.api().with("Cookie", person.header("Cookie"));
    assertThat(without.get("/overview").status()).isEqualTo(200);
    assertThat(without.put("/instruments/CSRF", "{}").status()).isEqualTo(403);
    assertThat(without.with("X-CSRF-Token", "x").put("/instruments/CSRF", "{}").status())
        .isEqualTo(403);
    assertThat(person.get("/instruments/CSRF").status()).isEqualTo(404);
    assertThat(person.put("/instruments/CSRF", "{}").status()).isEqualTo(200);
  }

  /** The status of a request whose Host header the ordinary client would not send. */
  private int raw(String method, String path, String host, String more) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.port())) {
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\nContent-Length: 0\r\n\r\n"
              .formatted(method, path, host, more);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(answer.readLine().split(" ")[1]);
    }
  }

  @Test
  @DisplayName("case 23: guessing is slowed down, for one name and for one address")
  void case23() {
    try (TestPlatform fresh = TestPlatform.fresh()) {
      fresh.setUp();
      int checked = 0;
      for (int i = 0; i < 1_000; i++) {
        Api.Answer answer =
            fresh
                .api()
                .post("/session", "{\"username\":\"trader\",\"password\":\"wrong " + i + "\"}");
        checked += answer.status() == 401 ? 1 : 0;
        if (answer.status() == 429) {
          assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        }
        fresh.clock.advance(Duration.ofMillis(100));
      }
      assertThat(checked).isLessThan(20);
      Api.Answer right =
          fresh
              .api()
              .post(
                  "/session",
                  "{\"username\":\"trader\",\"password\":\"" + TestPlatform.PASSWORD + "\"}");
      assertThat(right.status()).isEqualTo(429);
      fresh.clock.advance(Duration.ofMinutes(20));
      assertThat(fresh.person().get("/overview").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("case 23: a session is new at each login, ends idle, absolutely and at logout")
  void case23Sessions() {
    try (TestPlatform fresh = TestPlatform.fresh()) {
      fresh.setUp();
      Api first = fresh.person();
      Api fixed = fresh.api().with("Cookie", "TRADEWIND_SESSION=chosen-by-an-attacker");
      Api second = fixed.login(TestPlatform.USER, TestPlatform.PASSWORD);
      assertThat(second.header("Cookie")).isNotEqualTo(fixed.header("Cookie"));
      Api.Answer again =
          first.post(
              "/session",
              "{\"username\":\"%s\",\"password\":\"%s\"}"
                  .formatted(TestPlatform.USER, TestPlatform.PASSWORD));
      assertThat(again.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
      assertThat(first.get("/session").status()).as("rotated").isEqualTo(401);
      assertThat(second.get("/session").status()).isEqualTo(200);
      assertThat(second.delete("/session").status()).isEqualTo(204);
      assertThat(second.get("/session").status()).isEqualTo(401);

      Api idle = fresh.person();
      fresh.clock.advance(Duration.ofHours(25));
      assertThat(idle.get("/session").status()).isEqualTo(401);
      Api busy = fresh.person();
      for (int i = 0; i < 16; i++) {
        fresh.clock.advance(Duration.ofHours(20));
        busy.get("/session");
      }
      fresh.clock.advance(Duration.ofHours(20));
      assertThat(busy.get("/session").status()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("case 23: a key needs the password again, shows once, and has its scope")
  void case23Keys() {
    Api person = platform.person();
    String body = "{\"name\":\"bot\",\"scopes\":[\"%s\"],\"password\":\"%s\"}";
    assertThat(person.post("/api-keys", body.formatted("read", "wrong password")).status())
        .isEqualTo(403);
    Api.Answer created = person.post("/api-keys", body.formatted("read", TestPlatform.PASSWORD));
    assertThat(created.status()).isEqualTo(201);
    String secret = created.json().get("key").asString();
    assertThat(person.get("/api-keys").body()).doesNotContain(secret);
    Api key = platform.api().bearer(secret);
    assertThat(key.get("/overview").status()).isEqualTo(200);
    assertThat(key.put("/instruments/KEY", "{}").status()).isEqualTo(403);
    assertThat(key.get("/api-keys").status()).isEqualTo(403);
    assertThat(platform.local().get("/api-keys").status()).isEqualTo(403);
    String id = created.json().get("apiKey").get("id").asString();
    assertThat(person.delete("/api-keys/" + id).status()).isEqualTo(204);
    assertThat(key.get("/overview").status()).isEqualTo(401);
    assertThat(person.post("/api-keys", body.formatted("admin", TestPlatform.PASSWORD)).status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("case 24: secrets are in no log, answer, metric or table")
  void case24() throws IOException, SQLException {
    try (TestPlatform fresh = TestPlatform.fresh()) {
      fresh.setUp();
      Api person = fresh.person();
      String canary = "canary-password-5d2f";
      fresh.api().post("/session", "{\"username\":\"trader\",\"password\":\"" + canary + "\"}");
      fresh.api().post("/session", "{\"username\":\"trader\",\"passwort\":\"" + canary + "\"}");
      fresh.api().bearer(canary).get("/overview");
      String key =
          person
              .post(
                  "/api-keys",
                  "{\"name\":\"k\",\"scopes\":[\"write\"],\"password\":\"%s\"}"
                      .formatted(TestPlatform.PASSWORD))
              .json()
              .get("key")
              .asString();
      Api program = fresh.api().bearer(key);
      MarketDataTest.importHourly(program, "CAN-USD", 50, 1);
      String session = person.header("Cookie").substring("TRADEWIND_SESSION=".length());
      String localKey =
          Json.parse(Files.readString(fresh.home.resolve("run/platform.json")))
              .get("token")
              .asString();
      List<String> secrets =
          List.of(canary, TestPlatform.PASSWORD, key, session, localKey, fresh.database.password());
      StringBuilder seen = new StringBuilder();
      for (String path :
          List.of("/overview", "/system", "/jobs", "/imports", "/api-keys", "/series")) {
        seen.append(program.get(path).body());
        seen.append(person.get(path).body());
      }
      seen.append(program.send("GET", "//actuator/prometheus", null, none()).body());
      seen.append(program.send("GET", "//actuator/health", null, none()).body());
      seen.append(dump(fresh));
      try (Stream<Path> files = Files.walk(fresh.home.resolve("logs"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          seen.append(Files.readString(file, StandardCharsets.UTF_8));
        }
      }
      for (String secret : secrets) {
        assertThat(seen).doesNotContain(secret);
      }
      assertThat(Files.getPosixFilePermissions(fresh.home.resolve("run/platform.json"))).hasSize(2);
    }
  }

  private static String dump(TestPlatform platform) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                platform.database.url(), platform.database.user(), platform.database.password());
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE"
                  + " table_schema IN ('access', 'operations', 'marketdata', 'research',"
                  + " 'instruments')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return text.toString();
  }

  @Test
  void securityRelevantActionsAreAudited() throws SQLException {
    platform.person().delete("/session");
    assertThat(dump(platform)).contains(",login,").contains(",logout,").contains("setup.completed");
  }
}
