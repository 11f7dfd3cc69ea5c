package dev.tradewind.store;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.imports.BarFileReader;
import dev.tradewind.store.imports.ImportListener;
import dev.tradewind.store.imports.ImportOptions;
import java.math.BigDecimal;
import java.nio.file.Path;

/** Reads one file in a process of its own. */
final class ReadOne {
  private ReadOne() {}

  public static void main(String[] args) {
    Instrument instrument =
        new Instrument(
            "X",
            AssetClass.OTHER,
            "USD",
            BigDecimal.ONE,
            BigDecimal.ONE,
            TradingCalendar.ROUND_THE_CLOCK);
    BarFileReader.read(Path.of(args[0]), ImportOptions.of(instrument, null), ImportListener.NONE);
  }
}
