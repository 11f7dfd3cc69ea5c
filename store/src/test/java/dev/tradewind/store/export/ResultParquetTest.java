package dev.tradewind.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.duckdb.ParquetFiles;
import dev.tradewind.store.duckdb.ResultParquet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultParquetTest {
  @TempDir Path folder;

  private static SimulationResult run() {
    Instrument instrument =
        new Instrument(
            "WAVE",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.001"),
            TradingCalendar.ROUND_THE_CLOCK);
    BarSeries.Builder bars = BarSeries.builder(instrument, Timeframe.parse("1h"), 400);
    for (int i = 0; i < 400; i++) {
      double price = 100 + 10 * Math.sin(i / 9.0);
      bars.append(i * 3_600_000_000L, price, price + 1, price - 1, price, 1_000_000);
    }
    return Simulator.run(
        List.of(bars.build()),
        BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow(),
        Map.of("fast", BigDecimal.valueOf(3), "slow", BigDecimal.valueOf(8)),
        SimulationConfig.DEFAULT,
        SimulationListener.NONE);
  }

  @Test
  void roundTripsAndEquityAreReadBack() throws Exception {
    SimulationResult result = run();
    assertThat(result.roundTrips()).isNotEmpty();
    Path trips = folder.resolve("trips.parquet");
    ResultParquet.roundTrips(result, trips);
    assertThat(ParquetFiles.columns(trips))
        .extracting(ParquetFiles.Column::name)
        .containsExactly(
            "instrument",
            "side",
            "quantity",
            "entryTime",
            "entryPrice",
            "exitTime",
            "exitPrice",
            "pnl",
            "returnFraction",
            "fees",
            "bars",
            "mae",
            "mfe");
    List<Double> pnls = new ArrayList<>();
    List<Long> exits = new ArrayList<>();
    ParquetFiles.read(
        trips,
        new ParquetFiles.Column("exitTime", "TIMESTAMP"),
        List.of("pnl"),
        (time, values) -> exits.add(time) && pnls.add(values[0]));
    assertThat(pnls)
        .containsExactlyElementsOf(result.roundTrips().stream().map(t -> t.pnl()).toList());
    assertThat(exits)
        .containsExactlyElementsOf(
            result.roundTrips().stream().map(t -> t.exitTimeMicros()).toList());

    Path equity = folder.resolve("equity.parquet");
    ResultParquet.equity(result, equity);
    List<Double> values = new ArrayList<>();
    ParquetFiles.read(
        equity,
        new ParquetFiles.Column("time", "TIMESTAMP"),
        List.of("equity"),
        (time, row) -> values.add(row[0]));
    assertThat(values)
        .hasSize(result.equitySize())
        .endsWith(result.equity(result.equitySize() - 1));
  }
}
