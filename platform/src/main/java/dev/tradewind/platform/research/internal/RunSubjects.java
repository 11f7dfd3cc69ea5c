package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.signals.SignalArchive;
import dev.tradewind.platform.signals.UnavailableSignalsException;
import dev.tradewind.store.RunInputs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes stored runs ready to be run again, with what is stored now. */
@Component
final class RunSubjects {
  private final MarketData market;
  private final SavedFeatures features;
  private final Strategies strategies;
  private final SignalArchive signals;
  private final Calendars calendars;

  RunSubjects(
      MarketData market,
      SavedFeatures features,
      Strategies strategies,
      SignalArchive signals,
      Calendars calendars) {
    this.market = market;
    this.features = features;
    this.strategies = strategies;
    this.signals = signals;
    this.calendars = calendars;
  }

  /** A run that can be repeated, or what is missing for it. */
  sealed interface Prepared {
    /** It can. */
    record Ready(Subject subject, StrategyDescriptor strategy) implements Prepared {}

    /** It cannot. */
    record Missing(List<String> reasons) implements Prepared {}
  }

  Prepared of(BacktestRequest.Checked request) {
    ExpressionScope names = features.scope();
    TradedSignals catalogue = new TradedSignals(strategies.catalog(), signals, names);
    String id = request.strategy();
    String codeHash = request.inputs().codeHash();
    Optional<StrategyDescriptor> strategy =
        codeHash == null ? catalogue.find(id) : strategies.ofCode(id, codeHash);
    List<String> missing = new ArrayList<>();
    if (strategy.isEmpty()) {
      missing.add(
          codeHash == null ? "there is no strategy " + id : strategies.missingCode(id, codeHash));
    } else {
      missing.addAll(strategy.get().problems(request.parameters()));
    }
    return switch (RunInputs.read(request.wanted(), market)) {
      case RunInputs.Outcome.Missing(List<String> reasons) -> {
        missing.addAll(reasons);
        yield new Prepared.Missing(missing);
      }
      case RunInputs.Outcome.Complete(SimulationInput input) when missing.isEmpty() ->
          ready(request, input, catalogue, strategy.orElseThrow());
      case RunInputs.Outcome.Complete(SimulationInput input) -> new Prepared.Missing(missing);
    };
  }

  private Prepared ready(
      BacktestRequest.Checked request,
      SimulationInput input,
      TradedSignals catalogue,
      StrategyDescriptor strategy) {
    try {
      SimulationInput complete = withSignals(input, request.inputs().signals());
      Subject subject =
          Subject.of(
                  complete,
                  strategy,
                  request.parameters(),
                  request.config(),
                  new RunScope(catalogue.scope(), calendars::of))
              .madeBy(catalogue.source(strategy, input.series()));
      return new Prepared.Ready(subject, strategy);
    } catch (UnavailableSignalsException e) {
      return new Prepared.Missing(List.of(String.valueOf(e.getMessage())));
    }
  }

  private SimulationInput withSignals(SimulationInput input, List<String> definitions) {
    List<Signal> told = new ArrayList<>();
    definitions.forEach(name -> told.addAll(signals.told(name, input.series())));
    told.sort(Comparator.comparingLong(Signal::knownAtMicros));
    return told.isEmpty() ? input : input.withSignals(told);
  }

  /** The trades of a run as they are stored now; none if its bars are gone. */
  List<TradeTick> trades(String instrument, BacktestRequest.Checked request) {
    return series(instrument, request)
        .map(bars -> market.trades(instrument, bars.openTime(0), bars.closeTime(bars.size() - 1)))
        .orElse(List.of());
  }

  /** The bars of a run as they are stored now; empty if there are none. */
  Optional<BarSeries> series(String instrument, BacktestRequest.Checked request) {
    return market
        .bars(instrument, request.timeframe())
        .map(all -> BacktestHandler.span(all, request))
        .filter(span -> span.size() > 0);
  }
}
