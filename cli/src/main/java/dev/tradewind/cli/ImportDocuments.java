package dev.tradewind.cli;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.report.UtcTimes;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.WriteOutcome;
import dev.tradewind.store.imports.ImportReport;
import dev.tradewind.store.imports.QualityFlag;
import dev.tradewind.store.imports.RowRejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An import as the document that the platform's API gives of it. */
final class ImportDocuments {
  private ImportDocuments() {}

  static Json refused(String instrument, ImportReport report) {
    return document(instrument, report, "REFUSED", report.refusal().orElse("refused"), Json.NULL);
  }

  static Json written(String instrument, ImportReport report, WriteOutcome.Written written) {
    String message =
        "%d new, %d unchanged, %d replaced"
            .formatted(written.inserted(), written.unchanged(), written.replaced());
    return document(instrument, report, "DONE", message, Json.NULL);
  }

  static Json written(String instrument, ImportReport report, TradesOutcome.Written written) {
    String message =
        "%d new, %d unchanged, %d replaced"
            .formatted(written.inserted(), written.unchanged(), written.replaced());
    return document(instrument, report, "DONE", message, Json.NULL);
  }

  static Json conflict(String instrument, ImportReport report, TradesOutcome.Conflict conflict) {
    String message =
        "stored trades disagree with the file at "
            + conflict.count()
            + " moments; nothing was changed (--replace lets the file win)";
    List<Json> examples =
        conflict.examples().stream()
            .map(
                each ->
                    Json.of(
                        "time", UtcTimes.iso(each.timeMicros()),
                        "field", each.field(),
                        "stored", each.stored(),
                        "offered", each.offered()))
            .toList();
    Json detail = Json.of("count", conflict.count(), "examples", Json.array(examples));
    return document(instrument, report, "CONFLICT", message, detail);
  }

  static Json conflict(String instrument, ImportReport report, WriteOutcome.Conflict conflict) {
    String message =
        conflict.count()
            + " stored bars disagree with the file; nothing was changed (--replace lets the file"
            + " win)";
    List<Json> examples =
        conflict.examples().stream()
            .map(
                each ->
                    Json.of(
                        "time", UtcTimes.iso(each.timeMicros()),
                        "field", each.field().code(),
                        "stored", each.stored(),
                        "offered", each.offered()))
            .toList();
    Json detail = Json.of("count", conflict.count(), "examples", Json.array(examples));
    return document(instrument, report, "CONFLICT", message, detail);
  }

  private static Json document(
      String instrument, ImportReport report, String status, String message, Json conflict) {
    return Json.of(
        "fileName", report.source(),
        "instrument", instrument,
        "timeframe", Json.ofText(timeframe(report)),
        "status", status,
        "message", message,
        "report", report(report),
        "conflict", conflict);
  }

  private static @Nullable String timeframe(ImportReport report) {
    Timeframe timeframe = report.timeframe();
    return timeframe == null ? null : timeframe.code();
  }

  private static Json report(ImportReport report) {
    Map<String, Json> out = new LinkedHashMap<>();
    out.put("source", Json.ofText(report.source()));
    out.put("format", Json.ofText(report.format().name()));
    out.put("timeframe", Json.ofText(timeframe(report)));
    out.put("timeframeInferred", Json.bool(report.timeframeInferred()));
    out.put("rowsRead", Json.number(report.rowsRead()));
    out.put("accepted", Json.number(report.accepted()));
    out.put("rejectedCount", Json.number(report.rejectedCount()));
    out.put(
        "rejections",
        Json.array(report.rejections().stream().map(ImportDocuments::rejection).toList()));
    out.put("flags", Json.array(report.flags().stream().map(ImportDocuments::flag).toList()));
    out.put("notes", Json.array(report.notes().stream().map(Json::ofText).toList()));
    out.put("refusal", Json.ofText(report.refusal().orElse(null)));
    return Json.object(out);
  }

  private static Json rejection(RowRejection rejection) {
    return Json.of(
        "line", rejection.line(), "reason", rejection.reason(), "text", rejection.text());
  }

  private static Json flag(QualityFlag flag) {
    List<Json> examples =
        flag.examples().stream()
            .map(
                each ->
                    Json.of(
                        "line", each.line(),
                        "time", UtcTimes.iso(each.timeMicros()),
                        "detail", each.detail()))
            .toList();
    return Json.of(
        "kind", flag.kind().name(), "count", flag.count(), "examples", Json.array(examples));
  }
}
