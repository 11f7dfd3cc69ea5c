package dev.tradewind.cli;

import dev.tradewind.engine.optimize.StudyExplanation;
import java.util.ArrayList;
import java.util.List;

/** Why a study found what it found, as JSON. */
final class ExplanationJson {
  private ExplanationJson() {}

  static Json of(StudyExplanation explanation) {
    return Json.of(
        "explained", explanation.explained(),
        "plateau", explanation.plateau(),
        "importance",
            Json.array(explanation.parameters().stream().map(ExplanationJson::importance).toList()),
        "interactions",
            Json.array(
                explanation.interactions().stream()
                    .map(
                        each ->
                            Json.of(
                                "first", each.first(),
                                "second", each.second(),
                                "share", each.share()))
                    .toList()),
        "regions",
            Json.array(explanation.regions().stream().map(ExplanationJson::region).toList()));
  }

  private static Json importance(StudyExplanation.Importance each) {
    List<Json> dependence = new ArrayList<>();
    for (int i = 0; i < each.values().size(); i++) {
      dependence.add(Json.of("value", each.values().get(i), "mean", each.means().get(i)));
    }
    return Json.of(
        "parameter", each.parameter(),
        "permutation", each.permutation(),
        "share", each.share(),
        "partialDependence", Json.array(dependence));
  }

  private static Json region(StudyExplanation.Region each) {
    return Json.of(
        "centre", OptimizeRunCommand.texts(each.centre().parameters().texts()),
        "trial", each.centre().number(),
        "size", each.size(),
        "mean", each.mean(),
        "kept", each.kept(),
        "low", OptimizeRunCommand.texts(each.low()),
        "high", OptimizeRunCommand.texts(each.high()));
  }
}
