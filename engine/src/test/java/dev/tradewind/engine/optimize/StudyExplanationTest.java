package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is said about studies whose answer is known. */
class StudyExplanationTest {
  private static StudyResult study(
      List<String> space, String sampler, int trials, ToDoubleFunction<ParameterSet> objective) {
    StudyPlan plan =
        new StudyPlan(
            SearchSpace.parse(space, List.of()),
            Goals.parse(List.of("score"), List.of(), List.of("score")),
            StudyTest.sampler(sampler),
            trials,
            64,
            7,
            Optional.empty(),
            "known");
    try (InProcessRunner runner =
        new InProcessRunner(
            (job, goesOn) ->
                Evaluation.of(Map.of("score", objective.applyAsDouble(job.parameters()))),
            2)) {
      return Study.run(plan, runner, List.of(), StudyListener.NONE);
    }
  }

  /**
   * Ishigami and Homma 1990 with a = 7 and b = 0.1: of the variance 0.3139 is due to the first
   * parameter alone, 0.4424 to the second, none to the third, 0.2437 to the first and third
   * together (Saltelli and others, Global Sensitivity Analysis, 2008, chapter 4).
   */
  @Test
  void sharesAreThoseOfAFunctionWhoseSharesAreKnown() {
    StudyResult study =
        study(
            List.of(
                "x=-3.141592653589793..3.141592653589793",
                "y=-3.141592653589793..3.141592653589793",
                "z=-3.141592653589793..3.141592653589793"),
            "sobol",
            2_000,
            set -> {
              double x = set.value(0);
              double sine = Math.sin(set.value(1));
              return Math.sin(x) + 7 * sine * sine + 0.1 * Math.pow(set.value(2), 4) * Math.sin(x);
            });

    StudyExplanation explanation = StudyExplanation.of(study, OverfittingVerdict.Level.EVIDENCE);

    assertThat(explanation.explained()).isGreaterThan(0.85);
    List<StudyExplanation.Importance> each = explanation.parameters();
    assertThat(each.get(0).share()).isCloseTo(0.3139, within(0.07));
    assertThat(each.get(1).share()).isCloseTo(0.4424, within(0.07));
    assertThat(each.get(2).share()).isCloseTo(0, within(0.05));
    assertThat(explanation.interactions().getFirst().first()).isEqualTo("x");
    assertThat(explanation.interactions().getFirst().second()).isEqualTo("z");
    assertThat(explanation.interactions().getFirst().share()).isCloseTo(0.2437, within(0.07));
    assertThat(each.get(1).permutation())
        .isGreaterThan(each.get(2).permutation())
        .isGreaterThan(0.3);
    // The mean over x and z at y is 7 sin² y, and 0 at y = 0.
    int middle = each.get(1).means().size() / 2;
    assertThat(each.get(1).means().get(middle)).isCloseTo(0, within(1.2));
    assertThat(each.get(1).means().get(middle / 2)).isCloseTo(7, within(1.5));
  }

  private static double plain(ParameterSet set) {
    double a = set.value(0);
    double b = set.value(1);
    if (a == 2 && b == 18) {
      return 3;
    }
    boolean isHigh = Math.abs(a - 14) <= 3 && Math.abs(b - 6) <= 3;
    return (isHigh ? 1 : 0) + 1e-3 * Math.sin(a * 13 + b * 7);
  }

  @Test
  void theCentreOfThePlateauIsRecommendedAndNotThePeak() {
    StudyResult study =
        study(List.of("a=0..20", "b=0..20"), "grid", 441, StudyExplanationTest::plain);

    StudyExplanation explanation = StudyExplanation.of(study, OverfittingVerdict.Level.DOUBTFUL);

    assertThat(study.best().orElseThrow().parameters()).hasToString("a=2 b=18");
    assertThat(explanation.recommended().orElseThrow().parameters()).hasToString("a=14 b=6");
    assertThat(explanation.plateau()).isLessThan(0.3);
    assertThat(explanation.why())
        .contains("a=14 b=6 is the centre of a region of")
        .contains("The best trial, a=2 b=18, stands on a peak");
    StudyExplanation.Region first = explanation.regions().getFirst();
    assertThat(first.kept()).isGreaterThan(0.9);
    assertThat(first.low()).containsEntry("a", "12").containsEntry("b", "4");
    assertThat(first.high()).containsEntry("a", "16").containsEntry("b", "8");
  }

  @Test
  void luckIsNotRecommended() {
    StudyResult study =
        study(List.of("a=0..20", "b=0..20"), "grid", 441, StudyExplanationTest::plain);

    StudyExplanation explanation = StudyExplanation.of(study, OverfittingVerdict.Level.LUCK);

    assertThat(explanation.recommended()).isEmpty();
    assertThat(explanation.why()).contains("luck alone");
    assertThat(explanation.regions()).isNotEmpty();
  }

  @Test
  void ofFewTrialsTheBestIsAllThereIs() {
    StudyResult study = study(List.of("a=0..4"), "grid", 5, set -> -set.value(0));

    StudyExplanation explanation = StudyExplanation.of(study, OverfittingVerdict.Level.EVIDENCE);

    assertThat(explanation.recommended()).isEqualTo(study.best());
    assertThat(explanation.parameters()).isEmpty();
    assertThat(explanation.explained()).isNaN();
    assertThat(explanation.why()).contains("too few");
  }

  @Test
  void parametersThatAreNotAlwaysThereAndChoicesAreExplainedToo() {
    StudyResult study =
        study(
            List.of("mode={1,2}", "a=0.0..1.0", "b=1..9 if mode == 2"),
            "random",
            400,
            set -> set.value(1) + (set.isActive(2) ? set.value(2) : 0));

    StudyExplanation explanation = StudyExplanation.of(study, OverfittingVerdict.Level.EVIDENCE);

    assertThat(explanation.parameters()).extracting(each -> each.parameter()).contains("mode", "b");
    assertThat(explanation.parameters().getFirst().values()).containsExactly("1", "2");
    assertThat(explanation.regions()).isNotEmpty();
    assertThat(explanation.recommended().orElseThrow().parameters().texts())
        .containsEntry("mode", "2");
  }
}
