package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptimizeVerbsTest {
  @TempDir Path directory;
  private Path prices;
  private Path home;

  @BeforeEach
  void files() {
    prices = CommandRun.prices(directory, "prices.csv", 400);
    home = directory.resolve("home");
  }

  private CommandRun run(Path at, String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    // Behind the two words of the verb.
    args.addAll(2, List.of("--data", prices.toString(), "--strategy", "ema_crossover", "--quiet"));
    return CommandRun.in(
        at, args.stream().map(each -> each.replace('~', ' ')).toArray(String[]::new));
  }

  private static final String SEARCH =
      "optimize run --space fast=2..20 --space slow=5..60:5 --constraint fast<slow --trials 40";

  @Test
  void jsonHasTheDocumentedKeys() {
    CommandRun run =
        run(
            home,
            SEARCH
                + " --objective sharpe --objective maxDrawdown:min --sampler nsga2"
                + " --constraint tradeCount~>=~2 --reality-check --output json");
    assertThat(run.code()).as(run.err()).isZero();
    Json document = run.json();

    assertThat(document.properties())
        .containsKeys(
            "study",
            "trials",
            "best",
            "pareto",
            "recommended",
            "verdict",
            "ledger",
            "realityCheck");
    assertThat(document.get("best").properties())
        .containsKeys("parameters", "statistics", "deflatedSharpe", "pbo", "resultHash");
    assertThat(document.get("recommended").properties()).containsOnlyKeys("parameters", "why");
    assertThat(document.get("trials").asDouble()).hasValue(40);
    assertThat(document.get("pareto").items()).isNotEmpty();
    assertThat(document.get("verdict").text("text")).contains("deflated Sharpe ratio");
    double fast = Double.parseDouble(document.get("best").get("parameters").text("fast"));
    double slow = Double.parseDouble(document.get("best").get("parameters").text("slow"));
    assertThat(fast).isLessThan(slow);
  }

  @Test
  void workersChangeNothingAndTheSameStudyIsChargedOnce() {
    CommandRun one = run(home, SEARCH + " --workers 1 --output json");
    CommandRun again = run(home, SEARCH + " --workers 3 --output json");
    CommandRun elsewhere = run(directory.resolve("other"), SEARCH + " --workers 2 --output json");

    assertThat(one.code()).as(one.err()).isZero();
    assertThat(again.out()).isEqualTo(one.out());
    assertThat(elsewhere.out()).isEqualTo(one.out());
    double charged = one.json().get("ledger").get("trials").asDouble().orElseThrow();
    CommandRun more = run(home, SEARCH + " --seed 5 --output json");
    assertThat(more.json().get("ledger").get("trials").asDouble().orElseThrow())
        .isGreaterThan(charged);
    assertThat(more.json().get("ledger").get("studies").asDouble()).hasValue(2);
  }

  @Test
  void aStudyThatWasCutAnywhereIsContinued() throws IOException {
    CommandRun whole = run(home, SEARCH + " --output csv");
    Path file;
    try (Stream<Path> files = Files.list(home.resolve("optimize").resolve("studies"))) {
      file = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int part = 0; part <= 8; part++) {
      byte[] cut = Arrays.copyOf(bytes, bytes.length * part / 8 - (part == 8 ? 1 : 0));
      Files.write(file, cut, StandardOpenOption.TRUNCATE_EXISTING);
      CommandRun resumed = run(home, SEARCH + " --output csv");

      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(resumed.out()).isEqualTo(whole.out());
      assertThat(Files.readAllLines(file).stream().filter(each -> each.endsWith("\t.")).distinct())
          .hasSize(40);
    }
  }

  @Test
  void theTableBeginsWithTheVerdict() {
    CommandRun run = run(home, SEARCH + " --sampler random --halving 2x2");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("This ").contains("best of 40 trials: fast=");
  }

  @Test
  void walksForward() {
    CommandRun run =
        run(
            home,
            "walkforward run --space fast=2..20 --space slow=5..60:5 --constraint fast<slow"
                + " --trials 16 --in-sample 200 --out-of-sample 50 --output json");
    assertThat(run.code()).as(run.err()).isZero();
    Json document = run.json();

    assertThat(document.properties())
        .containsKeys(
            "study", "trials", "windows", "statistics", "efficiency", "stability", "verdict");
    assertThat(document.get("windows").items()).hasSize(4);
    assertThat(document.get("trials").asDouble()).hasValue(64);
    assertThat(document.get("stability").items()).hasSize(2);
    CommandRun table =
        run(
            home,
            "walkforward run --space fast=2..20 --trials 8 --unit dates --in-sample 6m"
                + " --out-of-sample 2m --anchored");
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.out()).contains("Walk-forward efficiency").contains("proved from");
    CommandRun csv =
        run(
            home,
            "walkforward run --space fast=2..20 --trials 8 --unit sessions --in-sample 100"
                + " --out-of-sample 50 --step 60 --output csv");
    assertThat(csv.out()).startsWith("searched from,searched to");
  }

  @Test
  void aMatrixHoldsEveryPairOfLengths() {
    String line =
        "walkforward matrix --space fast=2..20 --trials 4 --in-sample 100,150,390"
            + " --out-of-sample 40,60 --output ";
    CommandRun run = run(home, line + "json");
    assertThat(run.code()).as(run.err()).isZero();
    Json matrix = run.json().get("matrix");
    assertThat(matrix.get("cells").items()).hasSize(6);
    Json first = matrix.get("cells").items().getFirst();
    assertThat(first.properties())
        .containsOnlyKeys(
            "inSample",
            "outOfSample",
            "windows",
            "trials",
            "totalReturn",
            "sharpe",
            "maxDrawdown",
            "efficiency",
            "gaining",
            "held",
            "passes",
            "neighboursPassing",
            "problem");
    assertThat(first.get("windows").asDouble()).hasValue(7);
    assertThat(matrix.get("cells").items().get(4).text("problem")).contains("no window fits");
    String id = run.json().text("study");
    assertThat(CommandRun.in(home, "walkforward", "show", id, "--output", "json").json())
        .isEqualTo(run.json());
    assertThat(CommandRun.in(home, "walkforward", "show", id).out()).contains("neighbours pass");
    assertThat(run(home, line + "csv").out()).startsWith("in sample,out of sample,windows");
    // A walk of its own with the same windows is the one that the matrix walked.
    CommandRun alone =
        run(
            home,
            "walkforward run --space fast=2..20 --trials 4 --in-sample 100 --out-of-sample 40"
                + " --output json");
    assertThat(alone.json().get("windows")).isEqualTo(run.json().get("windows"));
    assertThat(alone.json().get("verdict")).isEqualTo(run.json().get("verdict"));
  }

  private void succeeds(String... line) {
    CommandRun run = CommandRun.in(home, line);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void setsOfAStoredInstrumentGiveTheNumbersOfTheirBacktest() throws IOException {
    succeeds("data", "import", prices.toString(), "--instrument", "ACTED", "--timeframe", "1D");
    Path actions =
        Files.writeString(
            directory.resolve("actions.csv"),
            "date,ratio,dividend\n2024-03-04,,1.5\n2024-06-03,2,\n2024-09-02,,0.5\n");
    succeeds("data", "splits", "import", actions.toString(), "--instrument", "ACTED");
    Path rule =
        Files.writeString(
            directory.resolve("acted.yaml"),
            """
            name: acted
            enter: crosses_above(ema(close, 3), ema(close, $slow))
            exit: close < ema(close, $slow)
            parameters:
              slow: {type: integer, default: 20, min: 2, max: 200}
            """);
    String[] stored = {"--instrument", "ACTED", "--quiet", "--output", "json"};
    for (String strategy : List.of("ema_crossover", rule.toString())) {
      List<String> search = new ArrayList<>(List.of("optimize", "run", "--strategy", strategy));
      search.addAll(List.of("--space", "slow=12..30", "--sampler", "grid"));
      search.addAll(List.of(stored));
      CommandRun found = CommandRun.in(home, search.toArray(String[]::new));
      assertThat(found.code()).as(found.err()).isZero();
      Json best = found.json().get("best");

      List<String> again = new ArrayList<>(List.of("backtest", "run", "--strategy", strategy));
      again.addAll(List.of("--param", "slow=" + best.get("parameters").text("slow")));
      again.addAll(List.of(stored));
      CommandRun run = CommandRun.in(home, again.toArray(String[]::new));

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("1 splits and 2 dividends");
      assertThat(run.json().get("run").text("resultHash")).isEqualTo(best.text("resultHash"));
      assertThat(run.json().get("run").text("dataHash")).isEqualTo(found.json().text("dataHash"));
    }
  }

  @Test
  void setsAreCrossValidated() {
    String line = SEARCH + " --sampler sobol --cross-validate 5x2 --purge 3 --embargo 2 --output ";
    CommandRun run = run(home, line + "json");
    assertThat(run.code()).as(run.err()).isZero();
    Json validated = run.json().get("crossValidation");
    assertThat(validated.get("paths").items()).hasSize(4);
    assertThat(validated.get("splits").items()).hasSize(10);
    assertThat(validated.get("deciles").items()).hasSize(11);
    assertThat(run(home, line + "table").out()).contains("paths out of sample");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "optimize run --space fats=2..20 | 2 | strategy ema_crossover has no parameter 'fats'; did"
            + " you mean fast?",
        "optimize run --space fast=2..20 --signals x | 2 | --signals cannot be searched",
        "optimize run --space fast=20..2 | 2 | min must be <= max (2), was 20; swap the bounds",
        "optimize run --space fast=2..30 --space slow=31..90 --constraint fast>slow | 2 | can never"
            + " hold for fast=2..30, slow=31..90",
        "optimize run --space fast=50..60 --space slow=20..40 | 2 | no set of parameters meets all"
            + " constraints",
        "optimize run --space fast=2..20 --sampler anneal | 2 | unknown sampler 'anneal'; known:"
            + " grid, random",
        "optimize run --space fast=2..20 --objective sharp | 2 | did you mean sharpe?",
        "optimize run --space fast=2..20 --constraint nothing>3 | 2 | constraint 'nothing>3'",
        "optimize run --space fast=2..20 --objective sharpe --objective cagr | 2 | sampler tpe: it"
            + " searches for one objective, were 2",
        "optimize run --space fast=2..20 --halving 3 | 2 | --halving must be ROUNDSxFACTOR such as"
            + " 3x4, was '3'",
        "optimize run --space fast=2..20 --workers 0 | 2 | --workers must be in 1..1024, was 0",
        "optimize run --space fast=2..20 --trials 0 | 2 | trials must be in 1..10000000, was 0",
        "optimize run --space fast=2..8 --sampler grid --constraint tradeCount>1000 | 3 | 7 break a"
            + " constraint (loosen tradeCount>1000)",
        "walkforward run --space fast=2..20 --in-sample 500 --out-of-sample 50 | 2 | are longer"
            + " than the data of prices, 400 bars",
        "optimize run --space fast=2..20 --cross-validate 6x2 | 2 | use grid, random or sobol",
        "optimize run --space fast=2..20 --sampler grid --cross-validate six | 2 | --cross-validate"
            + " must be GROUPSxTESTED such as 6x2, was 'six'",
        "optimize run --space fast=2..20 --sampler grid --cross-validate 6x6 | 2 | testGroups must"
            + " be in 1..5, was 6",
        "optimize run --space fast=2..20 --objective sharpe+payoffRatioo | 2 | objective",
        "optimize run --space fast=2..20 --space fast=3..4 | 2 | fast",
        "optimize run --space fast | 2 | fast",
        "optimize run --space fast=2..20 --param slwo=50 | 2 | has no parameter 'slwo'; did you"
            + " mean slow?",
        "optimize run --trials 5 | 2 | Missing required option: '--space=NAME=VALUES'",
        "walkforward run --in-sample 100 --out-of-sample 50 | 2 | Missing required option:"
            + " '--space=NAME=VALUES'",
        "optimize run --space fast=2..3 --space slow=900..1000:50 --sampler grid | 3 | no trial of"
            + " 6 can be the best",
        "walkforward run --space fast=2..20 --in-sample 100 --out-of-sample 50 --constraint fast>30"
            + " | 2 | can never hold for fast=2..20",
        "walkforward run --space fast=2..20 --in-sample 100 --out-of-sample 50 --objective sharp |"
            + " 2 | did you mean sharpe?",
        "optimize run --space fast=0..20 | 2 | fast must be",
        "optimize run --space fast=2..200000 | 2 | fast must be",
        "optimize run --space fast=2..8 --sampler grid --objective sortino*0/0 | 3 | 7",
        "walkforward matrix --space fast=2..20 --in-sample 500,600 --out-of-sample 50 | 2 | are"
            + " longer than the data of prices, 400 bars",
        "walkforward matrix --space fast=2..20 --in-sample 100 --out-of-sample 50 | 2 | a matrix"
            + " must have 2..100 cells",
        "walkforward matrix --space fast=2..20 --in-sample 100,100 --out-of-sample 50 | 2 | must"
            + " name each length once",
        "walkforward run --space fats=2..20 --in-sample 100 --out-of-sample 50 | 2 | has no"
            + " parameter 'fats'",
        "walkforward run --space fast=2..20 --in-sample x --out-of-sample 50 | 2 | --in-sample must"
            + " be a whole number of bars, was 'x'",
        "walkforward run --space fast=2..20 --in-sample 50 --out-of-sample 50 --step 10 | 2 | step"
            + " must be at least out-of-sample (50)",
      })
  void saysWhatIsWrongBeforeAnyWork(String line, int code, String message) {
    CommandRun run = run(home, line);

    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    assertThat(run.err()).contains(message);
  }

  @Test
  void aClusterThatCannotBeHadIsRefusedBeforeAnyTrial() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    CommandRun nobody = onSpark("spark://127.0.0.1:" + closed, "ema_crossover");
    assertThat(nobody.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(nobody.err())
        .contains("the Spark master spark://127.0.0.1:" + closed + " cannot be reached");
    for (String verb : List.of("run", "matrix")) {
      CommandRun walk =
          run(
              home,
              "walkforward "
                  + verb
                  + " --space fast=2..20 --in-sample 100,150 --out-of-sample 50"
                      .replace(verb.equals("run") ? ",150" : "~", "")
                  + " --runner spark --master spark://127.0.0.1:"
                  + closed);
      assertThat(walk.code()).as(walk.err()).isEqualTo(ExitCode.REFUSED.code());
      assertThat(walk.err()).contains(":" + closed + " cannot be reached").contains("start it, or");
    }
    assertThat(home.resolve("optimize")).doesNotExist();
    assertThat(
            run(
                    home,
                    "walkforward run --space fast=2..20 --in-sample 100 --out-of-sample 50"
                        + " --runner spark")
                .err())
        .contains("needs --master");
    assertThat(onSpark("yarn", "ema_crossover").err()).contains("was 'yarn'");
    assertThat(run(home, SEARCH + " --runner cloud").err()).contains("must be local or spark");
    assertThat(run(home, SEARCH + " --runner spark").err()).contains("needs --master");
    assertThat(run(home, SEARCH + " --master local").err()).contains("go with --runner spark");
  }

  private CommandRun onSpark(String master, String strategy) {
    List<String> args = new ArrayList<>(List.of(SEARCH.split(" ")));
    args.addAll(
        List.of(
            "--data", prices.toString(), "--strategy", strategy, "--runner", "spark", "--master"));
    args.add(master);
    return CommandRun.of(
        Map.of(
            "TRADEWIND_HOME", home.toString(),
            "SPARK_HOME", directory.toString(),
            "TRADEWIND_SPARK_JOB", prices.toString()),
        args.toArray(String[]::new));
  }
}
