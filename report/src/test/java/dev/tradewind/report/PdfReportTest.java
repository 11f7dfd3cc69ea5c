package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.Assumption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PdfReportTest {
  private static String text(RunInfo run, StoredResult result, List<BarSeries> series)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PdfReport.write(run, result, TearSheet.of(result, series), bytes);
    try (PDDocument document = Loader.loadPDF(bytes.toByteArray())) {
      assertThat(document.getNumberOfPages()).isGreaterThan(1);
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  @DisplayName("all sections of the sheet are on paper")
  void everySection() throws IOException {
    int bars = 90 * 1_440;
    String text =
        text(
            RunInfo.offline(StoredResult.small(), "prices.csv", List.of()),
            StoredResult.walk(bars, 40),
            List.of(StoredResult.bars(bars)));

    assertThat(text)
        .contains("Equity", "Under water", "Exposure", "Rolling measures", "Monthly returns")
        .contains("Years", "Daily returns", "Worst drawdowns", "Statistics")
        .contains("How much may be chance", "Round trips by their properties", "Weekday")
        .contains("Assumptions", "Refused orders", "cash pays for 0 lots", "Reproduce")
        .contains("Total return", "10.00 %", "2020-01-01");
  }

  @Test
  @DisplayName("case 30: a hostile name stays text, and a run of a minute has a report")
  void hostileNames() throws IOException {
    String hostile = "</title><script>alert(1)</script>&amp;\u0000\uFFFF";
    RunInfo run =
        RunInfo.offline(StoredResult.small(), hostile, List.of())
            .withName(hostile)
            .withNotes(List.of(new Assumption("k", hostile, true)));

    assertThat(text(run, StoredResult.small(), List.of()))
        .contains("</title><script>alert(1)</script>&amp;");
  }

  @Test
  @DisplayName("the same run gives the same bytes, dated by the run and not by the clock")
  void sameBytes() throws IOException {
    StoredResult result = StoredResult.small();
    RunInfo run = RunInfo.offline(result, "prices.csv", List.of());
    byte[] first = bytes(run, result);

    assertThat(bytes(run, result)).isEqualTo(first);
    try (PDDocument document = Loader.loadPDF(first)) {
      assertThat(document.getDocumentInformation().getCreationDate().toInstant())
          .isBefore(Instant.parse("2021-01-01T00:00:00Z"));
    }
  }

  private static byte[] bytes(RunInfo run, StoredResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PdfReport.write(run, result, TearSheet.of(result, List.of()), bytes);
    return bytes.toByteArray();
  }

  @Test
  void theSheetIsPartOfTheDocument() throws IOException {
    int bars = 400 * 1_440;
    StoredResult result = StoredResult.walk(bars, 3);
    StringWriter out = new StringWriter();
    TearSheet sheet =
        TearSheet.against(result, List.of(StoredResult.bars(bars)), StoredResult.bars(bars));
    ResultJson.report(RunInfo.offline(result, "prices.csv", List.of()), result, sheet, out);

    assertThat(sheet.window()).isEqualTo(182);
    assertThat(sheet.years()).hasSize(2);
    assertThat(sheet.years().getFirst().value())
        .isCloseTo(
            sheet.years().getFirst().benchmark(), org.assertj.core.api.Assertions.within(0.01));
    assertThat(out.toString())
        .contains(
            "\"tearSheet\":{\"daily\":{\"t\":[", "\"rolling\":{\"window\":182", "\"noEdge\":{")
        .contains("\"breakdowns\":[{\"key\":\"instrument\"", "\"definition\":");
  }
}
