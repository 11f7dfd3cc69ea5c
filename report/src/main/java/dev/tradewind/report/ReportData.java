package dev.tradewind.report;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.statistics.StatisticRegistry;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import tools.jackson.core.JsonGenerator;

/** The data of the HTML report: what the page draws, at the resolution it can draw. */
final class ReportData {
  static final int MAX_POINTS = 4_000;
  static final int MAX_ROUND_TRIPS = 2_000;
  private static final int MAX_REJECTIONS = 500;
  private static final int DRAWN_DIGITS = 9;

  private final RunInfo run;
  private final SimulationResult result;
  private final List<BarSeries> series;
  private final TearSheet sheet;

  ReportData(RunInfo run, SimulationResult result, List<BarSeries> series, TearSheet sheet) {
    this.run = run;
    this.result = result;
    this.series = series;
    this.sheet = sheet;
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    ResultParts.run(json, run, result);
    json.writeStringProperty("name", run.name());
    json.writeStringProperty("strategy", result.strategy());
    ResultParts.parameters(json, result.parameters());
    ResultParts.config(json, result.config());
    instruments(json);
    if (run.createdAt() == null) {
      json.writeNullProperty("createdAt");
    } else {
      json.writeStringProperty("createdAt", run.createdAt().toString());
    }
    json.writeStringProperty("dataSource", run.dataSource());
    ResultParts.assumptions(json, run, result);
    statisticDetails(json, result.statistics());
    ResultParts.roundTrips(json, result, MAX_ROUND_TRIPS);
    json.writeNumberProperty("roundTripsTotal", result.roundTrips().size());
    ResultParts.openPositions(json, result);
    ResultParts.rejections(json, result, MAX_REJECTIONS);
    Long rejections = run.rejectionsTotal();
    json.writeNumberProperty(
        "rejectionsTotal", rejections == null ? result.rejections().size() : rejections);
    equity(json);
    monthly(json);
    histogram(json);
    candles(json);
    json.writeName("tearSheet");
    TearSheetJson.object(json, sheet);
    json.writeEndObject();
  }

  private void instruments(JsonGenerator json) {
    json.writeArrayPropertyStart("instruments");
    List<Instrument> instruments = result.instruments();
    for (int i = 0; i < instruments.size(); i++) {
      json.writeStartObject();
      json.writeStringProperty("id", instruments.get(i).id());
      if (i < run.inputs().size()) {
        RunInfo.Input input = run.inputs().get(i);
        json.writeStringProperty("timeframe", input.timeframe().code());
        json.writeNumberProperty("bars", input.bars());
      }
      json.writeStringProperty("currency", instruments.get(i).currency());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the measures with all that is needed to read them, as {@code statisticDetails}. */
  static void statisticDetails(JsonGenerator json, List<Statistic> statistics) {
    json.writeArrayPropertyStart("statisticDetails");
    for (Statistic statistic : statistics) {
      json.writeStartObject();
      json.writeStringProperty("key", statistic.key());
      json.writeStringProperty("label", statistic.label());
      JsonNumbers.write(json, "value", statistic.value());
      json.writeStringProperty("unit", statistic.unit().name());
      json.writeStringProperty("definition", statistic.definition());
      StatisticRegistry.find(statistic.key())
          .ifPresent(
              each -> {
                json.writeStringProperty("group", each.group().title());
                json.writeStringProperty("undefined", each.undefined());
                json.writeStringProperty("source", each.source());
              });
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void equity(JsonGenerator json) {
    int size = result.equitySize();
    int[] kept = CurveReduction.indexes(size, result::equity, MAX_POINTS);
    double[] drawdowns = CurveReduction.drawdowns(size, result::equity, kept);
    json.writeObjectPropertyStart("equity");
    json.writeArrayPropertyStart("t");
    for (int i : kept) {
      json.writeNumber(UtcTimes.epochSeconds(result.equityTime(i)));
    }
    json.writeEndArray();
    drawn(json, "v", kept.length, i -> result.equity(kept[i]));
    drawn(json, "drawdown", kept.length, i -> drawdowns[i]);
    json.writeBooleanProperty("reduced", kept.length < size);
    json.writeNumberProperty("points", size);
    json.writeEndObject();
  }

  private void monthly(JsonGenerator json) {
    json.writeArrayPropertyStart("monthly");
    for (MonthlyReturns.Month month : MonthlyReturns.of(result)) {
      json.writeStartObject();
      json.writeNumberProperty("year", month.year());
      json.writeNumberProperty("month", month.month());
      JsonNumbers.write(json, "return", month.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void histogram(JsonGenerator json) {
    Histogram histogram = Histogram.of(result.dailyReturns());
    double[] edges = histogram.edges();
    json.writeObjectPropertyStart("dailyReturnsHistogram");
    drawn(json, "edges", edges.length, i -> edges[i]);
    json.writeArrayPropertyStart("counts");
    for (int count : histogram.counts()) {
      json.writeNumber(count);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void candles(JsonGenerator json) {
    if (series.isEmpty()) {
      json.writeNullProperty("candles");
      return;
    }
    BarSeries bars = series.getFirst();
    BarSeries shown = BarReduction.reduce(bars, MAX_POINTS);
    int size = shown.size();
    json.writeObjectPropertyStart("candles");
    json.writeStringProperty("instrument", bars.instrument().id());
    json.writeStringProperty("timeframe", bars.timeframe().code());
    json.writeStringProperty("resolution", shown.timeframe().code());
    json.writeBooleanProperty("reduced", !shown.timeframe().equals(bars.timeframe()));
    json.writeArrayPropertyStart("t");
    for (int i = 0; i < size; i++) {
      json.writeNumber(UtcTimes.epochSeconds(shown.openTime(i)));
    }
    json.writeEndArray();
    drawn(json, "o", size, shown::open);
    drawn(json, "h", size, shown::high);
    drawn(json, "l", size, shown::low);
    drawn(json, "c", size, shown::close);
    drawn(json, "v", size, shown::volume);
    json.writeEndObject();
  }

  /** A column to draw: nine significant digits are more than a screen shows. */
  private static void drawn(JsonGenerator json, String name, int size, IntToDoubleFunction value) {
    json.writeArrayPropertyStart(name);
    for (int i = 0; i < size; i++) {
      JsonNumbers.write(json, JsonNumbers.significant(value.applyAsDouble(i), DRAWN_DIGITS));
    }
    json.writeEndArray();
  }
}
