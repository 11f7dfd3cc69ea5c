package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.market.quality.BarQuality;
import dev.tradewind.engine.market.quality.QualityKind;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.imports.BarFileReader;
import dev.tradewind.store.imports.CalendarInference;
import dev.tradewind.store.imports.ImportReport;
import dev.tradewind.store.imports.ImportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of prices read for one run, and what was inferred of it.
 *
 * @param name the file's name without its folder
 * @param series its bars
 * @param remarks for standard error
 * @param assumptions for the assumption sheet
 * @param trades that its bars were made of; empty for a file of bars
 */
record PriceFile(
    String name,
    BarSeries series,
    List<String> remarks,
    List<Assumption> assumptions,
    List<TradeTick> trades) {
  private static final int MAX_ID = 40;
  private static final String EXTENSIONS = "(?i)(\\.(csv|tsv|txt|json|parquet))?(\\.gz)?$";

  /** A tick above this part of the price distorts fills more than the usual slippage does. */
  private static final double COARSE_TICK = 0.0005;

  static PriceFile read(
      Path file,
      @Nullable Timeframe timeframe,
      FileOptions reading,
      InstrumentOptions describing,
      Progress progress)
      throws IOException {
    DataImportCommand.requireFile(file);
    Instrument instrument = describing.instrument(id(file), null);
    ImportResult result =
        BarFileReader.read(
            file,
            reading.options(instrument, timeframe, null),
            (done, total) -> {
              progress.show(total == 0 ? 1 : (double) done / total);
              return true;
            });
    ImportReport report = result.report();
    requireUsable(report);
    BarSeries series = result.series();
    List<Assumption> assumptions = new ArrayList<>();
    if (describing.calendar == null) {
      TradingCalendar inferred = CalendarInference.of(series);
      series = CalendarInference.apply(series, inferred);
      assumptions.add(calendar(report.source(), inferred));
    }
    add(assumptions, timeframe(report));
    add(assumptions, rejected(report));
    add(assumptions, flagged(report, series));
    add(assumptions, coarseTick(series));
    return new PriceFile(
        report.source(), series, remarks(assumptions), List.copyOf(assumptions), result.trades());
  }

  static void requireUsable(ImportReport report) {
    if (report.refused()) {
      throw new CliException(
          ExitCode.REFUSED, report.source() + ": " + report.refusal().orElse("refused"));
    }
  }

  static List<String> remarks(List<Assumption> assumptions) {
    return assumptions.stream()
        .map(each -> (each.isWarning() ? "warning: " : "note: ") + each.text())
        .toList();
  }

  private static void add(List<Assumption> assumptions, @Nullable Assumption assumption) {
    if (assumption != null) {
      assumptions.add(assumption);
    }
  }

  /** An instrument id made of the file's name. */
  static String id(Path file) {
    String stem = String.valueOf(file.getFileName()).replaceAll(EXTENSIONS, "");
    String safe =
        stem.replaceAll("[^A-Za-z0-9._-]", "-")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[^A-Za-z0-9]+", "");
    return safe.isEmpty() ? "FILE" : safe.substring(0, Math.min(MAX_ID, safe.length()));
  }

  static void requireDistinct(List<BarSeries> series) {
    Set<String> seen = new HashSet<>();
    for (BarSeries each : series) {
      if (!seen.add(each.instrument().id())) {
        throw new CliException(
            ExitCode.USAGE,
            "the instruments of a run must differ, " + each.instrument().id() + " is given twice");
      }
    }
  }

  private static Assumption calendar(String name, TradingCalendar calendar) {
    String because =
        calendar.roundTheClock()
            ? "the bars do not show closed weekends"
            : "no bar covers a weekend";
    return new Assumption(
        "data.calendar",
        "%s: calendar %s (%d periods a year) was inferred because %s; --calendar sets it."
            .formatted(name, calendar.code(), calendar.periodsPerYear(), because),
        false);
  }

  private static @Nullable Assumption timeframe(ImportReport report) {
    Timeframe found = report.timeframe();
    return report.timeframeInferred() && found != null
        ? new Assumption(
            "data.timeframe",
            "%s: timeframe %s was inferred from the spacing of the rows; --timeframe sets it."
                .formatted(report.source(), found.code()),
            false)
        : null;
  }

  static @Nullable Assumption rejected(ImportReport report) {
    return report.rejectedCount() == 0
        ? null
        : new Assumption(
            "data.rejected",
            "%s: %d of %d rows were rejected, the first in line %d: %s"
                .formatted(
                    report.source(),
                    report.rejectedCount(),
                    report.rowsRead(),
                    report.rejections().getFirst().line(),
                    report.rejections().getFirst().reason()),
            true);
  }

  private static @Nullable Assumption flagged(ImportReport report, BarSeries series) {
    String kinds =
        counts(report, series).entrySet().stream()
            .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return kinds.isEmpty()
        ? null
        : new Assumption(
            "data.flags", report.source() + ": flagged but kept: " + kinds + ".", true);
  }

  /** How often each kind was flagged. Gaps depend on the calendar, so another one counts again. */
  private static Map<QualityKind, Long> counts(ImportReport report, BarSeries series) {
    Map<QualityKind, Long> counts = new EnumMap<>(QualityKind.class);
    report.flags().forEach(flag -> counts.put(flag.kind(), flag.count()));
    if (!series.instrument().calendar().roundTheClock()) {
      counts.remove(QualityKind.GAP);
      BarQuality.check(series).forEach(each -> counts.put(each.kind(), each.count()));
    }
    return counts;
  }

  private static @Nullable Assumption coarseTick(BarSeries series) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < series.size(); i++) {
      double low = series.low(i);
      lowest = low > 0 && low < lowest ? low : lowest;
    }
    double tick = series.instrument().tickSize().doubleValue();
    return tick <= COARSE_TICK * lowest
        ? null
        : new Assumption(
            "instrument.tick",
            "tickSize %s is coarse for %s, whose lowest price is %s: fills are rounded to it; set"
                    .formatted(
                        series.instrument().tickSize().toPlainString(),
                        series.instrument().id(),
                        Double.toString(lowest))
                + " --tick-size.",
            true);
  }
}
