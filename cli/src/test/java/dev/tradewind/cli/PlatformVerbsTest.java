package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol with the platform, against a server that answers what a test prepared. */
final class PlatformVerbsTest {
  private static final String DOCUMENT =
      """
      {"id":"7","status":"DONE","run":{"id":"7","dataHash":"d","resultHash":"e","seed":0},
       "strategy":"ema_crossover","parameters":{"fast":"9"},"instruments":["BTC-USD"],"inputs":[{"id":"BTC-USD","timeframe":"1h"}],
       "assumptions":[{"key":"a","text":"thin data","warning":true}],
       "statistics":{"sharpe":1.5},
       "statisticDetails":[{"key":"sharpe","label":"Sharpe ratio","value":1.5,"unit":"RATIO"},
         {"key":"calmar","label":"Calmar ratio","value":null,"unit":"RATIO"}],
       "openPositions":[],"rejections":[]}""";

  @TempDir Path home;
  private HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    describe(ProcessHandle.current().pid());
  }

  private void describe(long pid) throws IOException {
    Files.createDirectories(home.resolve("run"));
    Files.writeString(
        home.resolve("run/platform.json"),
        "{\"pid\":%d,\"address\":\"127.0.0.1\",\"port\":%d,\"token\":\"secret\"}"
            .formatted(pid, server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean allowed =
        "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    requests.add(target + " " + body);
    Deque<Answer> prepared = answers.getOrDefault(target, new ArrayDeque<>());
    Answer answer =
        !allowed
            ? new Answer(401, "{\"detail\":\"no key\"}")
            : prepared.isEmpty()
                ? new Answer(404, "{\"detail\":\"nothing at " + exchange.getRequestURI() + "\"}")
                : prepared.size() == 1 ? prepared.peek() : prepared.poll();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void on(String target, int status, String body) {
    answers
        .computeIfAbsent(target.replace(" /", " /api/v1/"), key -> new ArrayDeque<>())
        .add(new Answer(status, body));
  }

  private CommandRun run(String... args) {
    return CommandRun.in(home, args);
  }

  @Test
  void listsSeriesPageByPage() {
    on("GET /series", 200, "{\"items\":[" + series("A") + "],\"nextCursor\":\"c 2\"}");
    on("GET /series?cursor=c%202", 200, "{\"items\":[" + series("B") + "],\"nextCursor\":null}");
    CommandRun run = run("data", "list", "--output", "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().items().stream().map(each -> each.text("instrument")))
        .containsExactly("A", "B");
    assertThat(run("data", "show", "B", "1h").out()).contains("kept as it is");
  }

  private static String series(String id) {
    return ("{\"instrument\":\"%s\",\"timeframe\":\"1h\",\"bars\":2,\"first\":\"x\",\"last\":\"y\","
            + "\"dataHash\":\"%s\",\"currency\":\"USD\",\"source\":\"s\",\"extra\":\"kept as it is\"}")
        .formatted(id, "0".repeat(64));
  }

  private static String kept(String digit, int uses, boolean installed) {
    return "{\"hash\":\"%s\",\"bytes\":1000,\"uses\":%d,\"installed\":%s}"
        .formatted(digit.repeat(64), uses, installed);
  }

  @Test
  void tidyingRemovesOnlyKeptJarsThatNothingNeeds() throws IOException {
    String all =
        String.join(
            ",", kept("a", 2, false), kept("b", 0, true), kept("c", 0, false), kept("d", 0, false));
    on("GET /plugins/kept", 200, "{\"items\":[" + all + "],\"nextCursor\":null}");
    on("DELETE /plugins/kept/" + "c".repeat(64), 204, "");
    // A study that the command line keeps by itself.
    Files.createDirectories(home.resolve("optimize/studies"));
    Files.writeString(
        home.resolve("optimize/studies/1.about"), "{\"strategy\":\"x@" + "d".repeat(12) + "\"}");

    CommandRun dry = run("strategy", "tidy", "--dry-run");
    assertThat(dry.err()).contains("would free 1000 bytes");
    assertThat(requests).noneMatch(each -> each.startsWith("DELETE"));

    CommandRun run = run("strategy", "tidy", "--output", "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("freed 1000 bytes");
    assertThat(run.json().items().stream().map(each -> each.text("what")))
        .containsExactly("needed", "needed", "removed", "needed");
    assertThat(requests).filteredOn(each -> each.startsWith("DELETE")).hasSize(1);
  }

  @Test
  void aStudyIsAskedForWithTheParametersThatWereGivenAndNoDefaults() {
    on("POST /studies", 400, "{\"detail\":\"seen\",\"errors\":[]}");
    CommandRun run =
        run(
            "optimize",
            "run",
            "--instrument=SPX",
            "--timeframe=1D",
            "--strategy=ema_crossover",
            "--param=slow=40",
            "--space=fast=2..30");
    assertThat(run.err()).contains("seen");
    assertThat(requests).hasSize(1).first().asString().contains("\"parameters\":{\"slow\":\"40\"}");
  }

  @Test
  void aWalkOnThePlatformIsFollowedAndMayRunOnItsCluster() {
    on("POST /studies", 202, "{\"id\":\"a-b\",\"status\":\"QUEUED\"}");
    on("GET /studies/a-b", 200, "{\"status\":\"RUNNING\",\"progress\":0.25}");
    on("GET /studies/a-b", 200, "{\"status\":\"RUNNING\",\"progress\":0.75}");
    on(
        "GET /studies/a-b",
        200,
        "{\"id\":\"a-b\",\"status\":\"DONE\",\"study\":{\"status\":\"DONE\",\"trials\":8},"
            + "\"walk\":{\"windows\":[],\"statistics\":{\"sharpe\":1},\"efficiency\":0.5,"
            + "\"stability\":[],\"verdict\":{\"level\":\"luck\",\"sentences\":[\"No.\"]},"
            + "\"matrix\":null}}");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session =
        new Session(
            out,
            new PrintWriter(err, true),
            Map.of("TRADEWIND_HOME", home.toString()),
            true,
            false);
    int code =
        Tradewind.execute(
            session,
            ("walkforward run --instrument SPX --timeframe 1D --strategy ema_crossover --space"
                    + " fast=2..9 --in-sample 100 --out-of-sample 50 --runner spark")
                .split(" "));

    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("walking [").contains("25%").contains("75%");
    assertThat(out.toString()).startsWith("No.").contains("walk a-b");
    assertThat(requests.getFirst())
        .contains("\"runner\":\"spark\"")
        .contains("\"inSample\":\"100\"");
  }

  @Test
  void tradesAreKeptByThePlatform() throws IOException {
    Path file = Files.writeString(home.resolve("ticks.csv"), "the bytes of the file");
    on("POST /imports", 202, "{\"id\":4,\"status\":\"QUEUED\"}");
    on(
        "GET /imports/4",
        200,
        "{\"id\":4,\"status\":\"DONE\",\"fileName\":\"ticks.csv\",\"instrument\":\"A\","
            + "\"timeframe\":null,\"message\":\"2 trades added\",\"report\":{\"rowsRead\":2}}");
    String[] read = {"data", "trades", "import", file.toString(), "--instrument", "A", "--replace"};

    CommandRun imported = run(read);

    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("A trades", "2 trades added");
    assertThat(requests.getFirst())
        .contains("the bytes of the file", "\"trades\":true", "\"replace\":true")
        .doesNotContain("timeframe", "currency");
    on(
        "GET /trades",
        200,
        "{\"items\":[{\"instrument\":\"A\",\"trades\":2,\"first\":\"x\",\"last\":\"y\","
            + "\"source\":\"s\",\"dataHash\":\"h\"}],\"nextCursor\":null}");
    on("GET /trades/verify?instrument=A", 200, "{\"intact\":false,\"actualHash\":\"other\"}");
    on(
        "GET /trades/export?from=2024-01-01T00%3A00%3A00Z&instrument=A",
        200, "time,price,quantity\n");
    on("DELETE /trades?instrument=A", 200, "{\"instrument\":\"A\",\"trades\":2}");
    assertThat(run("data", "trades", "list", "--output", "csv").out())
        .isEqualTo("instrument,trades,first,last,source,dataHash\nA,2,x,y,s,h\n");
    CommandRun verified = run("data", "trades", "verify", "A");
    assertThat(verified.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(verified.err()).contains("stored trades changed");
    assertThat(run("data", "trades", "verify", "B").code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run("data", "trades", "export", "A", "--from", "2024-01-01").out())
        .isEqualTo("time,price,quantity\n");
    assertThat(run("data", "trades", "delete", "A", "--output", "json").json().text("instrument"))
        .isEqualTo("A");
    on("POST /backtests", 400, "{\"detail\":\"seen\",\"errors\":[]}");
    run(
        "backtest",
        "run",
        "--instrument=A",
        "--timeframe=1h",
        "--strategy=buy_and_hold",
        "--detail=trades",
        "--fill-model=intrabar");
    assertThat(requests.getLast()).contains("\"detail\":\"trades\"", "intrabar");
  }

  @Test
  void importSendsTheFileAndFollowsTheJob() throws IOException {
    Path file = Files.writeString(home.resolve("prices.csv"), "the bytes of the file");
    on("POST /imports", 202, "{\"id\":3,\"status\":\"QUEUED\"}");
    on("GET /imports/3", 200, "{\"id\":3,\"status\":\"RUNNING\",\"progress\":0.5}");
    on(
        "GET /imports/3",
        200,
        "{\"id\":3,\"status\":\"DONE\",\"fileName\":\"prices.csv\",\"message\":\"2 new\","
            + "\"report\":{\"rowsRead\":2,\"notes\":[\"tabs\"],\"flags\":[{\"kind\":\"GAP\","
            + "\"count\":1,\"examples\":[{\"line\":2,\"time\":\"t\",\"detail\":\"d\"}]}]}}");
    CommandRun run =
        run(
            "data",
            "import",
            file.toString(),
            "--instrument",
            "BTC-USD",
            "--timeframe",
            "1h",
            "--replace",
            "--tick-size",
            "0.5",
            "--zone",
            "UTC",
            "--date-order",
            "dmy");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("2 new").contains("GAP").contains("note: tabs");
    String sent = requests.getFirst();
    assertThat(sent)
        .contains("the bytes of the file")
        .contains("\"instrument\":\"BTC-USD\"")
        .contains("\"replace\":true")
        .contains("\"tickSize\":\"0.5\"")
        .contains("\"dateOrder\":\"DMY\"")
        .contains("filename=\"prices.csv\"");
  }

  @Test
  void theEndOfAnImportIsTheExitCode() throws IOException {
    Path file = Files.writeString(home.resolve("prices.csv"), "x");
    Map<String, Integer> codes =
        Map.of("REFUSED", 3, "CONFLICT", 4, "CANCELLED", 130, "INTERRUPTED", 130, "FAILED", 1);
    List<String> wrong = new ArrayList<>();
    codes.forEach(
        (status, code) -> {
          answers.clear();
          on("POST /imports", 202, "{\"id\":3}");
          on("GET /imports/3", 200, "{\"status\":\"" + status + "\",\"message\":\"because\"}");
          CommandRun run = run("data", "import", file.toString(), "--instrument", "A");
          boolean advises = run.err().contains("--replace") == status.equals("CONFLICT");
          if (run.code() != code || !run.err().contains("because") || !advises) {
            wrong.add(status + " " + run);
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void runsOnThePlatformAndPrintsTheResult() {
    prepareRun();
    CommandRun run =
        run(
            "backtest",
            "run",
            "--instrument",
            "BTC-USD",
            "--from",
            "2020-01-01",
            "--strategy",
            "ema_crossover",
            "--param",
            "fast=9",
            "--cash",
            "50000");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("ema_crossover(fast=9) on BTC-USD\n")
        .contains("Sharpe ratio  1.5000")
        .contains("Calmar ratio")
        .contains("n/a")
        .contains("warning: thin data");
    assertThat(requests.stream().filter(each -> each.startsWith("POST")).findFirst().orElse(""))
        .contains("\"instruments\":[\"BTC-USD\"]")
        .contains("\"timeframe\":\"1h\"")
        .contains("\"from\":\"2020-01-01T00:00:00Z\"")
        .contains("\"assumptions\":{\"initialCash\":\"50000\"}")
        .contains("\"fast\":\"9\"");
  }

  @Test
  void whatThePlatformAloneKnowsIsLeftToIt() {
    on("GET /series", 200, "{\"items\":[{\"instrument\":\"BTC-USD\",\"timeframe\":\"1h\"}]}");
    on(
        "POST /backtests",
        422,
        "{\"detail\":\"bad\",\"errors\":[{\"field\":\"strategy\",\"message\":\"no trend\"}]}");
    String rule = "enter trend > trend[1]; exit trend < trend[1]";

    CommandRun run = run("backtest", "run", "--instrument", "BTC-USD", "--strategy", rule);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no trend");
    assertThat(requests.getLast()).contains("\"strategy\":\"" + rule + "\"");
  }

  @Test
  void aDocumentIsSentToThePlatformByItsContent() throws IOException {
    on("GET /series", 200, "{\"items\":[{\"instrument\":\"BTC-USD\",\"timeframe\":\"1h\"}]}");
    on("POST /backtests", 422, "{\"detail\":\"bad\",\"errors\":[]}");
    Path file = Files.writeString(home.resolve("mine.yaml"), "name: mine\nenter: close > 1\n");

    run(
        "backtest",
        "run",
        "--instrument",
        "BTC-USD",
        "--strategy",
        file.toString(),
        "--signals",
        "cross",
        "--detail",
        "1m",
        "--fx",
        "EUR=EURUSD",
        "--benchmark",
        "SPX",
        "--tell-signals",
        "other");

    assertThat(requests.getLast())
        .contains("\"document\":\"name: mine\\nenter: close > 1\\n\"")
        .contains("\"strategy\":\"signals cross\"")
        .contains("\"detail\":\"1m\"")
        .contains("\"rates\":{\"EUR\":\"EURUSD\"}")
        .contains("\"benchmark\":\"SPX\"")
        .contains("\"signals\":[\"other\"]");
    run("backtest", "run", "--instrument", "BTC-USD", "--strategy", file.toString());
    assertThat(requests.getLast()).doesNotContain("\"strategy\"");
    run("backtest", "run", "--instrument", "BTC-USD", "--strategy", "trend", "--signals", "cross");
    assertThat(requests.getLast()).contains("\"strategy\":\"signals cross with trend\"");
  }

  @Test
  void anExpressionMayNameATimeframeOfThePlatform() {
    on(
        "GET /timeframes",
        200,
        "{\"items\":[{\"code\":\"37D\",\"calendarScheme\":\"CALENDAR\",\"unit\":\"DAY\",\"count\":37,"
            + "\"nominalDays\":37,\"minDays\":37,\"maxDays\":37,\"canonical\":true,"
            + "\"partialFirst\":true,\"partialLast\":true,\"seeded\":false}]}");

    assertThat(run("expr", "check", "ema(close, 5)@37D").code()).isZero();
    assertThat(run("expr", "check", "ema(close, 5)").code()).isZero();
  }

  private void prepareRun() {
    on("GET /series", 200, "{\"items\":[" + series("BTC-USD") + "]}");
    on("POST /backtests", 202, "{\"id\":7}");
    on("GET /backtests/7", 200, "{\"status\":\"QUEUED\"}");
    on("GET /backtests/7", 200, DOCUMENT);
    on("GET /backtests/7/round-trips?limit=200", 200, "{\"items\":[{\"pnl\":1}],\"nextCursor\":2}");
    on("GET /backtests/7/round-trips?cursor=2&limit=200", 200, "{\"items\":[{\"pnl\":2}]}");
    on("GET /backtests/7/round-trips.csv", 200, "instrument,side\n");
    on(
        "GET /backtests/7/equity?maxPoints=10000",
        200,
        "{\"reduced\":true,\"t\":[0,60],\"equity\":[1,2.5]}");
    on("GET /backtests/7/export?format=html", 200, "<html>");
    on("GET /backtests/7/export?format=parquet", 200, "PAR1");
  }

  @Test
  void showsAStoredRunInEveryForm() throws IOException {
    prepareRun();
    answers.get("GET /api/v1/backtests/7").poll();
    CommandRun json = run("backtest", "show", "7", "--output", "json", "--equity");
    assertThat(json.json().get("roundTrips").items()).hasSize(2);
    assertThat(json.json().get("instruments").items().getFirst().text("id")).isEqualTo("BTC-USD");
    assertThat(json.json().get("equity").compact())
        .isEqualTo("[[\"1970-01-01T00:00:00Z\",1],[\"1970-01-01T00:01:00Z\",2.5]]");
    assertThat(json.err()).contains("reduced");
    assertThat(run("backtest", "show", "7", "--output", "csv").out())
        .isEqualTo("instrument,side\n");
    assertThat(run("backtest", "show", "7", "--output", "csv", "--equity").out())
        .isEqualTo("time,equity\n1970-01-01T00:00:00Z,1\n1970-01-01T00:01:00Z,2.5\n");
    Path report = home.resolve("r.html");
    assertThat(run("backtest", "show", "7", "--report", report.toString()).code()).isZero();
    assertThat(Files.readString(report)).isEqualTo("<html>");
    Path table = home.resolve("r.parquet");
    assertThat(run("backtest", "report", "7", "--report", table.toString()).code()).isZero();
    assertThat(Files.readString(table)).isEqualTo("PAR1");
    CommandRun unknown = run("backtest", "report", "7", "--report", "r.xls");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("--report must end in .html, .pdf, .json, .csv, .parquet, was r.xls");
  }

  @Test
  void anUnfinishedRunIsNoResult() {
    on("GET /backtests/8", 200, "{\"status\":\"FAILED\",\"error\":\"no bars\"}");
    on("GET /backtests/9", 200, "{\"status\":\"CANCELLED\"}");
    CommandRun failed = run("backtest", "show", "8");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("FAILED: no bars");
    assertThat(run("backtest", "show", "9").code()).isEqualTo(130);
  }

  @Test
  void listsAndComparesRuns() {
    on(
        "GET /backtests?limit=50&order=asc&sort=sharpe&status=DONE",
        200,
        "{\"items\":[{\"id\":7,\"status\":\"DONE\",\"instruments\":[\"A\",\"B\"],\"sharpe\":1.5}]}");
    CommandRun list =
        run("backtest", "list", "--sort", "sharpe", "--order", "asc", "--status", "done");
    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out()).contains("A B").contains("1.5000").contains("n/a");
    on(
        "GET /backtests/compare?ids=7%2C8",
        200,
        "{\"differences\":[{\"name\":\"fast\",\"values\":[\"5\",\"8\"]}],\"statistics\":[{\"label\":\"Total"
            + " return\",\"unit\":\"FRACTION\",\"values\":[0.5,null]}],\"significance\":[{\"id\":\"8\","
            + "\"difference\":0.25,\"ledoitWolf\":null}]}");
    CommandRun compared = run("backtest", "compare", "7", "8");
    assertThat(compared.out()).contains("Total return").contains("50.00%").contains("n/a");
    assertThat(compared.out()).contains("p-value, Ledoit and Wolf").contains("0.2500");
    assertThat(run("backtest", "compare", "7", "8", "--output", "csv").out())
        .startsWith("measure,7,8\nfast,5,8\nTotal return,0.5,\n");
    assertThat(run("backtest", "compare", "1", "2", "3", "4", "5", "6", "7", "8", "9").err())
        .contains("at most 8 runs can be compared, were 9");
  }

  @Test
  void refusalsAreToldInThePlatformsWords() {
    on(
        "GET /backtests?limit=50&sort=x",
        400,
        "{\"detail\":\"bad\",\"errors\":[{\"field\":\"sort\",\"message\":\"sort must be"
            + " known\"}]}");
    CommandRun wrong = run("backtest", "list", "--sort", "x");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("the platform refused (400): sort must be known");
    assertThat(run("backtest", "show", "no/such id").code()).isEqualTo(5);
    assertThat(requests.getLast()).contains("/backtests/no%2Fsuch%20id");
    on("GET /series", 500, "<html>");
    assertThat(run("data", "list").code()).isEqualTo(1);
  }

  @Test
  void exportsThroughThePlatform() throws IOException {
    String csv = "time,open,high,low,close,volume\n2024-01-01T00:00:00Z,1,2,0.5,1.5,10\n";
    on("GET /series/export?format=csv&instrument=A&timeframe=1h", 200, csv);
    on("GET /series", 200, "{\"items\":[" + series("A") + "]}");
    Path file = home.resolve("out.csv");
    assertThat(run("data", "export", "A", "1h", "--file", file.toString()).code()).isZero();
    assertThat(Files.readString(file)).isEqualTo(csv);
    assertThat(run("data", "export", "A", "1h").out()).isEqualTo(csv);
    on("GET /series/verify?instrument=A&timeframe=1h", 200, "{\"actualHash\":\"other\"}");
    CommandRun verify = run("data", "verify");
    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.out()).contains("NO");
    assertThat(verify.err()).contains("stored bars changed");
  }

  @Test
  void aFileOfADeadPlatformIsPassedOver() throws IOException {
    describe(Long.MAX_VALUE);
    assertThat(run("data", "list").code()).isZero();
    assertThat(requests).isEmpty();
  }

  @Test
  void aPlatformThatDoesNotAnswerIsUnavailable() {
    server.stop(0);
    CommandRun run = run("data", "list");
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.err()).contains("does not answer").contains("remove run/platform.json");
  }

  @Test
  void anUnreadableDescriptionIsTold() throws IOException {
    Files.writeString(home.resolve("run/platform.json"), "{");
    CommandRun run = run("data", "list");
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.err()).contains("platform.json");
    CommandRun doctor = run("doctor", "--output", "json");
    assertThat(doctor.code()).isEqualTo(1);
    assertThat(finding(doctor.json(), "platform").text("state")).isEqualTo("failed");
  }

  @Test
  void doctorAsksThePlatformForItsHealth() {
    answers.put("GET /actuator/health", new ArrayDeque<>(List.of(new Answer(200, "{}"))));
    CommandRun run = run("doctor", "--output", "json");
    Json platform = finding(run.json(), "platform");
    assertThat(platform.text("state")).isEqualTo("ok");
    assertThat(platform.text("found")).startsWith("healthy at http://127.0.0.1:");
    assertThat(finding(run.json(), "prices").text("found")).startsWith("in use by the platform");
    answers.put("GET /actuator/health", new ArrayDeque<>(List.of(new Answer(503, "{}"))));
    CommandRun sick = run("doctor", "--output", "json");
    assertThat(sick.code()).isEqualTo(1);
    assertThat(finding(sick.json(), "platform").text("state")).isEqualTo("failed");
  }

  private static Json finding(Json findings, String check) {
    return findings.items().stream()
        .filter(each -> each.text("check").equals(check))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void timeframesAndCalendarsOfThePlatformAreListed() {
    on(
        "GET /timeframes",
        200,
        "{\"items\":[{\"code\":\"90m\",\"calendarScheme\":\"FIXED\",\"seeded\":false}]}");
    on("GET /calendars", 200, "{\"items\":[{\"code\":\"own\",\"hours\":[]}]}");
    on(
        "GET /calendars/own/sessions?from=2024-01-01T00%3A00%3A00Z&limit=200"
            + "&to=2024-01-02T00%3A00%3A00Z",
        200, "{\"items\":[{\"date\":\"2024-01-01\",\"open\":\"a\",\"close\":\"b\"}]}");

    assertThat(run("timeframes", "list", "--output", "csv").out()).contains("90m,FIXED,");
    assertThat(run("calendars", "list", "--output", "csv").out()).contains("own,");
    assertThat(
            run(
                    "calendars",
                    "sessions",
                    "own",
                    "--from",
                    "2024-01-01",
                    "--to",
                    "2024-01-02",
                    "--output",
                    "csv")
                .out())
        .contains("2024-01-01,a,b");
  }

  @Test
  void verifyingFeaturesFailsWhereOneDiffers() {
    on("POST /feature-verifications", 202, "{\"id\":\"9\",\"status\":\"QUEUED\"}");
    on(
        "GET /feature-verifications/9",
        200,
        "{\"id\":\"9\",\"status\":\"DONE\",\"message\":\"1 of"
            + " 2\",\"mismatchCount\":1,\"mismatches\":[{"
            + "\"instrument\":\"A\",\"timeframe\":\"1h\",\"feature\":\"ema_9\",\"version\":1,\"bar\":"
            + "\"2024-01-01T00:00:00Z\",\"kind\":\"VALUE\",\"stored\":1.5,\"computed\":1.25}]}");
    CommandRun run = run("features", "verify", "--instrument", "A", "--sample", "0.5");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("ema_9", "2024-01-01T00:00:00Z", "1.5", "1.25");
    assertThat(requests).anyMatch(each -> each.contains("\"instrument\":\"A\",\"sample\":0.5"));
  }

  @Test
  void aStoredRunIsExamined() {
    on("POST /backtests/7/analyses", 202, "{\"id\":\"9\",\"status\":\"QUEUED\"}");
    on("GET /analyses/9", 200, "{\"id\":\"9\",\"status\":\"DONE\",\"progress\":1}");
    on(
        "GET /backtests/7/robustness",
        200,
        "{\"verdict\":{\"level\":\"NOT_BELIEVABLE\",\"words\":\"Not to be"
            + " believed.\",\"reasons\":[{\"code\":\"look-ahead\",\"words\":\"It looks"
            + " ahead.\"}]},\"checks\":["
            + "{\"check\":\"lookahead\",\"report\":{\"check\":\"lookahead\",\"title\":\"Look-ahead\",\"outcome\":\"FAILED\",\"sentence\":\"Looks"
            + " ahead.\",\"figures\":[],\"tables\":[{\"key\":\"findings\",\"title\":\"What looks"
            + " ahead\",\"columns\":[{\"key\":\"decision\",\"label\":"
            + "\"Decision\",\"unit\":\"TIME\"},{\"key\":\"finding\",\"label\":\"Finding\",\"unit\":"
            + "\"TEXT\"}],\"rows\":[[{\"time\":\"2024-01-01T00:00:00Z\"},{\"text\":\"onBar\"}]]}],\"notes\":[\"The"
            + " first.\"]}},{\"check\":\"costs\",\"report\":null}]}");
    CommandRun check = run("lookahead", "check", "7", "--decisions", "50");
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("Look-ahead: Looks ahead.", "2024-01-01T00:00:00Z", "note:");
    assertThat(requests)
        .anyMatch(
            each ->
                each.contains("\"maxDecisions\":50")
                    && each.contains("\"checks\":[\"lookahead\"]"));
    CommandRun analysis = run("backtest", "analyse", "7", "--only", "lookahead");
    assertThat(analysis.code()).isEqualTo(1);
    assertThat(analysis.out()).startsWith("Not to be believed.\n  1. It looks ahead.");
  }

  @Test
  void aStoredInstrumentIsRunByThePlatformAndExamined() {
    prepareRun();
    on("POST /backtests/7/analyses", 202, "{\"id\":\"9\",\"status\":\"QUEUED\"}");
    on("GET /analyses/9", 200, "{\"id\":\"9\",\"status\":\"DONE\",\"progress\":1}");
    on(
        "GET /backtests/7/robustness",
        200,
        "{\"verdict\":null,\"checks\":[{\"check\":\"recursion\",\"report\":{\"check\":\"recursion\","
            + "\"title\":\"Warm-up\",\"outcome\":\"PASSED\",\"sentence\":\"Settles at once.\","
            + "\"figures\":[],\"tables\":[],\"notes\":[]}}]}");

    CommandRun check =
        run(
            "recursion",
            "check",
            "--instrument",
            "BTC-USD",
            "--strategy",
            "ema_crossover",
            "--detail",
            "1m",
            "--fee-bps",
            "3");

    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains("Warm-up: Settles at once.");
    assertThat(check.err()).contains("the platform keeps the run as 7");
    assertThat(requests)
        .anyMatch(
            each ->
                each.contains("\"instruments\":[\"BTC-USD\"]")
                    && each.contains("\"strategy\":\"ema_crossover\"")
                    && each.contains("\"detail\":\"1m\"")
                    && each.contains("\"assumptions\":{\"feeBps\":\"3\"}"))
        .anyMatch(each -> each.contains("\"checks\":[\"recursion\"]"));
  }

  @Test
  void aStoredRunIsVerified() {
    on("POST /backtests/7/verifications", 202, "{\"id\":\"9\",\"status\":\"QUEUED\"}");
    on(
        "GET /analyses/9",
        200,
        "{\"id\":\"9\",\"status\":\"DONE\",\"progress\":1,\"verification\":{\"mode\":\"STRICT\","
            + "\"passed\":false,\"outcome\":\"INPUT_CHANGED\",\"sentence\":\"Changed since the run:"
            + " data.A.\",\"items\":[{\"key\":\"data.A\",\"compared\":\"CHANGED\",\"then\":\""
            + "0123456789abcdef".repeat(4)
            + "\",\"now\":null,\"detail\":\"there are no bars of it any more\"}]}}");
    CommandRun run = run("backtest", "verify", "7");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("data.A", "CHANGED", "0123456789abcdef ", "Changed since the run: data.A.");
    assertThat(requests).anyMatch(each -> each.contains("\"mode\":\"strict\""));
  }

  @Test
  void aStoredRunIsReplayed() {
    on(
        "GET /backtests/7/replay?at=2024-01-02T00%3A00%3A00Z&count=2",
        200,
        "{\"size\":10,\"from\":3,\"same\":true,\"frames\":[{\"index\":3,\"time\":"
            + "\"2024-01-02T00:00:00Z\",\"fills\":[{\"side\":\"buy\",\"quantity\":\"1\",\"instrument\":"
            + "\"A\",\"price\":\"10\",\"fee\":\"0.01\"}],\"bars\":[{\"instrument\":\"A\",\"bar\":3,\"open\":1.5,\"high\":2,\"low\":1,\"close\":1.75,\"values\":[{\"text\":\"close"
            + " > 1\",\"depth\":0,\"shown\":\"true\"}],\"orders\":[\"sell the whole position of A"
            + " at market\"],\"why\":\"Ordered; long.\"}],\"refusals\":[{\"order\":\"buy"
            + " A\",\"reason\":\"no cash\"}],\"cash\":"
            + "\"5\",\"equity\":15.5,\"positions\":[{\"instrument\":\"A\",\"quantity\":\"1\"}]}]}");
    String[] args = {"backtest", "replay", "7", "--at", "2024-01-02", "--count", "2"};
    assertThat(run(args).out())
        .contains(
            "bar 3 at 2024-01-02T00:00:00Z",
            "filled: buy 1 A at 10, fee 0.01",
            "close > 1 = true",
            "ordered: sell the whole position of A at market",
            "refused: buy A: no cash",
            "cash 5, 1 A, equity 15.5");
    CommandRun csv =
        run("backtest", "replay", "7", "--at", "2024-01-02", "--count", "2", "--output", "csv");
    assertThat(csv.out()).startsWith("index,time,instrument").contains("Ordered; long.");
  }

  @Test
  void featuresAreAddedBuiltAndListed() {
    on("POST /features", 201, "{\"name\":\"fast\",\"version\":1}");
    CommandRun added = run("features", "add", "fast", "ema(close, 9)", "--outliers", "iqr");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(requests).anyMatch(each -> each.contains("\"outlierMethod\":\"IQR\""));
    on("POST /feature-builds", 202, "{\"id\":\"4\",\"status\":\"QUEUED\"}");
    on("GET /feature-builds/4", 200, "{\"id\":\"4\",\"status\":\"RUNNING\",\"progress\":0.5}");
    on(
        "GET /feature-builds/4",
        200,
        "{\"status\":\"DONE\",\"result\":{\"series\":1,\"columns\":2,\"bars\":300,\"revised\":0,"
            + "\"skippedCount\":1,\"skipped\":[{\"feature\":\"odd\",\"reason\":\"too fine\"}]}}");
    CommandRun built = run("features", "build", "--output", "csv");
    assertThat(built.code()).as(built.err()).isZero();
    assertThat(built.out()).contains("1,2,300,0,1");
    assertThat(built.err()).contains("skipped odd").contains("too fine");
    on(
        "GET /features?limit=200",
        200,
        "{\"items\":[{\"name\":\"fast\",\"version\":1,\"expression\":\"ema(close, 9)\"}]}");
    assertThat(run("features", "list").out()).contains("ema(close, 9)");
    on(
        "GET /features/fast",
        200,
        "{\"feature\":{\"name\":\"fast\",\"version\":2},\"versions\":[2,1]}");
    assertThat(run("features", "show", "fast").out()).contains("[2,1]");
    on(
        "GET /features/fast/coverage?limit=200",
        200,
        "{\"items\":[{\"instrument\":\"A\",\"bars\":300,\"nullShare\":0.25}]}");
    assertThat(run("features", "coverage", "fast", "--output", "csv").out()).contains("0.25");
    on("GET /series", 200, "{\"items\":[" + series("A") + "]}");
    on(
        "GET /features/fast/undefined?instrument=A&timeframe=1h&version=1",
        200,
        "{\"reasons\":[{\"reason\":\"WARM_UP\",\"bars\":8}],\"spans\":[{\"from\":\"2024-01-01T00:00:00Z\","
            + "\"to\":\"2024-01-01T08:00:00Z\",\"bars\":8,\"reason\":\"WARM_UP\"}],\"truncated\":true}");
    CommandRun holes =
        run(
            "features",
            "undefined",
            "fast",
            "--instrument",
            "A",
            "--version-number",
            "1",
            "--output",
            "csv");
    assertThat(holes.out())
        .isEqualTo("from,to,bars,reason\n2024-01-01T00:00:00Z,2024-01-01T08:00:00Z,8,WARM_UP\n");
    assertThat(holes.err()).contains("8 WARM_UP").contains("first 1000");
    on("POST /feature-exports", 202, "{\"id\":\"5\",\"status\":\"QUEUED\"}");
    on(
        "GET /feature-exports/5",
        200,
        "{\"id\":\"5\",\"status\":\"DONE\",\"features\":[\"fast\"],\"bytes\":3,\"manifest\":{\"rows\":1}}");
    on("GET /feature-exports/5/file", 200, "x,y");
    String file = home.resolve("f.csv").toString();
    CommandRun written =
        run(
            "features",
            "export",
            "A",
            "1h",
            "--file",
            file,
            "--label",
            "direction(3, 0)",
            "--label-raw");
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(requests)
        .anyMatch(each -> each.contains("\"labels\":[\"direction(3, 0)\"],\"rawPrices\":true"));
    assertThat(home.resolve("f.csv.manifest.json")).hasContent("{\"rows\":1}");
  }

  @Test
  void anExpressionIsComputedByThePlatformInParts() {
    on("GET /series", 200, "{\"items\":[" + series("BTC-USD") + "]}");
    on(
        "GET /features?limit=200",
        200,
        "{\"items\":[{\"name\":\"calm\",\"version\":1,\"expression\":\"ema(close, 3)\"}]}");
    String part =
        "{\"type\":\"NUMBER\",\"truncated\":true,\"time\":[%d],\"knownAt\":[%d],\"value\":[%s],\"next\":%s}";
    on(
        "POST /expressions/values",
        200,
        part.formatted(0, 3_600_000_000L, "null", "\"1970-01-01T01:00:00Z\""));
    on(
        "POST /expressions/values",
        200,
        part.formatted(3_600_000_000L, 7_200_000_001L, "0.1", "null"));
    CommandRun run =
        run(
            "expr",
            "eval",
            "calm * $k",
            "--param",
            "k=2",
            "--instrument",
            "BTC-USD",
            "--last",
            "2",
            "--output",
            "csv");
    assertThat(run.out())
        .isEqualTo(
            "time,knownAt,value\n"
                + "1970-01-01T00:00:00Z,1970-01-01T01:00:00Z,\n"
                + "1970-01-01T01:00:00Z,1970-01-01T02:00:00.000001Z,0.1\n");
    assertThat(run.err()).contains("last 500,000 bars");
    List<String> asked =
        requests.stream().filter(each -> each.startsWith("POST /api/v1/expressions")).toList();
    assertThat(asked.getFirst())
        .contains("\"expression\":\"calm * $k\"", "\"parameters\":{\"k\":2", "\"last\":2");
    assertThat(asked.getLast())
        .contains("\"from\":\"1970-01-01T01:00:00Z\"")
        .doesNotContain("\"last\"");
    CommandRun wrong = run("expr", "eval", "calmm", "--instrument", "BTC-USD");
    assertThat(wrong.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(wrong.err()).contains("did you mean 'calm'?").contains("^^^^^");
    assertThat(run("expr", "check", "calm > 3").code()).isZero();
    assertThat(run("expr", "eval", "close", "--instrument", "NONE").code())
        .isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void signalsAreAddedGeneratedListedAndShown() {
    on("POST /signal-definitions", 201, "{\"name\":\"dip\",\"version\":1}");
    CommandRun added =
        run("signal", "add", "dip", "--timeframe", "1D", "--entry", "true", "--exit", "false");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(requests).anyMatch(each -> each.contains("\"entry\":\"true\",\"exit\":\"false\""));
    on("POST /signal-generations", 202, "{\"id\":\"7\",\"status\":\"QUEUED\"}");
    on(
        "GET /signal-generations/7",
        200,
        "{\"status\":\"DONE\",\"result\":{\"series\":2,\"bars\":300,\"added\":5,\"removed\":1,"
            + "\"skippedCount\":1,\"skipped\":[{\"definition\":\"dip\",\"reason\":\"no bars\"}]}}");
    CommandRun made = run("signal", "generate", "dip", "--output", "csv");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("2,300,5,1,1");
    assertThat(made.err()).contains("skipped dip").contains("no bars");
    on(
        "GET /signals?definition=dip&limit=1",
        200,
        "{\"items\":[{\"id\":\"1_2_3\",\"hash\":\"00ff\"}],\"total\":3}");
    CommandRun listed = run("signal", "list", "dip", "--limit", "1");
    assertThat(listed.out()).contains("1_2_3", "00ff");
    assertThat(listed.err()).contains("1 of 3 signals");
    on(
        "GET /signals/1_2_3",
        200,
        "{\"signal\":{\"id\":\"1_2_3\"},\"snapshot\":[{\"column\":\"close\",\"value\":2.5}]}");
    assertThat(run("signal", "show", "1_2_3").out()).contains("close", "2.5");
    assertThat(run("signal", "list", "--limit", "0").code()).isEqualTo(2);
  }

  @Test
  void signalsAreListedAsOfAMomentAndTidied() {
    on(
        "GET /signals/as-of?asOf=2024-01-05&definition=dip&instrument=SPX",
        200,
        "{\"asOf\":\"2024-01-05T00:00:00Z\",\"count\":1,\"changed\":1,\"added\":2,\"signals\":"
            + "[{\"kind\":\"ENTRY\",\"direction\":\"LONG\",\"bar\":\"2024-01-04T00:00:00Z\","
            + "\"knownAt\":\"2024-01-05T00:00:00Z\",\"strength\":null,\"hash\":\"0f\",\"stored\":false,"
            + "\"snapshot\":[{\"column\":\"close\",\"value\":2.5}]}]}");
    CommandRun then = run("signal", "list", "dip", "--instrument", "SPX", "--as-of", "2024-01-05");
    assertThat(then.out()).contains("ENTRY", "close = 2.5", "no");
    assertThat(then.err()).contains("1 are stored otherwise now, 2 were not there then");
    assertThat(run("signal", "list", "dip", "--as-of", "2024-01-05").code()).isEqualTo(2);
    on(
        "GET /signals/unused",
        200,
        "{\"items\":[{\"definition\":\"dip\",\"version\":1,\"deleted\":true,\"signals\":3}]}");
    assertThat(run("signal", "unused").out()).contains("dip", "yes", "3");
    on(
        "DELETE /signals/unused?definition=dip&version=1",
        200,
        "{\"definition\":\"dip\",\"versions\":[1],\"signals\":3}");
    assertThat(run("signal", "tidy", "dip", "--version-number", "1").out()).contains("dip", "3");
    on("DELETE /signal-definitions/dip", 204, "");
    assertThat(run("signal", "delete", "dip").err()).contains("deleted dip");
  }

  @Test
  void scannersAreAddedAndRun() {
    on("POST /scanners", 201, "{\"name\":\"two\",\"version\":1}");
    CommandRun added = run("scanner", "add", "two", "--instrument", "A,2020-01-01");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(requests)
        .anyMatch(each -> each.contains("\"instrument\":\"A\",\"from\":\"2020-01-01\""));
    on(
        "GET /scanners/two/run?asOf=2021-01-01",
        200,
        "{\"asOf\":\"2021-01-01T00:00:00Z\",\"lookedAt\":2,\"passing\":1,\"candidates\":[{\"instrument\":\"A\",\"passes\":true,\"reason\":\"is"
            + " on the list\",\"values\":[]}]}");
    CommandRun ran = run("scanner", "run", "two", "--as-of", "2021-01-01");
    assertThat(ran.out()).contains("is on the list");
    assertThat(ran.err()).contains("1 of 2 pass");
  }
}
