package dev.tradewind.report;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.OpenPosition;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.RunError;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The parts that the JSON document and the HTML report have in common. */
final class ResultParts {
  private ResultParts() {}

  static void run(JsonGenerator json, RunInfo run, SimulationResult result) {
    json.writeObjectPropertyStart("run");
    json.writeStringProperty("id", run.id());
    json.writeStringProperty("engineVersion", run.engineVersion());
    json.writeStringProperty("dataHash", result.dataHash());
    json.writeStringProperty("configHash", result.configHash());
    json.writeStringProperty("resultHash", result.resultHash());
    json.writeNumberProperty("seed", result.config().seed());
    json.writeEndObject();
  }

  static void parameters(JsonGenerator json, Map<String, BigDecimal> parameters) {
    json.writeObjectPropertyStart("parameters");
    for (Map.Entry<String, BigDecimal> entry : parameters.entrySet()) {
      json.writeStringProperty(entry.getKey(), plain(entry.getValue()));
    }
    json.writeEndObject();
  }

  static void config(JsonGenerator json, SimulationConfig config) {
    json.writeObjectPropertyStart("config");
    json.writeStringProperty("cash", plain(config.initialCash()));
    json.writeStringProperty("feeBps", plain(config.feeBps()));
    json.writeStringProperty("slippageBps", plain(config.slippageBps()));
    JsonNumbers.write(json, "riskFreeRate", config.riskFreeRate());
    json.writeNumberProperty("seed", config.seed());
    json.writeObjectPropertyStart("assumptions");
    config.values().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeEndObject();
  }

  static void instruments(JsonGenerator json, RunInfo run, List<Instrument> instruments) {
    json.writeArrayPropertyStart("instruments");
    for (int i = 0; i < instruments.size(); i++) {
      Instrument instrument = instruments.get(i);
      json.writeStartObject();
      json.writeStringProperty("id", instrument.id());
      json.writeStringProperty("assetClass", instrument.assetClass().name());
      json.writeStringProperty("currency", instrument.currency());
      json.writeStringProperty("tickSize", plain(instrument.tickSize()));
      json.writeStringProperty("lotSize", plain(instrument.lotSize()));
      json.writeStringProperty("calendar", instrument.calendar().code());
      if (i < run.inputs().size()) {
        input(json, run.inputs().get(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void input(JsonGenerator json, RunInfo.Input input) {
    json.writeStringProperty("timeframe", input.timeframe().code());
    json.writeNumberProperty("bars", input.bars());
    if (input.bars() > 0) {
      json.writeStringProperty("first", UtcTimes.iso(input.firstMicros()));
      json.writeStringProperty("last", UtcTimes.iso(input.lastMicros()));
    }
    json.writeStringProperty("dataHash", input.dataHash());
  }

  static void assumptions(JsonGenerator json, RunInfo run, SimulationResult result) {
    json.writeArrayPropertyStart("assumptions");
    run.sheet(result).forEach(each -> assumption(json, each));
    json.writeEndArray();
  }

  /** What was tried so far, where that is known. */
  static void trials(JsonGenerator json, RunInfo run) {
    TrialCount counted = run.trials();
    if (counted == null) {
      return;
    }
    json.writeObjectPropertyStart("trials");
    json.writeNumberProperty("count", counted.trials());
    json.writeNumberProperty("studies", counted.studies());
    json.writeNumberProperty("runs", counted.runs());
    JsonNumbers.write(json, "expectedBestSharpe", counted.expectedBest());
    JsonNumbers.write(json, "deflatedSharpe", counted.deflatedSharpe());
    json.writeEndObject();
  }

  private static void assumption(JsonGenerator json, Assumption assumption) {
    json.writeStartObject();
    json.writeStringProperty("key", assumption.key());
    json.writeStringProperty("text", assumption.text());
    json.writeBooleanProperty("warning", assumption.isWarning());
    json.writeEndObject();
  }

  static void roundTrips(JsonGenerator json, SimulationResult result, int limit) {
    json.writeArrayPropertyStart("roundTrips");
    List<RoundTrip> trips = result.roundTrips();
    for (int i = 0; i < Math.min(limit, trips.size()); i++) {
      roundTrip(json, result, trips.get(i));
    }
    json.writeEndArray();
  }

  private static void roundTrip(JsonGenerator json, SimulationResult result, RoundTrip trip) {
    json.writeStartObject();
    json.writeStringProperty("instrument", result.instruments().get(trip.instrument()).id());
    json.writeStringProperty("side", trip.quantity() < 0 ? "short" : "long");
    JsonNumbers.write(json, "quantity", trip.quantity());
    json.writeStringProperty("entryTime", UtcTimes.iso(trip.entryTimeMicros()));
    JsonNumbers.write(json, "entryPrice", trip.entryPrice());
    json.writeStringProperty("exitTime", UtcTimes.iso(trip.exitTimeMicros()));
    JsonNumbers.write(json, "exitPrice", trip.exitPrice());
    JsonNumbers.write(json, "pnl", trip.pnl());
    JsonNumbers.write(json, "returnFraction", trip.returnFraction());
    JsonNumbers.write(json, "fees", trip.fees());
    json.writeNumberProperty("bars", trip.bars());
    JsonNumbers.write(json, "mae", trip.mae());
    JsonNumbers.write(json, "mfe", trip.mfe());
    json.writeEndObject();
  }

  static void openPositions(JsonGenerator json, SimulationResult result) {
    json.writeArrayPropertyStart("openPositions");
    for (OpenPosition position : result.openPositions()) {
      json.writeStartObject();
      json.writeStringProperty("instrument", result.instruments().get(position.instrument()).id());
      json.writeStringProperty("side", position.quantity() < 0 ? "short" : "long");
      JsonNumbers.write(json, "quantity", position.quantity());
      json.writeStringProperty("entryTime", UtcTimes.iso(position.entryTimeMicros()));
      JsonNumbers.write(json, "entryPrice", position.entryPrice());
      JsonNumbers.write(json, "markPrice", position.markPrice());
      JsonNumbers.write(json, "unrealisedPnl", position.unrealisedPnl());
      JsonNumbers.write(json, "fees", position.fees());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void rejections(JsonGenerator json, SimulationResult result, int limit) {
    json.writeArrayPropertyStart("rejections");
    List<Rejection> rejections = result.rejections();
    for (int i = 0; i < Math.min(limit, rejections.size()); i++) {
      Rejection rejection = rejections.get(i);
      json.writeStartObject();
      json.writeStringProperty("time", UtcTimes.iso(rejection.timeMicros()));
      int instrument = rejection.intent().instrument();
      if (instrument >= 0 && instrument < result.instruments().size()) {
        json.writeStringProperty("instrument", result.instruments().get(instrument).id());
      }
      rejection
          .intent()
          .direction()
          .ifPresent(
              side -> json.writeStringProperty("side", side.name().toLowerCase(Locale.ROOT)));
      json.writeStringProperty("reason", rejection.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What went wrong: only where something did. */
  static void failures(JsonGenerator json, SimulationResult result) {
    if (result.isPartial()) {
      json.writeBooleanProperty("partial", true);
    }
    if (!result.errors().isEmpty()) {
      json.writeArrayPropertyStart("errors");
      for (RunError error : result.errors()) {
        json.writeStartObject();
        json.writeStringProperty("time", UtcTimes.iso(error.timeMicros()));
        json.writeStringProperty("message", error.message());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
