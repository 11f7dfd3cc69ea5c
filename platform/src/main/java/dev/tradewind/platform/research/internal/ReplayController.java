package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.robustness.OrderText;
import dev.tradewind.engine.robustness.Replay;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Steps through stored runs: each request repeats the run and shows a window of it. */
@RestController
class ReplayController {
  private static final int DEFAULT_COUNT = 100;

  private final BacktestTable table;
  private final RunSubjects subjects;
  private final ResultTable results;

  ReplayController(BacktestTable table, RunSubjects subjects, ResultTable results) {
    this.table = table;
    this.subjects = subjects;
    this.results = results;
  }

  /**
   * A window of a run. {@code same} says whether the repeated run has the result of the stored one;
   * the events before and behind the window are null where there are none.
   */
  record ReplayView(
      int size,
      int from,
      boolean same,
      @Nullable Integer previousEvent,
      @Nullable Integer nextEvent,
      List<ReplayFrameView> frames) {}

  /** A moment at which a bar closed; positions of all instruments that are not flat. */
  record ReplayFrameView(
      int index,
      Instant time,
      List<ReplayFillView> fills,
      List<ReplayDecisionView> bars,
      List<ReplayRefusalView> refusals,
      String cash,
      double equity,
      List<ReplayPositionView> positions) {}

  /** One of our own executions since the moment before. */
  record ReplayFillView(
      Instant time, String instrument, String side, String quantity, String price, String fee) {}

  /** An order that was refused. */
  record ReplayRefusalView(Instant time, String order, String reason) {}

  /** What is held of an instrument. */
  record ReplayPositionView(String instrument, String quantity) {}

  /** A decision on the close of a bar. */
  record ReplayDecisionView(
      String instrument,
      int bar,
      Instant openTime,
      double open,
      double high,
      double low,
      double close,
      @Nullable Double volume,
      List<ReplayValueView> values,
      List<ReplayReadView> reads,
      List<String> orders,
      boolean pending,
      String why) {}

  /** The value of an expression; null where it is undefined. */
  record ReplayValueView(
      String text, int depth, boolean condition, @Nullable Double value, String shown) {}

  /** Something the strategy read. */
  record ReplayReadView(String what, String value) {}

  @GetMapping("/api/v1/backtests/{id}/replay")
  @Allow(Allow.To.READERS)
  ReplayView replay(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer from,
      @RequestParam(required = false) @Nullable Integer count,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String instrument) {
    BacktestTable.Row row =
        table
            .find(Ids.parse("backtest", id))
            .orElseThrow(() -> ProblemException.notFound("there is no such backtest"));
    if (row.status() != JobStatus.DONE) {
      throw ProblemException.conflict("the backtest has no result; it is " + row.status());
    }
    Subject subject =
        switch (subjects.of(row.request())) {
          case RunSubjects.Prepared.Ready(Subject ready, var strategy) -> ready;
          case RunSubjects.Prepared.Missing(List<String> reasons) ->
              throw ProblemException.conflict(
                  "the run cannot be repeated: " + String.join("; ", reasons));
        };
    int wanted = count == null ? DEFAULT_COUNT : count;
    if (wanted < 1 || wanted > Replay.MAX_FRAMES) {
      throw ProblemException.field(
          "count", Integer.toString(wanted), "count must be in 1.." + Replay.MAX_FRAMES);
    }
    int first = first(subject, from, at);
    IntPredicate shown = shown(instrument, subject.series());
    Replay replay = Replay.of(subject, first, wanted, SimulationListener.NONE);
    boolean same =
        results
            .document(row.id())
            .map(document -> document.run().resultHash().equals(replay.result().resultHash()))
            .orElse(false);
    return view(replay, subject.series(), same, shown);
  }

  /** Of which instruments decisions are shown; of all where none is named. */
  private static IntPredicate shown(@Nullable String instrument, List<BarSeries> series) {
    if (instrument == null) {
      return each -> true;
    }
    int only =
        RunInstruments.index(
            instrument, series.stream().map(each -> each.instrument().id()).toList());
    return each -> each == only;
  }

