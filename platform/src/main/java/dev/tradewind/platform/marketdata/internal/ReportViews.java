package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.market.quality.QualityKind;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.WriteOutcome;
import dev.tradewind.store.imports.Format;
import dev.tradewind.store.imports.ImportReport;
import dev.tradewind.store.imports.QualityFlag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports and conflicts as the API shows and the database keeps them. */
final class ReportViews {
  private static final int MAX_EXAMPLES = 20;

  private ReportViews() {}

  /** The report of an import; the timeframe is null where trades were kept as trades. */
  record Report(
      String source,
      Format format,
      @Nullable String timeframe,
      boolean timeframeInferred,
      long rowsRead,
      long accepted,
      List<Rejection> rejections,
      long rejectedCount,
      List<Flag> flags,
      List<String> notes,
      @Nullable String refusal) {}

  /** A row that was not accepted. */
  record Rejection(long line, String reason, String text) {}

  /** Something that looks wrong but was kept. */
  record Flag(QualityKind kind, String description, long count, List<Example> examples) {}

  /** One place; the line is 0 where a bar does not come from one row. */
  record Example(long line, Instant time, String detail) {}

  /** Stored bars, or moments of stored trades, that disagree with offered ones. */
  record Conflict(long count, List<Disagreement> examples) {}

  /** One value that differs; an absent volume is null. */
  record Disagreement(
      Instant time, String field, @Nullable Double stored, @Nullable Double offered) {}

  static Report of(ImportReport report, String fileName) {
    Timeframe timeframe = report.timeframe();
    return new Report(
        fileName,
        report.format(),
        timeframe == null ? null : timeframe.code(),
        report.timeframeInferred(),
        report.rowsRead(),
        report.accepted(),
        report.rejections().stream()
            .map(row -> new Rejection(row.line(), row.reason(), row.text()))
            .toList(),
        report.rejectedCount(),
        report.flags().stream().map(ReportViews::flag).toList(),
        report.notes(),
        report.refusal().orElse(null));
  }

  private static Flag flag(QualityFlag flag) {
    return new Flag(
        flag.kind(),
        flag.kind().description(),
        flag.count(),
        flag.examples().stream()
            .limit(MAX_EXAMPLES)
            .map(
                example ->
                    new Example(
                        example.line(), Times.ofMicros(example.timeMicros()), example.detail()))
            .toList());
  }

  static Conflict of(WriteOutcome.Conflict conflict) {
    return new Conflict(
        conflict.count(),
        conflict.examples().stream()
            .limit(MAX_EXAMPLES)
            .map(
                each ->
                    new Disagreement(
                        Times.ofMicros(each.timeMicros()),
                        each.field().code(),
                        defined(each.stored()),
                        defined(each.offered())))
            .toList());
  }

  static Conflict of(TradesOutcome.Conflict conflict) {
    return new Conflict(
        conflict.count(),
        conflict.examples().stream()
            .limit(MAX_EXAMPLES)
            .map(
                each ->
                    new Disagreement(
                        Times.ofMicros(each.timeMicros()),
                        each.field(),
                        each.stored(),
                        each.offered()))
            .toList());
  }

  private static @Nullable Double defined(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
