package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.marketdata.MarketData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes stored runs ready to be run again, with what is stored now. */
@Component
final class RunSubjects {
  private final MarketData market;
  private final SavedFeatures features;
  private final Strategies strategies;
  private final Calendars calendars;

  RunSubjects(
      MarketData market, SavedFeatures features, Strategies strategies, Calendars calendars) {
    this.market = market;
    this.features = features;
    this.strategies = strategies;
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
    List<String> missing = new ArrayList<>();
    List<BarSeries> series = new ArrayList<>();
    for (String instrument : request.instruments()) {
      Optional<BarSeries> bars = series(instrument, request);
      if (bars.isPresent()) {
        series.add(bars.get());
      } else {
        missing.add("there are no bars of " + instrument + " " + request.timeframe());
      }
    }
    ExpressionScope names = features.scope();
    Optional<StrategyDescriptor> strategy = strategies.catalog().find(request.strategy());
    if (strategy.isEmpty()) {
      missing.add("there is no strategy " + request.strategy());
    } else {
      missing.addAll(strategy.get().problems(request.parameters()));
    }
    if (!missing.isEmpty()) {
      return new Prepared.Missing(missing);
    }
    return new Prepared.Ready(
        Subject.of(
            series,
            strategy.orElseThrow(),
            request.parameters(),
            request.config(),
            new RunScope(names, calendars::of)),
        strategy.orElseThrow());
  }

  /** The bars of a run as they are stored now; empty if there are none. */
  Optional<BarSeries> series(String instrument, BacktestRequest.Checked request) {
    return market
        .bars(instrument, request.timeframe())
        .map(all -> BacktestHandler.span(all, request))
        .filter(span -> span.size() > 0);
  }
}
