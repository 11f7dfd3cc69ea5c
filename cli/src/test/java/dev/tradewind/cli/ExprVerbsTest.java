package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.talib.TaLibFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions on the command line, without a platform. */
final class ExprVerbsTest {
  @TempDir Path directory;

  private static CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("expr"));
    all.addAll(List.of(args));
    return CommandRun.of(Map.of(), all.toArray(String[]::new));
  }

  @Test
  void aRightExpressionIsPrintedInItsCanonicalForm() {
    assertThat(
            run("check", "ema(close,2*7)>$level", "--param", "level=70", "--output", "csv").out())
        .isEqualTo(
            """
            field,value
            valid,true
            canonical,"ema(close, 14) > 70"
            type,boolean
            """);
    assertThat(run("check", "close", "--output", "json").json().text("type")).isEqualTo("number");
    assertThat(run("check", "close").out()).contains("canonical");
  }

  @Test
  void aWrongExpressionEndsWithACaretUnderThePosition() {
    CommandRun wrong = run("check", "ema(close, 0) > clse");
    assertThat(wrong.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .isEqualTo(
            """
            tradewind: the expression is refused
            line 1, column 12: period must be in 1..100000, was 0 (ema(close, 0))
              ema(close, 0) > clse
                         ^
            line 1, column 17: unknown field or feature 'clse'; did you mean 'close'?
              ema(close, 0) > clse
                              ^^^^
            """);
    CommandRun data = run("check", "1 +", "--output", "json");
    assertThat(data.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(data.json().get("valid").isTrue()).isFalse();
    assertThat(data.json().get("problems").items().getFirst().text("message"))
        .isEqualTo("a value was expected, was the end");
    assertThat(run("check", "1 +", "--output", "csv").out())
        .isEqualTo(
            "from,to,line,column,message,suggestion\n"
                + "3,3,1,4,\"a value was expected, was the end\",\n");
    assertThat(run("check", "$fast").err()).contains("unknown parameter $fast");
    assertThat(run("check", "$fast", "--param", "fast").code()).isEqualTo(2);
    assertThat(run("check", "$f", "--param", "f-f=1").code()).isEqualTo(2);
  }

  @Test
  void aTextIsPrintedInItsCanonicalForm() {
    assertThat(run("print", "(a)+b*c").out()).isEqualTo("a + b * c\n");
    assertThat(run("print", "x[1]", "--output", "csv").out()).isEqualTo("canonical\nx[1]\n");
    assertThat(run("print", "x[1]", "--output", "json").out())
        .isEqualTo(
            "{\"canonical\":\"x[1]\",\"tree\":{\"type\":\"ago\",\"series\":{\"type\":\"feature\","
                + "\"name\":\"x\"},\"bars\":1}}\n");
    assertThat(run("print", "(").code()).isEqualTo(3);
  }

  @Test
  void everyFunctionIsListedWithAllAboutIt() {
    List<Json> items = run("list", "--output", "json").json().items();
    assertThat(items).hasSize(TaLibFunctions.withEngine().all().size());
    assertThat(run("list").out()).contains("ema(x, period)");
    assertThat(run("list", "--output", "csv").out()).startsWith("function,family,answers,meaning");
    Json ema = run("list", "ema", "--output", "json").json();
    assertThat(ema.text("signature")).isEqualTo("ema(x, period)");
    assertThat(ema.get("warmUp").asLong()).isEqualTo(20);
    assertThat(ema.get("parameters").items().getLast().get("max").asLong()).isEqualTo(100_000);
    assertThat(run("list", "ema").out())
        .contains("A whole number in 1..100000")
        .contains("20 bars, unstable for 218: ema(close, 21)");
    CommandRun unknown = run("list", "emma");
    assertThat(unknown.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(unknown.err()).contains("no function emma; did you mean ema?");
  }

  @Test
  void anExpressionIsComputedOnAFile() {
    Path file = CommandRun.prices(directory, "prices.csv", 40);
    String[] eval = {"eval", "ema(close, $n) - close[1]", "--param", "n=3", "--data", "" + file};
    assertThat(run(with(eval, "--output", "csv", "--to", "2024-01-05")).out())
        .isEqualTo(
            """
            time,knownAt,value
            2024-01-01T00:00:00Z,2024-01-02T00:00:00Z,
            2024-01-02T00:00:00Z,2024-01-03T00:00:00Z,
            2024-01-03T00:00:00Z,2024-01-04T00:00:00Z,-0.030000000000001137
            2024-01-04T00:00:00Z,2024-01-05T00:00:00Z,-0.08499999999999375
            """);
    List<Json> items = run(with(eval, "--output", "json", "--last", "2")).json().items();
    assertThat(items).hasSize(2);
    assertThat(items.getLast().text("time")).isEqualTo("2024-02-09T00:00:00Z");
    assertThat(run(eval).out()).contains("knownAt");
    assertThat(
            run("eval", "close > open[1]", "--data", "" + file, "--output", "json").json().items())
        .satisfies(all -> assertThat(all.getFirst().get("value").isNull()).isTrue())
        .satisfies(
            all -> assertThat(all.getLast().get("value").value()).isInstanceOf(Boolean.class));
    assertThat(run("eval", "30m * 2", "--data", "" + file, "--last", "1", "--output", "csv").out())
        .endsWith(",PT1H\n");
  }

  @Test
  void otherInstrumentsAreFurtherFiles() {
    Path file = CommandRun.prices(directory, "prices.csv", 40);
    Path other = CommandRun.write(directory, "SPY.csv", 0, 40, 2, true);
    String[] eval = {
      "eval", "close of \"SPY\" / close", "--last", "1", "--output", "csv", "--data", "" + file
    };
    assertThat(run(with(eval, "--data", "" + other)).out()).contains("Z,1.9999");
    CommandRun missing = run(eval);
    assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(missing.err()).contains("there are no bars of SPY");
    assertThat(run(with(eval, "--data", "" + file)).code()).isEqualTo(2);
  }

  @Test
  void aStoredInstrumentIsReadFromTheDataFolderWithItsSplits() throws IOException {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path file = CommandRun.prices(directory, "A.csv", 40);
    Path other = CommandRun.write(directory, "SPY.csv", 0, 40, 2, true);
    for (String id : List.of("A", "SPY")) {
      Path each = directory.resolve(id + ".csv");
      assertThat(CommandRun.in(home, "data", "import", "" + each, "--instrument", id).code())
          .isZero();
    }
    String[] eval = {"expr", "eval", "ema(close, 5)@1W - close of \"SPY\"", "--output", "csv"};
    CommandRun stored = CommandRun.in(home, with(eval, "--instrument", "A", "--last", "9"));
    CommandRun files =
        CommandRun.of(
            Map.of(), with(eval, "--data", "" + file, "--data", "" + other, "--last", "9"));
    assertThat(stored.code()).as(stored.err()).isZero();
    assertThat(stored.out()).isEqualTo(files.out()).contains("2024-02-09T00:00:00Z,");

    Path splits = Files.writeString(directory.resolve("s.csv"), "date,ratio\n2024-01-11,2\n");
    String[] adjusted = {"expr", "eval", "adjusted(close) / close", "--instrument", "A"};
    assertThat(
            CommandRun.in(home, "data", "splits", "import", "" + splits, "--instrument", "A")
                .code())
        .isZero();
    assertThat(CommandRun.in(home, with(adjusted, "--output", "csv")).out())
        .contains("2024-01-10T00:00:00Z,2024-01-11T00:00:00Z,1\n")
        .contains("2024-01-11T00:00:00Z,2024-01-12T00:00:00Z,2\n");

    CommandRun own = CommandRun.in(home, with(adjusted, "--splits", "" + splits));
    assertThat(own.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(own.err()).contains("--splits goes with --data");
    assertThat(CommandRun.in(home, with(adjusted, "--data", "" + file)).code()).isEqualTo(2);
    assertThat(CommandRun.in(home, "expr", "eval", "close").code()).isEqualTo(2);
    CommandRun nobody = CommandRun.in(home, "expr", "eval", "close", "--instrument", "NO");
    assertThat(nobody.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    CommandRun unknown =
        CommandRun.in(home, "expr", "eval", "close of \"NO\"", "--instrument", "A");
    assertThat(unknown.err()).contains("there are no bars of NO");
    CommandRun finer = CommandRun.in(home, "expr", "eval", "close@4h", "--instrument", "A");
    assertThat(finer.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(finer.err()).contains("line 1, column 7").contains("^^");
  }

  @Test
  void splitsAreReadFromAFile() throws IOException {
    Path file = CommandRun.prices(directory, "prices.csv", 40);
    Path splits = Files.writeString(directory.resolve("s.csv"), "date,ratio\n2024-01-11,2\n");
    String[] eval = {
      "eval", "adjusted(close) / close", "--data", "" + file, "--output", "csv", "--last", "31"
    };
    assertThat(run(with(eval, "--splits", "" + splits)).out())
        .contains("2024-01-10T00:00:00Z,2024-01-11T00:00:00Z,1\n")
        .contains("2024-01-11T00:00:00Z,2024-01-12T00:00:00Z,2\n");
    assertThat(run(with(eval, "--splits", "prices=" + splits)).out()).contains(",2\n");
    CommandRun without = run(eval);
    assertThat(without.out()).doesNotContain(",2\n");
    assertThat(without.err()).contains("no splits are given");
    Path wrong = Files.writeString(directory.resolve("w.csv"), "date,ratio\n2024-01-11,-2\n");
    CommandRun refused = run(with(eval, "--splits", "" + wrong));
    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(refused.err()).contains("line 2 rejected");
    assertThat(run(with(eval, "--splits", "" + splits, "--splits", "" + splits)).code())
        .isEqualTo(2);
  }

  @Test
  void whatCannotBeComputedIsSaid() {
    Path file = CommandRun.prices(directory, "prices.csv", 40);
    CommandRun finer = run("eval", "close@4h", "--data", "" + file);
    assertThat(finer.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(finer.err())
        .contains("line 1, column 7: bars of 4h cannot be made from bars of 1D")
        .contains("did you mean '2D'?")
        .contains("        ^^");
    assertThat(run("check", "close@4h", "--timeframe", "1D").err()).contains("column 7");
    assertThat(run("check", "close@4h", "--timeframe", "1h").code()).isZero();
    assertThat(run("eval", "clse", "--data", "" + file).err()).contains("^^^^");
    assertThat(run("eval", "close", "--data", "" + file, "--last", "0").code()).isEqualTo(2);
    assertThat(run("eval", "close", "--data", "" + directory.resolve("none.csv")).code())
        .isEqualTo(5);
    assertThat(
            run("eval", "close", "--data", "" + file, "--from", "2024-02-01", "--to", "2024-01-01")
                .code())
        .isEqualTo(2);
    assertThat(run("eval", "close", "--data", "" + file, "--from", "2030-01-01").err())
        .contains("no bar in that time");
    assertThat(run("eval", "ema(close, 41)", "--data", "" + file).err())
        .contains("undefined on all of these bars");
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
