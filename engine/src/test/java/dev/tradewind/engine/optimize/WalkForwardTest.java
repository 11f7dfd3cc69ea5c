package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.WindowRule.Length;
import dev.tradewind.engine.optimize.WindowRule.Unit;
import dev.tradewind.engine.optimize.WindowRule.Window;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
  private static final StrategyDescriptor CROSS =
      BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow();
  private static final BarSeries TREND = OverfittingVerdictTest.walk(1, 0.45, 1_500);

  private static WindowRule rule(
      Unit unit, String in, String gap, String out, String step, boolean anchored) {
    return new WindowRule(
        unit,
        Length.parse("--in-sample", in, unit),
        Length.parse("--gap", gap, unit),
        Length.parse("--out-of-sample", out, unit),
        Length.parse("--step", step, unit),
        anchored);
  }

  @Test
  void cutsByBars() {
    BarSeries series = OverfittingVerdictTest.walk(1, 0, 100);

    assertThat(rule(Unit.BARS, "50", "5", "20", "20", false).windows(series))
        .containsExactly(new Window(0, 50, 55, 75), new Window(20, 70, 75, 95));
    assertThat(rule(Unit.BARS, "50", "0", "25", "25", true).windows(series))
        .containsExactly(new Window(0, 50, 50, 75), new Window(0, 75, 75, 100));
    // Daily bars that trade every day: a session is a bar.
    assertThat(rule(Unit.SESSIONS, "50", "0", "25", "25", true).windows(series))
        .containsExactly(new Window(0, 50, 50, 75), new Window(0, 75, 75, 100));
  }

  @Test
  void cutsByDates() {
    // 2020-01-01 and 365 days on: 2020 has a 29th of February.
    BarSeries series = OverfittingVerdictTest.walk(1, 0, 366);

    assertThat(rule(Unit.DATES, "6m", "1w", "2m", "2m", false).windows(series))
        .containsExactly(new Window(0, 182, 189, 251), new Window(60, 244, 251, 312));
    assertThat(rule(Unit.DATES, "6m", "0", "3m", "3m", true).windows(series))
        .containsExactly(new Window(0, 182, 182, 274), new Window(0, 274, 274, 366));
  }

  @Test
  void refusesWindowsThatCannotBe() {
    BarSeries series = OverfittingVerdictTest.walk(1, 0, 100);

    assertThatThrownBy(() -> rule(Unit.BARS, "90", "0", "20", "20", false).windows(series))
        .hasMessage(
            "no window fits: in-sample 90, gap 0 and out-of-sample 20 are longer than the data of"
                + " WALK, 100 bars; shorten the windows or use longer data");
    assertThatThrownBy(() -> rule(Unit.DATES, "1y", "0", "1m", "1m", false).windows(series))
        .hasMessageContaining("WALK, 2020-01-01 to 2020-04-09");
    assertThatThrownBy(() -> rule(Unit.BARS, "10", "0", "20", "10", false))
        .hasMessageContaining(
            "step must be at least out-of-sample (20), or bars are proved on twice");
    assertThatThrownBy(() -> rule(Unit.DATES, "1y", "0", "2m", "30d", false))
        .hasMessageContaining("step must be at least out-of-sample (P2M)");
    assertThatThrownBy(() -> rule(Unit.BARS, "0", "0", "20", "20", false))
        .hasMessageContaining("in-sample, out-of-sample and step must be > 0, were 0, 20 and 20");
    assertThatThrownBy(() -> rule(Unit.BARS, "2y", "0", "20", "20", false))
        .hasMessage("--in-sample must be a whole number of bars, was '2y'");
    assertThatThrownBy(() -> rule(Unit.BARS, "-2", "0", "20", "20", false))
        .hasMessageContaining("was '-2'");
    assertThatThrownBy(() -> rule(Unit.DATES, "20", "0", "20", "20", false))
        .hasMessage("--in-sample must be a length of time such as 90d, 8w, 6m or 2y, was '20'");
    assertThatThrownBy(() -> rule(Unit.DATES, "-2y", "0", "2y", "2y", false))
        .hasMessageContaining("was '-2y'");
  }

  private static WalkForward.Search search(String constraint) {
    return new WalkForward.Search(
        SearchSpace.parse(List.of("fast=1..40", "slow=5..100:5"), List.of("fast < slow"))
            .within(CROSS, Map.of()),
        Goals.parse(List.of("sharpe"), List.of(constraint), SimulationEvaluator.statistics(TREND)),
        StudyTest.sampler("tpe"),
        40,
        8,
        5);
  }

  private static WalkForward.Result walk(WindowRule rule, String constraint, int workers) {
    return new WalkForward(List.of(TREND), CROSS, Map.of(), SimulationConfig.DEFAULT)
        .run(rule, search(constraint), workers, StudyListener.NONE);
  }

  @Test
  void provesWhatItFoundInOneRunThatCarriesCashAndPositions() {
    WindowRule rule = rule(Unit.BARS, "500", "10", "200", "200", false);
    WalkForward.Result result = walk(rule, "tradeCount >= 3", 2);

    assertThat(result.windows()).hasSize(4);
    assertThat(result.trials()).isEqualTo(160);
    long first = result.windows().getFirst().outFrom();
    // Nothing is held before the first proof.
    for (int i = 0; result.run().equityTime(i) <= first; i++) {
      assertThat(result.run().equity(i)).isEqualTo(100_000);
    }
    assertThat(result.run().fills()).isNotEmpty();
    assertThat(result.run().rejections()).isEmpty();
    // The daily returns of the windows make the whole way from the first to the last equity.
    double product = result.returns().stream().reduce(1.0, (a, b) -> a * (1 + b));
    assertThat(product - 1).isCloseTo(result.statistics().get("totalReturn"), Offset.offset(1e-9));
    double growth =
        result.windows().stream()
            .mapToDouble(each -> 1 + each.outOfSampleReturn())
            .reduce(1, (a, b) -> a * b);
    assertThat(growth).isCloseTo(product, Offset.offset(1e-9));
    assertThat(result.statistics().get("days")).isEqualTo(800);
    // The planted trend is found again and again.
    assertThat(result.statistics().get("sharpe")).isGreaterThan(0.5);
    assertThat(result.statistics().get("maxDrawdown")).isBetween(0.0, 0.6);
    assertThat(result.efficiency()).isBetween(0.2, 1.5);
    LedgerEntry entry = result.ledgerEntry("d", "walks", "one");
    WalkForward.Verdict verdict = result.verdict(LedgerEntry.total(List.of(entry), "d", "walks"));
    assertThat(verdict.walks()).isEqualTo(1);
    assertThat(verdict.deflatedSharpe()).isGreaterThan(0.8);
    assertThat(verdict.level()).isNotEqualTo(OverfittingVerdict.Level.LUCK);
    assertThat(verdict.sentences()).hasSize(3);
    assertThat(result.stability()).hasSize(2);
    assertThat(result.stability().getFirst().values()).hasSize(4);
    assertThat(result.stability().getFirst().dispersion()).isBetween(0.0, 0.6);
    assertThat(result.stability().getFirst().held()).isBetween(0.0, 1.0);
  }

  @Test
  void workersChangeNothing() {
    WindowRule rule = rule(Unit.DATES, "1y", "0", "6m", "6m", true);
    WalkForward.Result one = walk(rule, "tradeCount >= 3", 1);
    WalkForward.Result four = walk(rule, "tradeCount >= 3", 4);

    assertThat(four.windows()).isEqualTo(one.windows());
    assertThat(four.run().resultHash()).isEqualTo(one.run().resultHash());
    assertThat(four.returns()).isEqualTo(one.returns());
  }

  @Test
  void whereNothingIsFoundNothingIsHeld() {
    WindowRule rule = rule(Unit.BARS, "500", "0", "200", "300", false);
    WalkForward.Result result = walk(rule, "tradeCount >= 1000", 2);

    assertThat(result.windows()).allMatch(each -> each.parameters() == null);
    assertThat(result.run().fills()).isEmpty();
    assertThat(result.efficiency()).isNaN();
    LedgerEntry entry = result.ledgerEntry("d", "walks", "one");
    assertThat(entry.defined()).isZero();
    assertThat(result.verdict(LedgerEntry.total(List.of(entry), "d", "walks")).level())
        .isEqualTo(OverfittingVerdict.Level.LUCK);
    assertThat(result.statistics().get("winRate")).isNaN();
    assertThat(result.stability().getFirst().dispersion()).isNaN();
    assertThat(result.stability().getFirst().held()).isNaN();
  }

  @Test
  void betweenWindowsEverythingIsSold() {
    WindowRule rule = rule(Unit.BARS, "400", "0", "100", "300", false);
    WalkForward.Result result = walk(rule, "tradeCount >= 1", 2);
    List<WalkForward.WindowResult> windows = result.windows();
    int checked = 0;
    for (int i = 2; i < result.run().equitySize(); i++) {
      long time = result.run().equityTime(i);
      long day = 86_400_000_000L;
      for (int w = 0; w + 1 < windows.size(); w++) {
        // From the second open behind a window on only cash is left.
        if (time > windows.get(w).outTo() + 2 * day && time <= windows.get(w + 1).outFrom()) {
          assertThat(result.run().equity(i)).isEqualTo(result.run().equity(i - 1));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(300);
  }

  @Test
  void canBeStopped() {
    AtomicLong last = new AtomicLong();
    StudyListener stopping =
        new StudyListener() {
          @Override
          public boolean onProgress(long done, long total) {
            assertThat(total).isEqualTo(200);
            last.set(done);
            return done < 60;
          }
        };

    assertThatThrownBy(
            () ->
                new WalkForward(List.of(TREND), CROSS, Map.of(), SimulationConfig.DEFAULT)
                    .run(
                        rule(Unit.BARS, "500", "0", "200", "200", false),
                        search("tradeCount >= 1"),
                        2,
                        stopping))
        .isInstanceOf(StudyCancelledException.class);
    assertThat(last.get()).isBetween(60L, 64L);
  }

  @Test
  void purgedSplitsAreThoseOfTheBook() {
    // López de Prado 2018, figure 12.1: six groups, two tested: 15 splits, five paths.
    List<PurgedSplits.Split> splits = PurgedSplits.of(600, 6, 2, 0, 0);

    assertThat(splits).hasSize(15);
    assertThat(PurgedSplits.paths(6, 2)).isEqualTo(5);
    assertThat(PurgedSplits.paths(10, 4)).isEqualTo(84);
    Set<String> seen = new TreeSet<>();
    for (PurgedSplits.Split split : splits) {
      for (int i = 0; i < 2; i++) {
        assertThat(seen.add(split.tested().get(i) + "/" + split.paths().get(i))).isTrue();
        assertThat(split.paths().get(i)).isBetween(0, 4);
      }
    }
    assertThat(seen).hasSize(30);
    assertThat(splits.getFirst().train()).containsExactly(new PurgedSplits.Range(200, 600));
  }

  @Test
  void whatIsNearATestIsLeftOut() {
    List<PurgedSplits.Split> splits = PurgedSplits.of(50, 5, 2, 2, 3);
    PurgedSplits.Split split =
        splits.stream()
            .filter(each -> each.tested().equals(List.of(1, 3)))
            .findFirst()
            .orElseThrow();

    assertThat(split.test())
        .containsExactly(new PurgedSplits.Range(10, 20), new PurgedSplits.Range(30, 40));
    assertThat(split.train())
        .containsExactly(
            new PurgedSplits.Range(0, 8),
            new PurgedSplits.Range(23, 28),
            new PurgedSplits.Range(43, 50));
    List<Throwable> problems = new ArrayList<>();
    for (int[] wrong :
        new int[][] {{50, 1, 1, 0, 0}, {3, 4, 1, 0, 0}, {50, 5, 5, 0, 0}, {50, 5, 1, -1, 0}}) {
      try {
        PurgedSplits.of(wrong[0], wrong[1], wrong[2], wrong[3], wrong[4]);
      } catch (IllegalArgumentException e) {
        problems.add(e);
      }
    }
    assertThat(problems)
        .extracting(Throwable::getMessage)
        .containsExactly(
            "groups must be in 2..20 and at most the observations (50), was 1",
            "groups must be in 2..20 and at most the observations (3), was 4",
            "testGroups must be in 1..4, was 5",
            "purge and embargo must be >= 0, were -1 and 0");
  }

  @Test
  void aMatrixWalksEveryCellAsIfAlone() {
    WindowRule base = rule(Unit.BARS, "400", "5", "100", "100", false);
    WalkForwardMatrix.Lengths lengths =
        new WalkForwardMatrix.Lengths(
            base,
            List.of(Length.of(400), Length.of(600), Length.of(5_000)),
            List.of(Length.of(100), Length.of(200)));
    List<Integer> windows = new ArrayList<>();
    WalkForwardMatrix matrix =
        WalkForwardMatrix.walk(
            new WalkForward(List.of(TREND), CROSS, Map.of(), SimulationConfig.DEFAULT),
            TREND,
            lengths,
            search("tradeCount >= 3"),
            WalkForward.Runners.local(2),
            StudyListener.NONE,
            new WalkForward.Keeper() {
              @Override
              public List<Trial> known(int window, StudyPlan plan) {
                windows.add(window);
                return List.of();
              }
            });

    assertThat(matrix.cells()).hasSize(6);
    WalkForwardMatrix.Cell first = matrix.cells().getFirst();
    assertThat(first.rule()).isEqualTo(base);
    WalkForward.Result alone = walk(base, "tradeCount >= 3", 1);
    assertThat(first.result().windows()).isEqualTo(alone.windows());
    assertThat(first.result().run().resultHash()).isEqualTo(alone.run().resultHash());
    // Windows are counted on from cell to cell, so that kept trials are found again.
    int count = matrix.cells().stream().mapToInt(WalkForwardTest::windows).sum();
    assertThat(windows).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    assertThat(count).isEqualTo(WalkForwardMatrix.windows(lengths.rules(), TREND));
    assertThat(matrix.trials()).isEqualTo(40 * count);
    // What does not fit is said, and is no failure of the others.
    assertThat(matrix.cells().get(4).problem()).contains("longer than the data of WALK, 1500 bars");
    assertThat(matrix.cells().get(4).neighboursPassing()).isNaN();
    long passing = matrix.cells().stream().filter(WalkForwardMatrix.Cell::isPassing).count();
    assertThat(matrix.passing()).isEqualTo(passing / 4.0);
    assertThat(matrix.centre().isPresent()).isEqualTo(passing > 0);
    assertThat(matrix.sentences().getFirst()).startsWith(passing + " of 4 lengths of windows pass");
    assertThat(first.gaining()).isBetween(0.0, 1.0);
    assertThat(first.held()).isBetween(0.0, 1.0);
  }

  private static int windows(WalkForwardMatrix.Cell cell) {
    WalkForward.Result result = cell.result();
    return result == null ? 0 : result.windows().size();
  }

  @Test
  void refusesAMatrixThatIsNone() {
    WindowRule base = rule(Unit.BARS, "400", "0", "100", "100", false);
    List<Length> one = List.of(Length.of(100));

    assertThatThrownBy(() -> new WalkForwardMatrix.Lengths(base, one, one))
        .hasMessage(
            "a matrix must have 2..100 cells, 1 lengths to search in and 1 to prove on make 1");
    assertThatThrownBy(
            () -> new WalkForwardMatrix.Lengths(base, List.of(Length.of(100), Length.of(100)), one))
        .hasMessageContaining("must name each length once");
    assertThatThrownBy(
            () ->
                WalkForwardMatrix.windows(
                    List.of(rule(Unit.BARS, "4000", "0", "100", "100", false)), TREND))
        .hasMessageContaining("1500 bars");
  }
}
