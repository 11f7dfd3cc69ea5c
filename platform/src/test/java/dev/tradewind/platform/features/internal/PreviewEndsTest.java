package dev.tradewind.platform.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.testkit.SeededBars;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A preview ends when nobody waits for it any more. */
class PreviewEndsTest {
  private final WaitingClients clients = new WaitingClients();

  @Test
  void whatNobodyWantsIsGivenUpMidway() {
    BarSeries bars =
        SeededBars.walk(1, SeededBars.instrument("BTC-USD"), Timeframe.parse("1h"), 50_000);
    FeatureProgram program =
        FeatureProgram.compile(
            CheckedFeature.of(
                FeatureDefinition.of("preview", "ema(close, 9)", ""), ExpressionScope.standard()),
            ProgramScope.of(bars.instrument(), bars.timeframe()));
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () -> Preview.run(program, ProgramData.of(bars), () -> asked.incrementAndGet() == 2))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("given up after 8192 of 50000 bars");
    assertThat(Preview.run(program, ProgramData.of(bars), () -> false)).hasSize(50_000);
  }

  @Test
  void aClientEndsItsOwnWorkByGoingAwayOrByAskingAgain() {
    List<Boolean> seen = new ArrayList<>();

    clients.serve(
        "one",
        first -> {
          seen.add(first.getAsBoolean());
          clients.serve("two", other -> seen.add(other.getAsBoolean()));
          seen.add(first.getAsBoolean());
          clients.serve("one", again -> seen.add(again.getAsBoolean()));
          return seen.add(first.getAsBoolean());
        });
    assertThat(seen).containsExactly(false, false, false, false, true);

    BooleanSupplier gone =
        clients.serve(
            "one",
            unwanted -> {
              assertThat(clients.gone("one")).isTrue();
              return unwanted;
            });
    assertThat(gone.getAsBoolean()).isTrue();
    assertThat(clients.gone("one")).isFalse();
    BooleanSupplier patient = clients.serve(null, unwanted -> unwanted);
    assertThat(patient.getAsBoolean()).isFalse();
  }
}
