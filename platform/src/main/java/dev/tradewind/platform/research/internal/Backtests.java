package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.marketdata.SeriesImported;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.PlatformSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes backtests, a user's and the demonstration's. */
@Component
class Backtests {
  private final BacktestTable table;
  private final Jobs jobs;
  private final Clock clock;

  Backtests(BacktestTable table, Jobs jobs, PlatformSettings settings) {
    this.table = table;
    this.jobs = jobs;
    this.clock = settings.clock();
  }

  @Transactional
  BacktestTable.Row create(BacktestRequest.Checked request) {
    UUID id = UUID.randomUUID();
    submit(id, request);
    return table.find(id).orElseThrow();
  }

  private void submit(UUID id, BacktestRequest.Checked request) {
    if (table.insert(id, request, clock.instant())) {
      jobs.submit(JobKind.BACKTEST, id, "Backtest " + request.name());
    }
  }

  /** Once the demonstration data is there, it is simulated; within the import's transaction. */
  @EventListener
  void demonstrate(SeriesImported imported) {
    if (!imported.demo()) {
      return;
    }
    if (imported.instrument().equals("BTC-USD") && imported.timeframe().equals("1h")) {
      demo("EMA crossover on Bitcoin, hourly", "ema_crossover", imported);
    } else if (imported.timeframe().equals("1D") && imported.instrument().equals("SPX")) {
      demo("S&P 500, bought and held", "buy_and_hold", imported);
    }
  }

  private void demo(String name, String strategy, SeriesImported imported) {
    BacktestRequest request =
        new BacktestRequest(
            List.of(imported.instrument()),
            imported.timeframe(),
            null,
            null,
            strategy,
            null,
            null,
            null,
            null,
            null,
            null,
            name);
    submit(
        UUID.nameUUIDFromBytes(("demo " + name).getBytes(StandardCharsets.UTF_8)), request.check());
  }
}
