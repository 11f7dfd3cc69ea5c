package dev.tradewind.report;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import dev.tradewind.engine.simulation.SimulationResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * The tear sheet as a PDF of A4 pages with charts drawn as vectors. Asks for nothing from outside;
 * the same run gives the same bytes. Used by {@code --report FILE.pdf} and by the server's
 * download. Thread-safe.
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
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
        PDDocument document = renderer.createPDFKeepOpen()) {
      settle(document, run, result);
      document.save(out);
    }
    out.flush();
  }

  /**
   * Takes date and identity from the run, where the library would take them from the clock: the
   * same run gives the same bytes.
   */
  private static void settle(PDDocument document, RunInfo run, SimulationResult result) {
    Instant created = run.createdAt();
    if (created == null) {
      int last = result.equitySize() - 1;
      long micros = last < 0 ? 0 : result.equityTime(last);
      created = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
    PDDocumentInformation facts = document.getDocumentInformation();
    facts.setCreationDate(GregorianCalendar.from(created.atZone(ZoneOffset.UTC)));
    document.setDocumentId(identity(run.id() + " " + result.resultHash()));
  }

  /** 64 bits of the text's SHA-256. */
  private static long identity(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static InputStream font() {
    InputStream in = PDDocument.class.getResourceAsStream(FONT);
    if (in == null) {
      throw new IllegalStateException("the font " + FONT + " is not part of this build");
    }
    return in;
  }
}
