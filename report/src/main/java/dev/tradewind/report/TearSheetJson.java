package dev.tradewind.report;

import dev.tradewind.engine.statistics.Bootstrap;
import dev.tradewind.engine.statistics.Breakdown;
import dev.tradewind.engine.statistics.DailyEquity;
import dev.tradewind.engine.statistics.DrawdownEpisode;
import dev.tradewind.engine.statistics.Interval;
import dev.tradewind.engine.statistics.MeanTest;
import dev.tradewind.engine.statistics.MonteCarlo;
import dev.tradewind.engine.statistics.Uncertainty;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * A tear sheet as JSON, the same in the HTML report, in documents and over HTTP. Undefined is null;
 * dates are ISO-8601; fractions are fractions.
 */
public final class TearSheetJson {
  private static final int MAX_POINTS = 2_000;
  private static final int DRAWN_DIGITS = 7;

  private TearSheetJson() {}

  /**
   * Writes the sheet as one object; the writer stays open.
   *
   * @throws IOException if the writer fails
   */
  public static void write(TearSheet sheet, Writer out) throws IOException {
    try (JsonGenerator json = ResultJson.JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      object(json, sheet);
    }
    out.flush();
  }

  static void object(JsonGenerator json, TearSheet sheet) {
    json.writeStartObject();
    daily(json, sheet);
    rolling(json, sheet);
    years(json, sheet);
    drawdowns(json, sheet);
    breakdowns(json, sheet);
    uncertainty(json, sheet.uncertainty());
    json.writeEndObject();
  }

