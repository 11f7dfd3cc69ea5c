package dev.tradewind.report;

import static dev.tradewind.report.ReportText.count;
import static dev.tradewind.report.ReportText.duration;
import static dev.tradewind.report.ReportText.escape;
import static dev.tradewind.report.ReportText.money;
import static dev.tradewind.report.ReportText.percent;
import static dev.tradewind.report.ReportText.probability;
import static dev.tradewind.report.ReportText.ratio;

import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Breakdown;
import dev.tradewind.engine.statistics.DailyEquity;
import dev.tradewind.engine.statistics.DrawdownEpisode;
import dev.tradewind.engine.statistics.Interval;
import dev.tradewind.engine.statistics.MonteCarlo;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.statistics.StatisticDefinition;
import dev.tradewind.engine.statistics.StatisticRegistry;
import dev.tradewind.engine.statistics.Uncertainty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tear sheet as XHTML for paper. Belongs to one thread. */
final class PrintedPage {
  private static final double WIDTH = 515;
  private static final int MAX_TRIPS = 100;
  private static final int MAX_REJECTIONS = 20;
  private static final String BLUE = "#1d4ed8";
  private static final String GREY = "#9ca3af";
  private static final String RED = "#c2410c";
  private static final String STYLE =
      """
      @page { size: A4; margin: 14mm; @bottom-right { content: counter(page) " / " counter(pages);
        font-family: 'Liberation Sans'; font-size: 7pt; color: #777 } }
      body { font-family: 'Liberation Sans'; font-size: 8pt; color: #1f2937; margin: 0 }
      h1 { font-size: 16pt; margin: 0 0 2pt; font-weight: normal }
      h2 { font-size: 11pt; margin: 12pt 0 3pt; font-weight: normal; border-bottom: 0.5pt solid #d1d5db;
        page-break-after: avoid } h2.sheet { page-break-before: always }
      h3 { font-size: 8.5pt; margin: 6pt 0 2pt; font-weight: normal; color: #374151; page-break-after: avoid }
      p { margin: 0 0 3pt } .note { color: #6b7280; font-size: 7pt }
      table { border-collapse: collapse; width: 100%; -fs-table-paginate: paginate }
      th { font-weight: normal; color: #6b7280; text-align: right; font-size: 7pt }
      td { text-align: right; border-top: 0.3pt solid #e5e7eb; padding: 1.2pt 2pt }
      th:first-child, td:first-child { text-align: left }
      tr { page-break-inside: avoid }
      .columns { width: 100% } .columns > tbody > tr > td { vertical-align: top; border: 0; text-align: left;
        width: 50%; padding: 0 6pt 0 0 }
      .warning { color: #9a3412 } .big td { border: 0; font-size: 12pt; text-align: left }
      .big th { text-align: left } .hash { font-size: 6.5pt; word-wrap: break-word }
      """;

  private final RunInfo run;
  private final SimulationResult result;
  private final TearSheet sheet;
  private final int[] days;
  private final StringBuilder out = new StringBuilder(1 << 16);

  PrintedPage(RunInfo run, SimulationResult result, TearSheet sheet) {
    this.run = run;
    this.result = result;
    this.sheet = sheet;
    this.days = new int[sheet.days().size()];
    Arrays.setAll(days, sheet.days()::epochDay);
  }

  String html() {
    out.append("<html><head><title>").append(escape(run.name())).append("</title><style>");
    out.append(STYLE).append("</style></head><body>");
    head();
    headline();
    equity();
    rolling();
    months();
    years();
    distribution();
    drawdowns();
    statistics();
    uncertainty();
    breakdowns();
    trips();
    assumptions();
    rejections();
    reproduce();
    return out.append("</body></html>").toString();
  }

  private void head() {
    String instruments =
        result.instruments().stream()
            .limit(12)
            .map(each -> each.id())
            .collect(Collectors.joining(", "));
    int more = result.instruments().size() - 12;
    String parameters =
        result.parameters().entrySet().stream()
            .map(each -> each.getKey() + " " + ResultParts.plain(each.getValue()))
            .collect(Collectors.joining(", "));
    String name = run.name().isEmpty() ? result.strategy() : run.name();
    out.append("<h1>").append(escape(name)).append("</h1><p>");
    out.append(escape(instruments + (more > 0 ? " and " + more + " more" : "")));
    if (days.length > 0) {
      out.append(" · ").append(TearSheetJson.date(days[0])).append(" to ");
      out.append(TearSheetJson.date(days[days.length - 1])).append(" (UTC)");
    }
    out.append(" · ")
        .append(escape(result.strategy() + (parameters.isEmpty() ? "" : ", " + parameters)));
    out.append("</p><p class=\"note\">Data: ").append(escape(run.dataSource())).append("</p>");
  }

