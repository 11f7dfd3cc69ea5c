package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.platform.signals.SignalArchive;
import dev.tradewind.platform.signals.UnavailableSignalsException;
import dev.tradewind.store.SeriesInfo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Runs a simulation from its start; its result is stored once, with the end of the job. */
@Component
final class BacktestHandler implements JobHandler {
  /** How much of the progress bar belongs to the simulation; the rest is measuring and storing. */
  private static final double SIMULATING = 0.95;

  private final BacktestTable table;
  private final ResultTable results;
  private final MarketData market;
  private final SavedFeatures features;
  private final Strategies strategies;
  private final SignalArchive signals;
  private final Calendars calendars;
  private final Timer timer;

  BacktestHandler(
      BacktestTable table,
      ResultTable results,
      MarketData market,
      SavedFeatures features,
      Strategies strategies,
      SignalArchive signals,
      Calendars calendars,
      MeterRegistry meters) {
    this.signals = signals;
    this.table = table;
    this.results = results;
    this.market = market;
    this.features = features;
    this.strategies = strategies;
    this.calendars = calendars;
    this.timer =
        Timer.builder("tradewind.simulation")
            .description("Time to simulate a strategy, without loading and storing")
            .register(meters);
  }

  @Override
  public JobKind kind() {
    return JobKind.BACKTEST;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<BacktestTable.Row> row = table.find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the backtest was deleted");
    }
    BacktestRequest.Checked request = row.get().request();
    List<BarSeries> series = new ArrayList<>();
    for (String instrument : request.instruments()) {
      Optional<BarSeries> bars = market.bars(instrument, request.timeframe());
      BarSeries span = bars.map(all -> span(all, request)).orElse(null);
      if (span == null || span.size() == 0) {
        return JobOutcome.of(
            JobStatus.FAILED,
            "there are no bars of "
                + instrument
                + " "
                + request.timeframe()
                + (span == null ? "" : " in that span"));
      }
      series.add(span);
    }
    try {
      return simulate(row.get(), series, run);
    } catch (UnavailableSignalsException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    } catch (SimulationCancelledException e) {
      return JobOutcome.of(JobStatus.CANCELLED, "cancelled; there is no partial result");
    } catch (ArithmeticException e) {
      return JobOutcome.of(
          JobStatus.FAILED, "the amounts are too large for an exact ledger: " + e.getMessage());
    }
  }

  static BarSeries span(BarSeries all, BacktestRequest.Checked request) {
    Instant from = request.from();
    Instant to = request.to();
    if (from == null && to == null) {
      return all;
    }
    return all.between(
        from == null ? Long.MIN_VALUE : Times.micros(from),
        to == null ? Long.MAX_VALUE : Times.micros(to));
  }

  private JobOutcome simulate(BacktestTable.Row row, List<BarSeries> series, JobRun run) {
    BacktestRequest.Checked request = row.request();
    ExpressionScope names = features.scope();
    TradedSignals catalogue = new TradedSignals(strategies.catalog(), signals);
    StrategyDescriptor strategy =
        catalogue
            .find(request.strategy())
            .orElseThrow(() -> new IllegalStateException("unknown strategy " + request.strategy()));
    long start = System.nanoTime();
    SimulationResult result =
        Simulator.run(
            series,
            catalogue.create(strategy, request.parameters(), series),
            strategy.id(),
            strategy.complete(request.parameters()),
            request.config(),
            new RunScope(names, calendars::of),
            (done, total) ->
                run.progress(
                    total == 0 ? 0 : SIMULATING * done / total, "bar " + done + " of " + total));
    long nanos = System.nanoTime() - start;
    timer.record(nanos, TimeUnit.NANOSECONDS);
    ResultDocument document =
        ResultDocument.of(row.id().toString(), result, series, sources(request));
    byte[] curve = Curve.of(result).pack();
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return new JobOutcome(
        JobStatus.DONE,
        null,
        () -> results.insert(row.id(), document, curve, result.roundTrips(), millis));
  }

  private String sources(BacktestRequest.Checked request) {
    return market.catalogue().stream()
        .filter(info -> request.instruments().contains(info.instrument().id()))
        .filter(info -> info.timeframe().equals(request.timeframe()))
        .map(BacktestHandler::source)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String source(SeriesInfo info) {
    String attribution = info.source().attribution();
    return attribution == null ? info.source().name() : attribution;
  }

  @Override
  public void statusChanged(Job job) {
    String error = job.status() == JobStatus.DONE ? null : job.message();
    table.status(
        job.subjectId(), job.status(), job.status().isFinal() ? error : null, job.finishedAt());
  }
}