  private static int first(Subject subject, @Nullable Integer from, @Nullable String at) {
    if (at != null) {
      try {
        return Replay.indexAt(subject.series(), Times.micros(Times.parse(at)));
      } catch (IllegalArgumentException e) {
        throw ProblemException.field("at", at, "at " + e.getMessage());
      }
    }
    int first = from == null ? 0 : from;
    if (first < 0) {
      throw ProblemException.field(
          "from", Integer.toString(first), "from must be >= 0, was " + first);
    }
    return first;
  }

  private static ReplayView view(
      Replay replay, List<BarSeries> series, boolean same, IntPredicate shown) {
    int end = replay.from() + replay.frames().size();
    Integer previous = null;
    Integer next = null;
    for (int event : replay.events()) {
      if (event < replay.from()) {
        previous = event;
      } else if (event >= end && next == null) {
        next = event;
      }
    }
    return new ReplayView(
        replay.size(),
        replay.from(),
        same,
        previous,
        next,
        replay.frames().stream().map(frame -> frame(frame, series, shown)).toList());
  }

  private static ReplayFrameView frame(
      Replay.Frame frame, List<BarSeries> series, IntPredicate shown) {
    List<Instrument> instruments = series.stream().map(BarSeries::instrument).toList();
    List<ReplayPositionView> positions = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      long lots = frame.positionLots().get(i);
      if (lots != 0) {
        positions.add(
            new ReplayPositionView(
                instruments.get(i).id(),
                ResultDocument.plain(instruments.get(i).toQuantity(lots))));
      }
    }
    return new ReplayFrameView(
        frame.index(),
        Times.ofMicros(frame.timeMicros()),
        frame.fills().stream().map(fill -> fill(fill, instruments)).toList(),
        frame.bars().stream()
            .filter(each -> shown.test(each.instrument()))
            .map(each -> decision(each, series, instruments))
            .toList(),
        frame.refusals().stream().map(each -> refusal(each, instruments)).toList(),
        ResultDocument.plain(BigDecimal.valueOf(frame.cashUnits(), 8)),
        frame.equity(),
        positions);
  }

  private static ReplayFillView fill(Fill fill, List<Instrument> instruments) {
    Instrument instrument = instruments.get(fill.instrument());
    return new ReplayFillView(
        Times.ofMicros(fill.timeMicros()),
        instrument.id(),
        fill.side().name().toLowerCase(Locale.ROOT),
        ResultDocument.plain(instrument.toQuantity(fill.lots())),
        ResultDocument.plain(instrument.toPrice(fill.priceTicks())),
        ResultDocument.plain(BigDecimal.valueOf(fill.feeUnits(), 8)));
  }

  private static ReplayRefusalView refusal(Rejection rejection, List<Instrument> instruments) {
    return new ReplayRefusalView(
        Times.ofMicros(rejection.timeMicros()),
        OrderText.of(rejection.intent(), instruments),
        rejection.reason());
  }

  private static ReplayDecisionView decision(
      Replay.Decision decision, List<BarSeries> series, List<Instrument> instruments) {
    BarSeries bars = series.get(decision.instrument());
    int bar = decision.bar();
    double volume = bars.volume(bar);
    return new ReplayDecisionView(
        bars.instrument().id(),
        bar,
        Times.ofMicros(bars.openTime(bar)),
        bars.open(bar),
        bars.high(bar),
        bars.low(bar),
        bars.close(bar),
        Double.isNaN(volume) ? null : volume,
        decision.values().stream()
            .map(
                each ->
                    new ReplayValueView(
                        each.text(),
                        each.depth(),
                        each.condition(),
                        Double.isFinite(each.value()) ? each.value() : null,
                        each.shown()))
            .toList(),
        decision.reads().stream()
            .map(each -> new ReplayReadView(each.what(), each.value()))
            .toList(),
        decision.orders().stream().map(each -> OrderText.of(each, instruments)).toList(),
        decision.pending(),
        decision.why());
  }
}