  private void headline() {
    out.append("<table class=\"big\"><tr>");
    List<Statistic> shown =
        result.statistics().stream()
            .filter(
                each ->
                    List.of(
                            "totalReturn",
                            "buyAndHoldReturn",
                            "cagr",
                            "sharpe",
                            "maxDrawdown",
                            "roundTrips")
                        .contains(each.key()))
            .toList();
    shown.forEach(each -> out.append("<th>").append(escape(each.label())).append("</th>"));
    out.append("</tr><tr>");
    shown.forEach(each -> out.append("<td>").append(ReportText.value(each)).append("</td>"));
    out.append("</tr></table>");
  }

  private void equity() {
    DailyEquity equity = sheet.days();
    double[] own = new double[equity.size()];
    double[] under = new double[equity.size()];
    double[] index = new double[sheet.benchmark().length];
    double peak = equity.initial();
    for (int i = 0; i < own.length; i++) {
      own[i] = equity.value(i);
      peak = Math.max(peak, own[i]);
      under[i] = own[i] / peak - 1;
    }
    double grown = equity.initial();
    double[] benchmark = sheet.benchmark();
    for (int i = 0; i < index.length; i++) {
      grown *= 1 + benchmark[i];
      index[i] = grown;
    }
    SvgChart chart = new SvgChart(WIDTH, 170, value -> String.format(Locale.ROOT, "%,.0f", value));
    if (index.length > 0) {
      chart.line(index, GREY);
    }
    chart.line(own, BLUE);
    section(
        "Equity",
        index.length > 0
            ? "Blue the run, grey holding the instruments; at day ends."
            : "At day ends.");
    draw(chart);
    section("Under water", "Distance from the highest equity so far.");
    draw(new SvgChart(WIDTH, 90, SvgChart::percent).area(under, RED));
    if (sheet.exposure().length > 0) {
      section("Exposure", "Value of what is held over the equity, at day ends.");
      draw(new SvgChart(WIDTH, 70, SvgChart::percent).area(sheet.exposure(), BLUE));
    }
  }

  private void draw(SvgChart chart) {
    if (chart.isEmpty()) {
      out.append("<p class=\"note\">The run is too short for this chart.</p>");
    } else {
      out.append("<div>").append(chart.svg(days)).append("</div>");
    }
  }

  private void section(String title, String note) {
    out.append("<h2>").append(title).append("</h2>");
    if (!note.isEmpty()) {
      out.append("<p class=\"note\">").append(escape(note)).append("</p>");
    }
  }

  private void rolling() {
    if (sheet.window() == 0) {
      return;
    }
    section("Rolling measures", "Over the last " + sheet.window() + " days.");
    out.append("<h3>Sharpe ratio</h3>");
    draw(
        new SvgChart(WIDTH, 70, value -> String.format(Locale.ROOT, "%.1f", value))
            .line(sheet.rollingSharpe(), BLUE));
    out.append("<h3>Volatility, a year</h3>");
    draw(new SvgChart(WIDTH, 70, SvgChart::percent).line(sheet.rollingVolatility(), BLUE));
    if (sheet.rollingBeta().length > 0) {
      out.append("<h3>Beta against holding the instruments</h3>");
      draw(
          new SvgChart(WIDTH, 70, value -> String.format(Locale.ROOT, "%.2f", value))
              .line(sheet.rollingBeta(), BLUE));
    }
  }

