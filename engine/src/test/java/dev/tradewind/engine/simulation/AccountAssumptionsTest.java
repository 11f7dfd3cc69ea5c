package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option of fills, costs or slippage changes its own value and no other. */
class AccountAssumptionsTest {
  /** No value is a default, so that one that is lost is seen. */
  private static final SimulationConfig OTHER =
      SimulationConfig.DEFAULT
          .withFills(new FillRules(FillModel.CLOSE, 0.25, 0.75, 40))
          .withCosts(
              new Costs(
                  CostModel.PER_SHARE,
                  new BigDecimal("11"),
                  new BigDecimal("7"),
                  new BigDecimal("0.5"),
                  new BigDecimal("1.5"),
                  new BigDecimal("2.5"),
                  List.of(new FeeTier(BigDecimal.ONE, BigDecimal.TWO, BigDecimal.TEN))))
          .withSlippage(
              new Slippage(SlippageModel.SPREAD, new BigDecimal("3"), new BigDecimal("13"), 0.3));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fillModel|worst",
        "participation|0.5",
        "queueProbability|0.125",
        "latencyMillis|7",
        "costModel|fixed",
        "makerFeeBps|4",
        "feeTiers|0:5:10,1000000:2:8",
        "feePerUnit|9",
        "feePerOrder|9",
        "feeMinimum|9",
        "slippageModel|square_root",
        "slippageBps|9",
        "spreadBps|9",
        "impact|0.9"
      })
  void changesItsOwnValueOnly(String name, String value) {
    Map<String, String> expected = new LinkedHashMap<>(AssumptionOptions.values(OTHER));
    assertThat(expected.put(name, value)).isNotNull().isNotEqualTo(value);
    assertThat(after(name, value)).isEqualTo(expected);
  }

  @Test
  void theFeeIsThatOfRestingLimitsToo() {
    Map<String, String> expected = new LinkedHashMap<>(AssumptionOptions.values(OTHER));
    expected.put("feeBps", "6");
    expected.put("makerFeeBps", "6");
    assertThat(after("feeBps", "6")).isEqualTo(expected);
  }

  private static Map<String, String> after(String name, String value) {
    AssumptionOptions.Outcome outcome = AssumptionOptions.apply(OTHER, Map.of(name, value));
    assertThat(outcome.problems()).isEmpty();
    return AssumptionOptions.values(outcome.config());
  }
}
