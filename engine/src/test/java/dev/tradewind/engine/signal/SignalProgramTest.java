package dev.tradewind.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.FeatureBatch;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a definition to rows. */
class SignalProgramTest {
  private static final long SEED = 20_260_404L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crosses_above(ema(close, 9), ema(close, 21)) and rsi(close, 14) < 70"
            + "| ema(close, 9); ema(close, 21); rsi(close, 14)",
        "(close > 5)@4h | close@4h",
        "not (close < open)[2] | close[2]; open[2]",
        "close / open - 1 > 0.01 | close / open - 1",
        "close > close | close",
        "true | ''"
      })
  void aRowKeepsWhatItsConditionsRead(String entry, String columns) {
    CheckedSignal signal = Fixtures.checked(Fixtures.definition(entry, "false", ""));

    assertThat(signal.columns().stream().map(CheckedExpression::canonical).toList())
        .isEqualTo(columns.isEmpty() ? List.of() : List.of(columns.split("; ")));
  }

  @Test
  void aRowIsMadeOnEveryBarOnWhichAConditionIsTrue() {
    BarSeries bars = new Fixtures.Bars(SEED, 400).series();
    SignalDefinition both =
        new SignalDefinition(
            "both",
            3,
            "1h",
            new SignalRule("close > open", "close < open", "close < open", "close > open", "140"),
            List.of(),
            Map.of());

    SignalRows rows = Fixtures.program(both).batch(ProgramData.of(bars), MemberSpans.ALWAYS);

    List<String> expected = new ArrayList<>();
    long known = Long.MIN_VALUE;
    for (int i = 0; i < bars.size(); i++) {
      known = Math.max(known, bars.knownAt(i));
      if (bars.close(i) > bars.open(i)) {
        expected.add(bars.openTime(i) + " EXIT SHORT " + known);
        expected.add(bars.openTime(i) + " ENTRY LONG " + known);
      } else if (bars.close(i) < bars.open(i)) {
        expected.add(bars.openTime(i) + " EXIT LONG " + known);
        expected.add(bars.openTime(i) + " ENTRY SHORT " + known);
      }
    }
    List<String> made = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      made.add(
          rows.barTime(row)
              + " "
              + rows.kind(row)
              + " "
              + rows.direction(row)
              + " "
              + rows.knownAt(row));
      assertThat(rows.strength(row)).isEqualTo(100);
    }
    assertThat(made).isEqualTo(expected);
    assertThat(rows.columns()).containsExactlyInAnyOrder("close", "open");
  }

  @Test
  void barByBarGivesTheRowsOfTheWholeAndSoDoStoredColumns() {
    for (int round = 0; round < 40; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      BarSeries bars = new Fixtures.Bars(SEED + round, 200 + random.nextInt(200)).series();
      SignalProgram program =
          Fixtures.program(
              Fixtures.definition(
                  Fixtures.condition(random),
                  Fixtures.condition(random),
                  random.nextBoolean() ? "100 - rsi(close, 7)" : ""));
      ProgramData data = ProgramData.of(bars);
      SignalRows whole = program.batch(data, MemberSpans.ALWAYS);

      SignalProgram.Stream stream = program.stream(data, MemberSpans.ALWAYS);
      int at = 0;
      while (at < bars.size()) {
        int to = Math.min(bars.size(), at + 1 + random.nextInt(30));
        assertThat(stream.until(to))
            .as("seed %s, bars %s to %s", SEED + round, at, to)
            .isEqualTo(part(program, bars, at, to));
        at = to;
      }
      double[][] stored =
          FeatureBatch.compute(program.features(), data).stream()
              .map(each -> each[0])
              .toArray(double[][]::new);
      assertThat(program.rows(bars, 0, bars.size(), stored, MemberSpans.ALWAYS))
          .as("seed %s", SEED + round)
          .isEqualTo(whole);
    }
  }

  private static SignalRows part(SignalProgram program, BarSeries bars, int from, int to) {
    double[][] values = program.program().batch(ProgramData.of(bars));
    double[][] cut = new double[values.length][];
    for (int c = 0; c < values.length; c++) {
      cut[c] = Arrays.copyOfRange(values[c], from, to);
    }
    return program.rows(bars, from, to, cut, MemberSpans.ALWAYS);
  }

  @Test
  void entriesNeedMembershipAndExitsDoNot() {
    BarSeries bars = new Fixtures.Bars(SEED, 300).series();
    SignalDefinition always = Fixtures.definition("true", "true", "");
    long from = bars.knownAt(100);
    MemberSpans members = new MemberSpans(List.of(Window.from(from)));
    SignalRows listed = Fixtures.program(always).batch(ProgramData.of(bars), members);
    SignalCheck check = CheckedSignal.check(always, "close > open", ExpressionScope.standard());
    assertThat(check).isInstanceOf(SignalCheck.Checked.class);
    SignalRows filtered =
        SignalProgram.compile(
                ((SignalCheck.Checked) check).signal(),
                ProgramScope.of(Fixtures.COIN, Fixtures.HOUR))
            .batch(ProgramData.of(bars), MemberSpans.ALWAYS);

    int exits = 0;
    for (int row = 0; row < listed.size(); row++) {
      if (listed.kind(row) == SignalKind.ENTRY) {
        assertThat(listed.knownAt(row)).isGreaterThanOrEqualTo(from);
      } else {
        exits++;
      }
    }
    assertThat(exits).isEqualTo(bars.size());
    int entries = 0;
    for (int row = 0; row < filtered.size(); row++) {
      if (filtered.kind(row) == SignalKind.ENTRY) {
        int bar = bars.lowerBound(filtered.barTime(row));
        assertThat(bars.close(bar)).isGreaterThan(bars.open(bar));
        entries++;
      }
    }
    assertThat(entries).isBetween(1, bars.size() - 1);
  }

  @Test
  void whatMeansNothingIsRefusedWithItsField() {
    assertThat(problems("close >", "false", "")).containsExactly("entry");
    assertThat(problems("close", "rsj(close)", "true"))
        .containsExactly("exit", "entry", "strength");
    assertThat(problems("", "", "")).containsExactly("entry");
    assertThat(problems("true", "", "")).containsExactly("exit");
    assertThat(problems("", "true", "")).containsExactly("entry");
    SignalDefinition withParameter =
        new SignalDefinition(
            "p",
            1,
            "1h",
            SignalRule.of(Direction.LONG, "rsi(close, $n) < 30", "false", ""),
            List.of(new ExpressionParameter("n", ExpressionParameter.Type.INTEGER, 2, 50, 1, 14)),
            Map.of("n", 99.0));
    assertThat(CheckedSignal.check(withParameter, ExpressionScope.standard()))
        .isInstanceOfSatisfying(
            SignalCheck.Refused.class,
            refused ->
                assertThat(refused.render())
                    .isEqualTo("entry: line 1, column 12: $n must be in 2..50 and whole, was 99"));
    assertThatThrownBy(
            () -> new SignalDefinition("Bad", 1, "1h", withParameter.rule(), List.of(), Map.of()))
        .hasMessageContaining("was 'Bad'");
    assertThatThrownBy(
            () ->
                SignalProgram.compile(
                    Fixtures.checked(Fixtures.definition("true", "false", "")),
                    ProgramScope.of(Fixtures.COIN, Timeframe.parse("1D"))))
        .hasMessageContaining("timeframe must be 1h, was 1D");
  }

  private static List<String> problems(String entry, String exit, String strength) {
    return switch (CheckedSignal.check(
        Fixtures.definition(entry, exit, strength), ExpressionScope.standard())) {
      case SignalCheck.Checked checked -> List.of();
      case SignalCheck.Refused(var problems) ->
          problems.stream().map(SignalProblem::field).toList();
    };
  }

  @Test
  void theMeaningIsATextWithEverythingPutIn() {
    SignalDefinition definition =
        new SignalDefinition(
            "p",
            1,
            "1h",
            SignalRule.of(Direction.SHORT, "rsi(close,$n)>70", "false", "5"),
            List.of(new ExpressionParameter("n", ExpressionParameter.Type.INTEGER, 2, 50, 1, 14)),
            Map.of());

    assertThat(Fixtures.checked(definition).canonical())
        .isEqualTo("timeframe 1h\nSHORT EXIT false\nSHORT ENTRY rsi(close, 14) > 70\nstrength 5");
  }
}
