package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.report.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the HTML report of a stored run needs beside its result. Where something of the run is not
 * kept any more, the report's own notes say so.
 *
 * @param benchmark what the run was measured against, if it is another instrument
 * @param series the bars of the run, in the order of its instruments; empty where any of them is
 *     not what it was when the run was made
 */
record Report(RunInfo run, List<BarSeries> series, Optional<BarSeries> benchmark) {

  static Report of(BacktestTable.Row row, ResultDocument document, MarketData market) {
    List<BarSeries> same = new ArrayList<>();
    List<Assumption> notes = new ArrayList<>();
    for (ResultDocument.Input input : document.inputs()) {
      Optional<BarSeries> stored = stored(row, input, market);
      stored.filter(bars -> bars.contentHash().equals(input.dataHash())).ifPresent(same::add);
      if (stored.isEmpty() || !stored.get().contentHash().equals(input.dataHash())) {
        notes.add(changed(input, stored.isEmpty()));
      }
    }
    if (document.rejectionCount() > document.rejections().size()) {
      notes.add(cut(document));
    }
    RunInfo run =
        new RunInfo(
            row.id().toString(),
            row.request().name(),
            document.dataSource(),
            row.createdAt(),
            document.run().engineVersion(),
            document.inputs().stream().map(Report::input).toList(),
            notes,
            document.rejectionCount(),
            Optional.ofNullable(document.trials())
                .map(ResultDocument.Trials::counted)
                .orElse(null));
    return new Report(
        run,
        same.size() == document.inputs().size() ? same : List.of(),
        benchmark(document, same, market));
  }

  /** What the run was measured against, as far as it is stored as it was. */
  private static Optional<BarSeries> benchmark(
      ResultDocument document, List<BarSeries> series, MarketData market) {
    ResultDocument.Measured measured = document.benchmark();
    if (measured == null || series.isEmpty()) {
      return Optional.empty();
    }
    long first = series.stream().mapToLong(one -> one.openTime(0)).min().orElseThrow();
    long last = series.stream().mapToLong(one -> one.closeTime(one.size() - 1)).max().orElseThrow();
    return market
        .bars(measured.instrument(), Timeframe.parse(measured.timeframe()))
        .map(all -> all.between(first, last))
        .filter(bars -> bars.contentHash().equals(measured.dataHash()));
  }

  private static Optional<BarSeries> stored(
      BacktestTable.Row row, ResultDocument.Input input, MarketData market) {
    return market
        .bars(input.id(), row.request().timeframe())
        .map(all -> BacktestHandler.span(all, row.request()));
  }

  private static Assumption changed(ResultDocument.Input input, boolean isGone) {
    String text =
        ("The stored prices of %s %s %s since this run, so the report draws no candles; its"
                + " numbers are those of the run, made on the data with hash %s")
            .formatted(
                input.id(),
                input.timeframe(),
                isGone ? "were deleted" : "have changed",
                input.dataHash());
    return new Assumption("report.candles", text, true);
  }

  private static Assumption cut(ResultDocument document) {
    String text =
        "Of %d refused orders the first %d are kept"
            .formatted(document.rejectionCount(), document.rejections().size());
    return new Assumption("report.rejections", text, true);
  }

  private static RunInfo.Input input(ResultDocument.Input input) {
    return new RunInfo.Input(
        Timeframe.parse(input.timeframe()),
        input.bars(),
        micros(input.first()),
        micros(input.last()),
        input.dataHash());
  }

  private static long micros(@Nullable Instant instant) {
    return instant == null ? 0 : Times.micros(instant);
  }
}
