package dev.tradewind.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the platform is asked to search, from the options of a verb. Stateless. */
final class StudyBody {
  private StudyBody() {}

  static Map<String, Json> of(
      PlatformClient platform,
      SeriesOptions series,
      SimulationOptions simulation,
      SearchOptions search)
      throws IOException, InterruptedException {
    Map<String, Json> body = series.body(platform);
    body.put("strategy", Json.ofText(simulation.strategy));
    Map<String, Json> fixed = new TreeMap<>();
    // Only what was given: the defaults of the others would forbid to search them.
    Arguments.parameters(simulation.parameters)
        .forEach((name, value) -> fixed.put(name, Json.ofText(value.toPlainString())));
    body.put("parameters", Json.object(fixed));
    Map<String, Json> assumptions = new TreeMap<>();
    simulation.given().forEach((name, value) -> assumptions.put(name, Json.ofText(value)));
    body.put("assumptions", Json.object(assumptions));
    body.put("space", texts(search.space));
    body.put("objectives", texts(search.objectives));
    body.put("constraints", texts(search.constraints));
    body.put("sampler", Json.ofText(search.sampler));
    if (search.trials != null) {
      body.put("trials", Json.number(search.trials.longValue()));
    }
    if (search.batch != null) {
      body.put("batch", Json.number(search.batch.longValue()));
    }
    return body;
  }

  static Json texts(List<String> all) {
    return Json.array(all.stream().map(Json::ofText).toList());
  }
}
