package dev.tradewind.cli;

import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.ParameterStability;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.report.UtcTimes;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks as JSON, whoever made them, and printed. Stateless. */
final class WalkJson {
  private WalkJson() {}

  static Json of(String id, WalkForward.Result result, WalkForward.Verdict verdict) {
    List<Json> windows = new ArrayList<>();
    for (WalkForward.WindowResult each : result.windows()) {
      @Nullable ParameterSet set = each.parameters();
      windows.add(
          Json.of(
              "inSampleFrom", UtcTimes.iso(each.inFrom()),
              "inSampleTo", UtcTimes.iso(each.inTo()),
              "outOfSampleFrom", UtcTimes.iso(each.outFrom()),
              "outOfSampleTo", UtcTimes.iso(each.outTo()),
              "trials", each.trials(),
              "parameters", set == null ? Json.NULL : OptimizeRunCommand.texts(set.texts()),
              "objective", each.objective(),
              "inSampleGrowth", each.inSampleGrowth(),
              "outOfSampleGrowth", each.outOfSampleGrowth(),
              "outOfSampleReturn", each.outOfSampleReturn(),
              "outOfSampleSharpe", each.outOfSampleSharpe()));
    }
    Map<String, Json> statistics = new LinkedHashMap<>();
    result.statistics().forEach((name, value) -> statistics.put(name, Json.number(value)));
    List<Json> stability = new ArrayList<>();
    for (ParameterStability each : result.stability()) {
      stability.add(
          Json.of(
              "parameter", each.name(),
              "values", StudyBody.texts(each.values()),
              "dispersion", each.dispersion(),
              "drift", each.drift(),
              "held", each.held()));
    }
    return Json.of(
        "study", id,
        "trials", result.trials(),
        "windows", Json.array(windows),
        "statistics", Json.object(statistics),
        "efficiency", result.efficiency(),
        "stability", Json.array(stability),
        "verdict",
            Json.of(
                "level", verdict.level().name().toLowerCase(Locale.ROOT),
                "text", String.join(" ", verdict.sentences()),
                "deflatedSharpe", verdict.deflatedSharpe(),
                "walks", verdict.walks()));
  }

  static Json of(WalkForwardMatrix matrix) {
    List<Json> cells = new ArrayList<>();
    for (WalkForwardMatrix.Cell each : matrix.cells()) {
      WalkForward.@Nullable Result result = each.result();
      Map<String, Json> cell = new LinkedHashMap<>();
      cell.put("inSample", Json.ofText(each.rule().inSample().text()));
      cell.put("outOfSample", Json.ofText(each.rule().outOfSample().text()));
      cell.put("windows", Json.number(result == null ? 0 : result.windows().size()));
      cell.put("trials", Json.number(result == null ? 0 : result.trials()));
      for (String name : List.of("totalReturn", "sharpe", "maxDrawdown")) {
        cell.put(
            name,
            result == null
                ? Json.NULL
                : Json.number(result.statistics().getOrDefault(name, Double.NaN).doubleValue()));
      }
      cell.put("efficiency", result == null ? Json.NULL : Json.number(result.efficiency()));
      cell.put("gaining", Json.number(each.gaining()));
      cell.put("held", Json.number(each.held()));
      cell.put("passes", Json.bool(each.isPassing()));
      cell.put("neighboursPassing", Json.number(each.neighboursPassing()));
      cell.put("problem", Json.ofText(each.problem()));
      cells.add(Json.object(cell));
    }
    return Json.of(
        "inSample", StudyBody.texts(matrix.inSample().stream().map(each -> each.text()).toList()),
        "outOfSample",
            StudyBody.texts(matrix.outOfSample().stream().map(each -> each.text()).toList()),
        "cells", Json.array(cells),
        "passing", matrix.passing(),
        "centre", matrix.centre().map(each -> Json.number(each.longValue())).orElse(Json.NULL),
        "text", String.join(" ", matrix.sentences()));
  }

