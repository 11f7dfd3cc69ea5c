package dev.tradewind.report;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Statistic;
import java.io.IOException;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON document of a run. Used by the command line's {@code --output json} and by the platform.
 *
 * <p>Numbers are in the shortest form that reads back as the same double; what is undefined is
 * null; exact decimals (parameters, configuration, steps) are strings; times are ISO-8601 in UTC.
 * The same run gives the same bytes.
 */
public final class ResultJson {
  static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private ResultJson() {}

  /**
   * Writes the document and a line end; the writer stays open.
   *
   * @param withEquity whether to write the equity curve as {@code [[time, value], …]}
   * @throws IOException if the writer fails
   */
  public static void write(RunInfo run, SimulationResult result, boolean withEquity, Writer out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      writeProperties(run, result, withEquity, json);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  /**
   * Writes the document with the equity curve and, as {@code tearSheet}, all that a report shows.
   *
   * @throws IOException if the writer fails
   */
  public static void report(RunInfo run, SimulationResult result, TearSheet sheet, Writer out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      writeProperties(run, result, true, json);
      json.writeName("tearSheet");
      TearSheetJson.object(json, sheet);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  /**
   * Writes the document's properties into an object that is already open, so that others can add
   * their own.
   */
  public static void writeProperties(
      RunInfo run, SimulationResult result, boolean withEquity, JsonGenerator json) {
    ResultParts.run(json, run, result);
    json.writeStringProperty("strategy", result.strategy());
    ResultParts.parameters(json, result.parameters());
    ResultParts.config(json, result.config());
    ResultParts.instruments(json, run, result.instruments());
    json.writeStringProperty("dataSource", run.dataSource());
    if (run.createdAt() != null) {
      json.writeStringProperty("createdAt", run.createdAt().toString());
    }
    ResultParts.assumptions(json, run, result);
    ResultParts.trials(json, run);
    json.writeObjectPropertyStart("statistics");
    for (Statistic statistic : result.statistics()) {
      JsonNumbers.write(json, statistic.key(), statistic.value());
    }
    json.writeEndObject();
    ResultParts.roundTrips(json, result, Integer.MAX_VALUE);
    ResultParts.openPositions(json, result);
    ResultParts.rejections(json, result, Integer.MAX_VALUE);
    ResultParts.failures(json, result);
    if (withEquity) {
      equity(json, result);
    }
  }

  private static void equity(JsonGenerator json, SimulationResult result) {
    json.writeArrayPropertyStart("equity");
    for (int i = 0; i < result.equitySize(); i++) {
      json.writeStartArray();
      json.writeString(UtcTimes.iso(result.equityTime(i)));
      JsonNumbers.write(json, result.equity(i));
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