  private void months() {
    Map<Integer, double[]> rows = new TreeMap<>();
    double most = 1e-9;
    for (MonthlyReturns.Month month : MonthlyReturns.of(result)) {
      double[] row = rows.computeIfAbsent(month.year(), any -> undefined(12));
      row[month.month() - 1] = month.value();
      most = Math.max(most, Double.isFinite(month.value()) ? Math.abs(month.value()) : 0);
    }
    if (rows.isEmpty()) {
      return;
    }
    section("Monthly returns", "In percent.");
    out.append("<table><tr><th></th>");
    for (String month : "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ", -1)) {
      out.append("<th>").append(month).append("</th>");
    }
    out.append("</tr>");
    for (Map.Entry<Integer, double[]> row : rows.entrySet()) {
      out.append("<tr><td>").append(row.getKey()).append("</td>");
      for (double value : row.getValue()) {
        out.append("<td").append(tint(value, most)).append('>');
        out.append(Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value * 100));
        out.append("</td>");
      }
      out.append("</tr>");
    }
    out.append("</table>");
  }

  private static double[] undefined(int size) {
    double[] values = new double[size];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static String tint(double value, double most) {
    if (!Double.isFinite(value) || value == 0) {
      return "";
    }
    int pale = (int) Math.round(255 - 110 * Math.min(1, Math.abs(value) / most));
    String colour =
        value > 0
            ? String.format(Locale.ROOT, "#%02x%02x%02x", pale, 240, pale)
            : String.format(Locale.ROOT, "#%02x%02x%02x", 250, pale, pale);
    return " style=\"background-color: " + colour + "\"";
  }

  private void years() {
    section("Years", "");
    table("Year", "Run", "Holding the instruments", "Difference");
    for (TearSheet.Year year : sheet.years()) {
      row(
          Integer.toString(year.year()),
          percent(year.value()),
          percent(year.benchmark()),
          percent(year.value() - year.benchmark()));
    }
    out.append("</table>");
  }

  private void table(String... titles) {
    out.append("<table><thead><tr>");
    for (String title : titles) {
      out.append("<th>").append(escape(title)).append("</th>");
    }
    out.append("</tr></thead>");
  }

  private void row(String... cells) {
    out.append("<tr>");
    for (String cell : cells) {
      out.append("<td>").append(escape(cell)).append("</td>");
    }
    out.append("</tr>");
  }

  private void distribution() {
    double[] returns = sheet.returns();
    Histogram histogram = Histogram.of(returns);
    if (histogram.counts().length == 0) {
      return;
    }
    section("Daily returns", "How many days fell into each range.");
    out.append("<div>").append(SvgChart.histogram(histogram, WIDTH, 110)).append("</div>");
  }

  private void drawdowns() {
    section("Worst drawdowns", "Of the equity at day ends.");
    table("Peak", "Lowest", "Recovered", "Depth", "Days below");
    for (DrawdownEpisode each : sheet.drawdowns()) {
      row(
          TearSheetJson.date(each.peakDay()),
          TearSheetJson.date(each.troughDay()),
          each.isRecovered() ? TearSheetJson.date(each.recoveredDay()) : "not yet",
          percent(each.depth()),
          count(each.days()));
    }
    out.append("</table>");
  }

  private void statistics() {
    // Two columns break over pages as one row: they begin on a page of their own.
    out.append("<h2 class=\"sheet\">Statistics</h2><p class=\"note\">Their definitions are in the");
    out.append(" documentation; a dash is undefined.</p>");
    out.append("<table class=\"columns\"><tbody><tr><td>");
    StatisticDefinition.Group[] groups = StatisticDefinition.Group.values();
    for (StatisticDefinition.Group group : groups) {
      if (group == StatisticDefinition.Group.CALENDAR) {
        out.append("</td><td>");
      }
      statistics(group);
    }
    out.append("</td></tr></tbody></table>");
  }

  private void statistics(StatisticDefinition.Group group) {
    List<Statistic> own =
        result.statistics().stream()
            .filter(
                each ->
                    StatisticRegistry.find(each.key()).map(d -> d.group() == group).orElse(false))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    out.append("<h3>").append(group.title()).append("</h3><table>");
    own.forEach(each -> row(each.label(), ReportText.value(each)));
    out.append("</table>");
  }

  private void uncertainty() {
    Uncertainty u = sheet.uncertainty();
    section(
        "How much may be chance",
        "Intervals by resampling ("
            + count(u.blocks().sharpe().resamples())
            + " resamples, bias-corrected and accelerated).");
    table("Measure", "Estimate", "Low", "High", "Drawn");
    interval("Sharpe ratio", u.blocks().sharpe(), "blocks of days", false);
    interval("Sharpe ratio", u.independent().sharpe(), "single days", false);
    interval("Compound annual growth", u.blocks().cagr(), "blocks of days", true);
    interval("Maximum drawdown (day ends)", u.blocks().maxDrawdown(), "blocks of days", true);
    interval("Profit factor", u.profitFactor(), "round trips", false);
    out.append("</table><table>");
    row("Probability that the Sharpe ratio is above 0", probability(u.probabilisticSharpe()));
    row(
        "Days needed to tell it from 0",
        count(u.minimumTrackRecordDays()) + " (" + count(u.returns()) + " there)");
    row("p-value of the mean daily return", probability(u.meanTest().pValue()));
    row(
        "The same, allowing for dependence (Newey and West)",
        probability(u.robustMeanTest().pValue()));
    row(
        "Luck percentile: runs without an edge that ended below this one",
        percent(u.noEdge().finalEquityRank()));
    row(
        "Orders of the same round trips with a smaller drawdown",
        percent(u.shuffledTrades().maxDrawdownRank()));
    MonteCarlo.Quantiles falls = u.resampledReturns().maxDrawdown();
    row(
        "Maximum drawdown to reckon with (median, 95 %)",
        percent(falls.p50()) + ", " + percent(falls.p95()));
    out.append("</table>");
    u.warnings()
        .forEach(each -> out.append("<p class=\"warning\">").append(escape(each)).append("</p>"));
  }

  private void interval(String name, Interval each, String drawn, boolean isFraction) {
    row(
        name
            + ", "
            + (Double.isFinite(each.confidence())
                ? Math.round(each.confidence() * 100) + " %"
                : ""),
        isFraction ? percent(each.estimate()) : ratio(each.estimate()),
        isFraction ? percent(each.low()) : ratio(each.low()),
        isFraction ? percent(each.high()) : ratio(each.high()),
        drawn);
  }

  private void breakdowns() {
    if (sheet.breakdowns().isEmpty()) {
      return;
    }
    section(
        "Round trips by their properties",
        "An asterisk marks fewer than 30: too few to conclude anything.");
    for (Breakdown breakdown : sheet.breakdowns()) {
      out.append("<h3>").append(escape(breakdown.dimension().title())).append("</h3>");
      table("", "Round trips", "Won", "Profit", "Mean", "Profit factor", "Mean return", "Held");
      for (Breakdown.Slice slice : breakdown.slices()) {
        row(
            slice.name() + (slice.isSmall() ? " *" : ""),
            count(slice.roundTrips()),
            percent(slice.winRate()),
            money(slice.netProfit()),
            money(slice.expectancy()),
            ratio(slice.profitFactor()),
            percent(slice.averageReturn()),
            duration(slice.averageSeconds()));
      }
      out.append("</table>");
    }
  }

  private void trips() {
    List<RoundTrip> trips = result.roundTrips();
    if (trips.isEmpty()) {
      return;
    }
    section(
        "Round trips",
        trips.size() > MAX_TRIPS ? "The last " + MAX_TRIPS + " of " + trips.size() + "." : "");
    table(
        "Instrument",
        "Entry (UTC)",
        "Price",
        "Exit (UTC)",
        "Price",
        "Quantity",
        "Profit",
        "Return");
    for (RoundTrip trip : trips.subList(Math.max(0, trips.size() - MAX_TRIPS), trips.size())) {
      row(
          result.instruments().get(trip.instrument()).id(),
          UtcTimes.iso(trip.entryTimeMicros()),
          Csv.number(trip.entryPrice()),
          UtcTimes.iso(trip.exitTimeMicros()),
          Csv.number(trip.exitPrice()),
          Csv.number(trip.quantity()),
          money(trip.pnl()),
          percent(trip.returnFraction()));
    }
    out.append("</table>");
  }

  private void assumptions() {
    section("Assumptions", "What this result rests on; warnings first.");
    for (boolean isWarning : new boolean[] {true, false}) {
      for (Assumption line : run.sheet(result)) {
        if (line.isWarning() == isWarning) {
          out.append(isWarning ? "<p class=\"warning\">" : "<p>");
          out.append(escape(line.text())).append("</p>");
        }
      }
    }
  }

  private void rejections() {
    List<Rejection> rejections = result.rejections();
    if (rejections.isEmpty()) {
      return;
    }
    Long total = run.rejectionsTotal();
    section("Refused orders", (total == null ? rejections.size() : total) + " in all.");
    table("Time (UTC)", "Reason");
    for (Rejection each : rejections.subList(0, Math.min(MAX_REJECTIONS, rejections.size()))) {
      row(UtcTimes.iso(each.timeMicros()), each.reason());
    }
    out.append("</table>");
  }

  private void reproduce() {
    section(
        "Reproduce",
        "The same data and configuration on the same engine give the same result hash.");
    out.append("<table class=\"hash\">");
    row("Run", run.id());
    row("Engine", run.engineVersion());
    row("Data hash", result.dataHash());
    row("Configuration hash", result.configHash());
    row("Result hash", result.resultHash());
    out.append(
        "</table><p class=\"note\">A simulation on past prices; not advice and no promise.</p>");
  }
}
