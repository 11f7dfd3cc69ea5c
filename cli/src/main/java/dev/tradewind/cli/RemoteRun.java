package dev.tradewind.cli;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A back-test of the platform, printed as one of this process would be. */
final class RemoteRun {
  private static final int PAGE = 200;
  private static final int MAX_POINTS = 10_000;

  private final PlatformClient platform;
  private final String path;

  RemoteRun(PlatformClient platform, String id) {
    this.platform = platform;
    this.path = "/backtests/" + PlatformClient.segment(id);
  }

  /** Waits for its end. */
  Json await(Progress progress) throws IOException, InterruptedException {
    return new RemoteJob(platform, path).await(progress);
  }

  void saveReport(ReportFile file) throws IOException, InterruptedException {
    platform.download(path + "/export", Map.of("format", file.form().code()), file.target());
  }

  /** Prints it and says by the exit code whether it is finished. */
  ExitCode print(ReportingVerb verb, boolean withEquity) throws IOException, InterruptedException {
    Json document = platform.get(path);
    Writer out = verb.session().out();
    String status = document.text("status");
    if (!"DONE".equals(status)) {
      String error = document.text("error");
      verb.session()
          .err()
          .println(
              "tradewind: this back-test is "
                  + status
                  + (error.isEmpty() ? "" : ": " + Table.shownWhole(error)));
      if (document.get("partial").isTrue()) {
        verb.note("what it did until then is kept; 'tradewind backtest report' writes it");
      }
      return "CANCELLED".equals(status) || "INTERRUPTED".equals(status)
          ? ExitCode.INTERRUPTED
          : ExitCode.FAILURE;
    }
    switch (verb.output) {
      case TABLE -> RunSheet.of(document).print(out);
      case CSV -> csv(verb, withEquity, out);
      case JSON -> {
        whole(verb, document, withEquity).write(out);
        out.write('\n');
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private void csv(ReportingVerb verb, boolean withEquity, Writer out)
      throws IOException, InterruptedException {
    if (!withEquity) {
      out.write(platform.text(path + "/round-trips.csv", Map.of()));
      return;
    }
    Table table = Table.of("time", "equity");
    for (Json point : equity(verb)) {
      table.row(point.items().stream().map(Json::display).toList());
    }
    table.csv(out);
  }

  private Json whole(ReportingVerb verb, Json document, boolean withEquity)
      throws IOException, InterruptedException {
    Map<String, Json> properties = new LinkedHashMap<>(document.properties());
    // The platform lists names where a run of this process describes its instruments.
    Json inputs = properties.remove("inputs");
    if (inputs != null) {
      properties.put("instruments", inputs);
    }
    Map<String, String> page = Map.of("limit", Integer.toString(PAGE));
    properties.put("roundTrips", Json.array(platform.all(path + "/round-trips", page)));
    if (withEquity) {
      properties.put("equity", Json.array(equity(verb)));
    }
    return Json.object(properties);
  }

  private List<Json> equity(ReportingVerb verb) throws IOException, InterruptedException {
    Map<String, String> query = Map.of("maxPoints", Integer.toString(MAX_POINTS));
    Json curve = platform.get(path + "/equity", query);
    if (curve.get("reduced").isTrue()) {
      verb.note("the platform reduced the equity curve to what a chart shows");
    }
    List<Json> times = curve.get("t").items();
    List<Json> values = curve.get("equity").items();
    List<Json> points = new ArrayList<>(times.size());
    for (int i = 0; i < Math.min(times.size(), values.size()); i++) {
      String time = Instant.ofEpochSecond(times.get(i).asLong()).toString();
      points.add(Json.array(List.of(Json.ofText(time), values.get(i))));
    }
    return points;
  }
}
