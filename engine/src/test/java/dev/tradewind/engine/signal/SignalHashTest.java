package dev.tradewind.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The hash against Python's hashlib and struct, fed with the documented encoding. */
class SignalHashTest {
  @Test
  void theEncodingIsTheDocumentedOne() {
    SignalRows rows =
        new SignalRows.Builder(List.of("ema(close, 9)", "rsi(close, 14)"), 2)
            .row(
                SignalKind.ENTRY,
                Direction.LONG,
                1_577_836_800_000_000L,
                1_577_840_400_000_000L,
                62.5)
            .value(0, 101.25)
            .value(1, Double.NaN)
            .row(
                SignalKind.EXIT,
                Direction.SHORT,
                1_577_840_400_000_000L,
                1_577_844_000_000_000L,
                Double.NaN)
            .value(0, -0.0)
            .value(1, 1e-300)
            .build(new SignalHash("ema_crossover", 3, "BTC-USD", "1h"));

    assertThat(List.of(rows.hashText(0), rows.hashText(1)))
        .containsExactly("2021005961f2a62f", "e43eba003c9a89f4");
  }
}
