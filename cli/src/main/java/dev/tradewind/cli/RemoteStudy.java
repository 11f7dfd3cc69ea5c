package dev.tradewind.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A study of the platform, printed as one of this process would be. */
final class RemoteStudy {
  private static final Map<String, String> FRONT = Map.of("filter", "pareto", "limit", "200");

  private final PlatformClient platform;
  private final String id;
  private final String path;

  RemoteStudy(PlatformClient platform, String id) {
    this.platform = platform;
    this.id = id;
    this.path = "/studies/" + PlatformClient.segment(id);
  }

  /** Waits for its end; Ctrl-C here stops it there, and it can be resumed. */
  Json await(Progress progress) throws IOException, InterruptedException {
    return new RemoteJob(platform, path, "stop").await(progress);
  }

  void post(String action) throws IOException, InterruptedException {
    platform.post(path + "/" + action, Json.NULL);
  }

  void export(String format, Path target) throws IOException, InterruptedException {
    platform.download(path + "/export", Map.of("format", format), target);
  }

  /** Prints it and says by the exit code whether it is finished. */
  ExitCode print(ReportingVerb verb) throws IOException, InterruptedException {
    Json detail = platform.get(path);
    Json study = detail.get("study");
    Writer out = verb.session().out();
    String status = study.text("status");
    if ("DONE".equals(status) && !detail.get("walk").isNull()) {
      WalkJson.print(WalkJson.ofPlatform(detail), verb);
      return ExitCode.OK;
    }
    if (verb.output == OutputFormat.CSV) {
      out.write(platform.text(path + "/export", Map.of("format", "csv")));
      out.flush();
    }
    if (!"DONE".equals(status)) {
      String error = study.text("error");
      verb.session()
          .err()
          .println(
              "tradewind: study "
                  + id
                  + " is "
                  + status
                  + " after "
                  + study.get("trials").display()
                  + " trials"
                  + (error.isEmpty() ? "" : ": " + Table.shownWhole(error)));
      return switch (status) {
        case "QUEUED", "RUNNING" -> ExitCode.OK;
        case "CANCELLED", "INTERRUPTED" -> ExitCode.INTERRUPTED;
        default -> ExitCode.REFUSED;
      };
    }
    switch (verb.output) {
      case CSV -> out.flush();
      case JSON -> {
        document(detail).write(out);
        out.write('\n');
      }
      case TABLE -> table(detail, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private Json document(Json detail) throws IOException, InterruptedException {
    Json study = detail.get("study");
    Json summary = detail.get("summary");
    List<Json> objectives = study.get("objectives").items();
    List<Json> pareto = new ArrayList<>();
    for (Json each : platform.all(path + "/trials", FRONT)) {
      pareto.add(
          Json.of(
              "trial", each.get("number"),
              "parameters", each.get("parameters"),
              "objectives", named(objectives, each.get("objectives"))));
    }
    Map<String, Json> best = new LinkedHashMap<>(summary.get("best").properties());
    best.put("objectives", named(objectives, summary.get("best").get("objectives")));
    Json verdict = summary.get("verdict");
    Map<String, Json> judged = new LinkedHashMap<>();
    judged.put("level", verdict.get("level"));
    judged.put(
        "text",
        Json.ofText(
            String.join(" ", verdict.get("sentences").items().stream().map(Json::text).toList())));
    verdict
        .properties()
        .forEach(
            (name, value) -> {
              if (!name.equals("sentences")) {
                judged.putIfAbsent(name, value);
              }
            });
    return Json.of(
            "study", id,
            "trials", study.get("trials"),
            "sampler", study.get("sampler"),
            "seed", detail.get("request").get("seed"),
            "exhausted", summary.get("exhausted"),
            "dataHash", detail.get("dataHash"),
            "best", Json.object(best),
            "pareto", Json.array(pareto),
            "recommended", summary.get("recommended"),
            "verdict", Json.object(judged),
            "explanation", summary.get("explanation"),
            "ledger", summary.get("ledger"))
        .with("crossValidation", WalkJson.told(summary.get("crossValidation")));
  }

  private static Json named(List<Json> objectives, Json values) {
    Map<String, Json> named = new LinkedHashMap<>();
    for (int k = 0; k < objectives.size(); k++) {
      named.put(objectives.get(k).text().replaceAll(":(max|min)$", ""), values.items().get(k));
    }
    return Json.object(named);
  }

  private void table(Json detail, Writer out) throws IOException, InterruptedException {
    Json summary = detail.get("summary");
    for (Json each : summary.get("verdict").get("sentences").items()) {
      out.write(Table.shownWhole(each.text()) + "\n");
    }
    out.write("\nrecommended: " + Table.shownWhole(summary.get("recommended").text("why")) + "\n");
    out.write(
        "\nbest of "
            + detail.get("study").get("trials").display()
            + " trials: "
            + parameters(summary.get("best").get("parameters"))
            + "\n\n");
    List<String> header = new ArrayList<>(List.of("trial"));
    detail.get("study").get("parameters").items().forEach(each -> header.add(each.text()));
    detail.get("study").get("objectives").items().forEach(each -> header.add(each.text()));
    Table table = Table.of(header.toArray(String[]::new));
    for (Json each : platform.get(path + "/trials", Map.of("limit", "10")).get("items").items()) {
      List<String> row = new ArrayList<>(List.of(each.get("number").display()));
      for (Json name : detail.get("study").get("parameters").items()) {
        row.add(each.get("parameters").get(name.text()).display());
      }
      each.get("objectives").items().forEach(value -> row.add(value.display()));
      table.row(row);
    }
    table.print(out);
    out.write("\nstudy " + id + "\n");
  }

  static String parameters(Json parameters) {
    List<String> parts = new ArrayList<>();
    parameters
        .properties()
        .forEach((name, value) -> parts.add(Table.shown(name + "=" + value.display())));
    return String.join(" ", parts);
  }
}