  /** The last day and evenly spread ones before it. */
  private static int[] kept(int size) {
    int step = Math.max(1, (size + MAX_POINTS - 1) / MAX_POINTS);
    int count = (size + step - 1) / step;
    int[] kept = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i] = size - 1 - (count - 1 - i) * step;
    }
    return kept;
  }

  private static void daily(JsonGenerator json, TearSheet sheet) {
    DailyEquity days = sheet.days();
    int[] kept = kept(days.size());
    double[] index = new double[days.size()];
    double[] benchmark = sheet.benchmark();
    double grown = days.initial();
    for (int i = 0; i < benchmark.length; i++) {
      grown *= 1 + benchmark[i];
      index[i] = grown;
    }
    double[] equity = new double[days.size()];
    for (int i = 0; i < equity.length; i++) {
      equity[i] = days.value(i);
    }
    json.writeObjectPropertyStart("daily");
    days(json, sheet, kept);
    column(json, "equity", equity, kept);
    column(json, "benchmark", benchmark.length == 0 ? benchmark : index, kept);
    column(json, "exposure", sheet.exposure(), kept);
    json.writeBooleanProperty("reduced", kept.length < days.size());
    json.writeEndObject();
  }

  private static void rolling(JsonGenerator json, TearSheet sheet) {
    int[] kept = kept(sheet.window() == 0 ? 0 : sheet.days().size());
    json.writeObjectPropertyStart("rolling");
    json.writeNumberProperty("window", sheet.window());
    days(json, sheet, kept);
    column(json, "sharpe", sheet.rollingSharpe(), kept);
    column(json, "volatility", sheet.rollingVolatility(), kept);
    column(json, "beta", sheet.rollingBeta(), kept);
    json.writeEndObject();
  }

  private static void days(JsonGenerator json, TearSheet sheet, int[] kept) {
    json.writeArrayPropertyStart("t");
    for (int i : kept) {
      json.writeNumber(sheet.days().epochDay(i) * 86_400L);
    }
    json.writeEndArray();
  }

  private static void column(JsonGenerator json, String name, double[] values, int[] kept) {
    json.writeArrayPropertyStart(name);
    if (values.length > 0) {
      for (int i : kept) {
        JsonNumbers.write(json, JsonNumbers.significant(values[i], DRAWN_DIGITS));
      }
    }
    json.writeEndArray();
  }

  private static void years(JsonGenerator json, TearSheet sheet) {
    json.writeArrayPropertyStart("yearly");
    for (TearSheet.Year year : sheet.years()) {
      json.writeStartObject();
      json.writeNumberProperty("year", year.year());
      JsonNumbers.write(json, "return", year.value());
      JsonNumbers.write(json, "benchmark", year.benchmark());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void drawdowns(JsonGenerator json, TearSheet sheet) {
    json.writeArrayPropertyStart("drawdowns");
    for (DrawdownEpisode each : sheet.drawdowns()) {
      json.writeStartObject();
      json.writeStringProperty("peak", date(each.peakDay()));
      json.writeStringProperty("trough", date(each.troughDay()));
      if (each.isRecovered()) {
        json.writeStringProperty("recovered", date(each.recoveredDay()));
      } else {
        json.writeNullProperty("recovered");
      }
      JsonNumbers.write(json, "depth", each.depth());
      json.writeNumberProperty("days", each.days());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static String date(int epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  private static void breakdowns(JsonGenerator json, TearSheet sheet) {
    json.writeArrayPropertyStart("breakdowns");
    for (Breakdown each : sheet.breakdowns()) {
      json.writeStartObject();
      json.writeStringProperty("key", each.dimension().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("title", each.dimension().title());
      json.writeStringProperty("definition", each.dimension().definition());
      json.writeArrayPropertyStart("slices");
      for (Breakdown.Slice slice : each.slices()) {
        json.writeStartObject();
        json.writeStringProperty("label", slice.name());
        json.writeNumberProperty("roundTrips", slice.roundTrips());
        JsonNumbers.write(json, "winRate", slice.winRate());
        JsonNumbers.write(json, "netProfit", slice.netProfit());
        JsonNumbers.write(json, "expectancy", slice.expectancy());
        JsonNumbers.write(json, "profitFactor", slice.profitFactor());
        JsonNumbers.write(json, "averageReturn", slice.averageReturn());
        JsonNumbers.write(json, "averageSeconds", slice.averageSeconds());
        json.writeBooleanProperty("small", slice.isSmall());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void uncertainty(JsonGenerator json, Uncertainty u) {
    json.writeObjectPropertyStart("uncertainty");
    json.writeNumberProperty("returns", u.returns());
    json.writeNumberProperty("roundTrips", u.roundTrips());
    path(json, "independent", u.independent());
    path(json, "blocks", u.blocks());
    interval(json, "profitFactor", u.profitFactor());
    JsonNumbers.write(json, "skewness", u.skewness());
    JsonNumbers.write(json, "kurtosis", u.kurtosis());
    JsonNumbers.write(json, "probabilisticSharpe", u.probabilisticSharpe());
    JsonNumbers.write(json, "deflatedSharpe", u.deflatedSharpe());
    JsonNumbers.write(json, "minimumTrackRecordDays", u.minimumTrackRecordDays());
    test(json, "meanTest", u.meanTest());
    test(json, "robustMeanTest", u.robustMeanTest());
    monteCarlo(json, "shuffledTrades", u.shuffledTrades());
    monteCarlo(json, "resampledReturns", u.resampledReturns());
    monteCarlo(json, "noEdge", u.noEdge());
    json.writeArrayPropertyStart("warnings");
    u.warnings().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void path(JsonGenerator json, String name, Bootstrap.Path path) {
    json.writeObjectPropertyStart(name);
    JsonNumbers.write(json, "meanBlock", path.meanBlock());
    interval(json, "sharpe", path.sharpe());
    interval(json, "cagr", path.cagr());
    interval(json, "maxDrawdown", path.maxDrawdown());
    json.writeEndObject();
  }

  private static void interval(JsonGenerator json, String name, Interval interval) {
    json.writeObjectPropertyStart(name);
    JsonNumbers.write(json, "estimate", interval.estimate());
    JsonNumbers.write(json, "low", interval.low());
    JsonNumbers.write(json, "high", interval.high());
    JsonNumbers.write(json, "confidence", interval.confidence());
    JsonNumbers.write(json, "standardError", interval.standardError());
    JsonNumbers.write(json, "bias", interval.bias());
    json.writeNumberProperty("resamples", interval.resamples());
    json.writeNumberProperty("undefined", interval.undefined());
    json.writeEndObject();
  }

  private static void test(JsonGenerator json, String name, MeanTest test) {
    json.writeObjectPropertyStart(name);
    JsonNumbers.write(json, "mean", test.mean());
    JsonNumbers.write(json, "standardError", test.standardError());
    JsonNumbers.write(json, "t", test.t());
    JsonNumbers.write(json, "pValue", test.pValue());
    json.writeNumberProperty("lags", test.lags());
    json.writeEndObject();
  }

  private static void monteCarlo(JsonGenerator json, String name, MonteCarlo run) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("resamples", run.resamples());
    quantiles(json, "finalEquity", run.finalEquity());
    quantiles(json, "maxDrawdown", run.maxDrawdown());
    JsonNumbers.write(json, "finalEquityRank", run.finalEquityRank());
    JsonNumbers.write(json, "maxDrawdownRank", run.maxDrawdownRank());
    JsonNumbers.write(json, "lossShare", run.lossShare());
    json.writeEndObject();
  }

  private static void quantiles(JsonGenerator json, String name, MonteCarlo.Quantiles q) {
    json.writeObjectPropertyStart(name);
    JsonNumbers.write(json, "p5", q.p5());
    JsonNumbers.write(json, "p25", q.p25());
    JsonNumbers.write(json, "p50", q.p50());
    JsonNumbers.write(json, "p75", q.p75());
    JsonNumbers.write(json, "p95", q.p95());
    json.writeEndObject();
  }
}
