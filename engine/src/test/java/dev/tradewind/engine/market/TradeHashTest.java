package dev.tradewind.engine.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected hashes were computed with Python's hashlib and struct.pack("<qdd"). */
class TradeHashTest {
  @Test
  void theHashIsThatOfTheDescribedBytes() {
    assertThat(TradeHash.of(List.of()))
        .isEqualTo("594adb089ee63daaaf3500bc641c3f3a72a0461bd034ef337bfb4bfcf1f1fe84");
    assertThat(
            TradeHash.of(
                List.of(
                    new TradeTick(1, 100.5, 0.25),
                    new TradeTick(1, 100.5, 0.25),
                    new TradeTick(7, 99, 0))))
        .isEqualTo("0d31ce4e6cef75253025e21dc938e4326c56e67a60ac0f8a20878f240bbd7c2f");
  }

  @Test
  void moreTradesThanTheBufferHoldsAreHashedTheSame() {
    List<TradeTick> trades =
        IntStream.range(0, 3_000).mapToObj(i -> new TradeTick(i, i + 0.5, i * 2.0)).toList();
    assertThat(TradeHash.of(trades))
        .isEqualTo("bc2888e919d3d03508829e9a8e3c12c404f58ec58bd29359856bd62dbe3c9833");
  }
}
