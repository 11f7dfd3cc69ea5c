package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.platform.marketdata.SeriesImported;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.signals.SignalArchive;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes backtests, a user's and the demonstration's. */
@Component
class Backtests {
  private final BacktestTable table;
  private final Jobs jobs;
  private final Strategies strategies;
  private final SignalArchive signals;
  private final Clock clock;

  Backtests(
      BacktestTable table,
      Jobs jobs,
      PlatformSettings settings,
      Strategies strategies,
      SignalArchive signals) {
    this.signals = signals;
    this.table = table;
    this.jobs = jobs;
    this.strategies = strategies;
    this.clock = settings.clock();
  }

  /** The strategies that can be named now: rules may use the saved features, and signals. */
  StrategyCatalog strategies() {
    return new TradedSignals(strategies.catalog(), signals, strategies.scope());
  }

  /** A request whose document, if it has one, is kept and named by what it says. */
  BacktestRequest named(BacktestRequest request) {
    String document = request.document();
    if (document == null || document.isBlank()) {
      return request;
    }
    String id = strategies.keep(document);
    String asked = request.strategy() == null ? "" : request.strategy().strip();
    if (!asked.isEmpty() && !asked.startsWith(SignalArchive.PREFIX)) {
      throw ProblemException.field(
          "strategy",
          asked,
          "strategy must be left out or be 'signals NAME' where there is a document, was " + asked);
    }
    return request.withStrategy(asked.isEmpty() ? id : asked + TradedSignals.WITH + id);
  }

  /**
   * Makes a backtest and submits it.
   *
   * @param evidence where its parameters are from; null where the user chose them
   */
  @Transactional
  BacktestTable.Row create(BacktestRequest.Checked request, @Nullable Evidence evidence) {
    UUID id = UUID.randomUUID();
    submit(id, request, evidence);
    return table.find(id).orElseThrow();
  }

  private void submit(UUID id, BacktestRequest.Checked request, @Nullable Evidence evidence) {
    if (table.insert(id, request, evidence, clock.instant())) {
      jobs.submit(JobKind.BACKTEST, id, "Backtest " + request.name());
    }
  }

  /**
   * Once the demonstration data is there, it is simulated; within the import's transaction. Twenty
   * years of days are long enough for the yearly measures to mean something; the week of Bitcoin
   * trades is not.
   */
  @EventListener
  void demonstrate(SeriesImported imported) {
    if (imported.demo()
        && imported.instrument().equals("SPX")
        && imported.timeframe().equals("1D")) {
      demo("Demo: S&P 500, bought and held", "buy_and_hold", Map.of(), imported);
      // The last one made is the first one seen.
      demo(
          "Demo: EMA crossover on the S&P 500, daily",
          "ema_crossover",
          Map.of("fast", "20", "slow", "50"),
          imported);
    }
  }

  private void demo(
      String name, String strategy, Map<String, String> parameters, SeriesImported imported) {
    BacktestRequest request =
        new BacktestRequest(
            List.of(imported.instrument()),
            imported.timeframe(),
            null,
            null,
            strategy,
            null,
            parameters,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            name);
    submit(
        UUID.nameUUIDFromBytes(("demo " + name).getBytes(StandardCharsets.UTF_8)),
        request.check(strategies()),
        null);
  }
}
