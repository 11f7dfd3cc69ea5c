package dev.tradewind.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import dev.tradewind.engine.simulation.SimulationResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The tear sheet as a PDF of A4 pages with charts drawn as vectors. Asks for nothing from outside.
 * Used by {@code --report FILE.pdf} and by the server's download. Thread-safe.
 */
public final class PdfReport {
  /** Comes with the library; its licence allows to embed it (SIL Open Font License). */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private PdfReport() {}

  /**
   * Writes the document; the stream stays open.
   *
   * @throws IOException if the stream fails
   */
  public static void write(RunInfo run, SimulationResult result, TearSheet sheet, OutputStream out)
      throws IOException {
    XRLog.setLoggingEnabled(false);
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useSVGDrawer(new BatikSVGDrawer());
    // No address is followed, should a text ever look like one.
    builder.useUriResolver((base, uri) -> null);
    builder.useFont(PdfReport::font, "Liberation Sans");
    builder.withProducer("Tradewind " + run.engineVersion());
    builder.withHtmlContent(new PrintedPage(run, result, sheet).html(), "");
    builder.toStream(out);
    builder.run();
    out.flush();
  }

  private static InputStream font() {
    InputStream in = PDDocument.class.getResourceAsStream(FONT);
    if (in == null) {
      throw new IllegalStateException("the font " + FONT + " is not part of this build");
    }
    return in;
  }
}
