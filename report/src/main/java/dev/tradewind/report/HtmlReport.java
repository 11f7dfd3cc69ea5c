package dev.tradewind.report;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * One HTML file with everything in it: the page that the web module builds, with the run's data in
 * a script element. Opens without a server and asks for nothing from outside. Used by {@code
 * --report} and by the server's download.
 */
public final class HtmlReport {
  /** What the page's template has where the data belongs. */
  static final String PLACEHOLDER = "__TRADEWIND_DATA__";

  private static final String TEMPLATE = "report.html";

  private HtmlReport() {}

  /**
   * Writes the file; the writer stays open.
   *
   * @param series the bars of the run, in the order of its instruments; the first is drawn
   * @throws IOException if the writer fails
   * @throws IllegalStateException if the page's template was not built into this program
   */
  public static void write(RunInfo run, SimulationResult result, List<BarSeries> series, Writer out)
      throws IOException {
    write(run, result, series, TearSheet.of(result, series), template(), out);
  }

  /**
   * The same with a sheet that was made before, possibly against another benchmark.
   *
   * @throws IOException if the writer fails
   */
  public static void write(
      RunInfo run, SimulationResult result, List<BarSeries> series, TearSheet sheet, Writer out)
      throws IOException {
    write(run, result, series, sheet, template(), out);
  }

  static void write(
      RunInfo run,
      SimulationResult result,
      List<BarSeries> series,
      TearSheet sheet,
      String template,
      Writer out)
      throws IOException {
    int at = template.indexOf(PLACEHOLDER);
    if (at < 0 || template.indexOf(PLACEHOLDER, at + 1) >= 0) {
      throw new IllegalStateException(
          "the report template must contain " + PLACEHOLDER + " exactly once");
    }
    out.write(template, 0, at);
    Writer safe = new ScriptSafeWriter(out);
    try (JsonGenerator json = ResultJson.JSON.createGenerator(ObjectWriteContext.empty(), safe)) {
      new ReportData(run, result, series, sheet).write(json);
    }
    int end = at + PLACEHOLDER.length();
    out.write(template, end, template.length() - end);
    out.flush();
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the report page is not part of this build (resource dev/tradewind/report/"
                + TEMPLATE
                + "): build the web module first");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
