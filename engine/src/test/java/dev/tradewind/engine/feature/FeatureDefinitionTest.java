package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureDefinitionTest {
  private static final ProgramScope DAILY =
      ProgramScope.of(
          FeatureBatchTest.instrument("X", TradingCalendar.US_EQUITY), Timeframe.parse("1D"));

  @Test
  void everySeededFeatureChecksAndCompiles() {
    for (FeatureDefinition definition : FeatureSets.seeded()) {
      for (OutlierRule rule : List.of(OutlierRule.Z_SCORE, OutlierRule.IQR)) {
        CheckedFeature checked =
            CheckedFeature.of(definition.withOutliers(rule), ExpressionScope.standard());
        assertThat(FeatureProgram.compile(checked, DAILY).columns()).isEqualTo(2);
      }
      assertThat(definition.description()).endsWith(".");
    }
    assertThat(FeatureSets.seeded()).extracting(FeatureDefinition::name).doesNotHaveDuplicates();
    assertThat(FeatureSets.seeded()).hasSize(12 + 5 + 3 + 6 + 2 + 3 + 2 + 5);
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    assertThatThrownBy(() -> FeatureDefinition.of("Ema", "close", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 'Ema'");
    assertThatThrownBy(() -> FeatureDefinition.of("x", " ", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feature x");
    assertThatThrownBy(
            () -> new FeatureDefinition("x", "close", NullPolicy.SKIP, OutlierRule.NONE, "", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version must be >= 1, was 0");
    assertThatThrownBy(() -> new OutlierRule(OutlierRule.Method.IQR, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold must be > 0");
    assertThatThrownBy(() -> new OutlierRule(OutlierRule.Method.NONE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold must be 0");
    assertThatThrownBy(
            () ->
                CheckedFeature.of(
                    FeatureDefinition.of("x", "emma(close)", ""), ExpressionScope.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feature x: ");
  }

  @Test
  void aChangedRuleIsAnotherProgram() {
    FeatureDefinition plain = FeatureDefinition.of("x", "close", "").withNulls(NullPolicy.SKIP);
    FeatureProgram one =
        FeatureProgram.compile(CheckedFeature.of(plain, ExpressionScope.standard()), DAILY);
    FeatureProgram other =
        FeatureProgram.compile(
            CheckedFeature.of(plain.withOutliers(OutlierRule.Z_SCORE), ExpressionScope.standard()),
            DAILY);

    assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    assertThat(one).hasToString("x = close");
  }
}
