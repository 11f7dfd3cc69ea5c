package dev.tradewind.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks are long enough to hide their cost and short enough to be spread. */
class TaskPlanTest {
  @ParameterizedTest
  @CsvSource({
    // trials, cores, seconds of a trial, tasks
    "3, 8, 1.0, 3",
    "1000, 2, 0.00001, 2",
    "1000, 2, 0.0005, 4",
    "1000, 2, 0.001, 8",
    "1000, 2, 0.02, 40",
    "100, 2, 2.0, 100",
  })
  void aBatchIsCutByWhatItsTrialsTake(int trials, int cores, double seconds, int tasks) {
    TaskPlan plan = new TaskPlan();
    plan.took(10, Math.round(10 * seconds * 1e9));

    assertThat(plan.tasks(trials, cores)).isEqualTo(tasks);
  }

  @Test
  void theFirstBatchHasSomeTasksForEachCore() {
    assertThat(new TaskPlan().tasks(1_000, 3)).isEqualTo(12);
    assertThat(new TaskPlan().tasks(5, 3)).isEqualTo(5);
  }

  @Test
  void slowFirstTrialsAreForgotten() {
    TaskPlan plan = new TaskPlan();
    plan.took(1, 1_000_000_000);
    for (int i = 0; i < 30; i++) {
      plan.took(100, 100_000_000);
    }

    assertThat(plan.tasks(400, 2)).isEqualTo(4);
  }
}