  /** A walk of the platform in the same form. */
  static Json ofPlatform(Json detail) {
    Json walk = detail.get("walk");
    Json document =
        Json.of(
            "study", detail.get("id"),
            "trials", detail.get("study").get("trials"),
            "windows", walk.get("windows"),
            "statistics", walk.get("statistics"),
            "efficiency", walk.get("efficiency"),
            "stability", walk.get("stability"),
            "verdict", told(walk.get("verdict")));
    return walk.get("matrix").isNull()
        ? document
        : document.with("matrix", told(walk.get("matrix")));
  }

  /** Sentences as one text; what is null stays null. */
  static Json told(Json of) {
    if (of.isNull()) {
      return Json.NULL;
    }
    return of.with(
            "text",
            Json.ofText(
                String.join(" ", of.get("sentences").items().stream().map(Json::text).toList())))
        .with("sentences", Json.NULL);
  }

  static void print(Json document, ReportingVerb verb) throws IOException {
    Writer out = verb.session().out();
    Json matrix = document.get("matrix");
    switch (verb.output) {
      case JSON -> {
        document.write(out);
        out.write('\n');
      }
      case CSV -> (matrix.isNull() ? windows(document) : cells(matrix)).csv(out);
      case TABLE -> {
        out.write(Table.shownWhole(document.get("verdict").text("text")) + "\n\n");
        if (!matrix.isNull()) {
          out.write(Table.shownWhole(matrix.text("text")) + "\n\n");
          cells(matrix).print(out);
          out.write('\n');
        }
        windows(document).print(out);
        out.write('\n');
        stability(document).print(out);
        out.write("\nwalk " + document.get("study").display() + "\n");
      }
    }
    out.flush();
  }

  private static String number(Json value, String unit) {
    return RunSheet.render(value.asDouble().orElse(Double.NaN), unit);
  }

  private static Table cells(Json matrix) {
    Table table =
        Table.of(
            "in sample",
            "out of sample",
            "windows",
            "return",
            "sharpe",
            "efficiency",
            "gaining",
            "held",
            "passes",
            "neighbours pass");
    for (Json each : matrix.get("cells").items()) {
      table.row(
          List.of(
              each.text("inSample"),
              each.text("outOfSample"),
              each.get("windows").display(),
              number(each.get("totalReturn"), "FRACTION"),
              number(each.get("sharpe"), "RATIO"),
              number(each.get("efficiency"), "RATIO"),
              number(each.get("gaining"), "FRACTION"),
              number(each.get("held"), "FRACTION"),
              each.get("passes").isTrue() ? "yes" : "no",
              number(each.get("neighboursPassing"), "FRACTION")));
    }
    return table;
  }

  private static Table windows(Json document) {
    Table table =
        Table.of(
            "searched from",
            "searched to",
            "proved from",
            "proved to",
            "objective",
            "return",
            "sharpe",
            "parameters");
    for (Json each : document.get("windows").items()) {
      table.row(
          List.of(
              each.text("inSampleFrom"),
              each.text("inSampleTo"),
              each.text("outOfSampleFrom"),
              each.text("outOfSampleTo"),
              number(each.get("objective"), "RATIO"),
              number(each.get("outOfSampleReturn"), "FRACTION"),
              number(each.get("outOfSampleSharpe"), "RATIO"),
              each.get("parameters").isNull()
                  ? "none"
                  : RemoteStudy.parameters(each.get("parameters"))));
    }
    return table;
  }

  private static Table stability(Json document) {
    Table stability = Table.of("parameter", "dispersion", "drift", "held");
    for (Json each : document.get("stability").items()) {
      stability.row(
          List.of(
              each.text("parameter"),
              number(each.get("dispersion"), "RATIO"),
              number(each.get("drift"), "RATIO"),
              number(each.get("held"), "FRACTION")));
    }
    return stability;
  }
}
