package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.marketdata.internal.SeriesController.SeriesVerificationView;
import dev.tradewind.platform.shared.Attachment;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.TradesInfo;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The market's trades of instruments, which imports with {@code trades} bring. */
@RestController
@RequestMapping("/api/v1/trades")
class TradeController {
  private final BarStore store;
  private final Audit audit;
  private final Path temporary;

  TradeController(BarStore store, Audit audit, PlatformSettings settings) {
    this.store = store;
    this.audit = audit;
    this.temporary = settings.home().uploads();
  }

  /** The stored trades of an instrument. */
  record TradesView(
      String instrument,
      long trades,
      Instant first,
      Instant last,
      String dataHash,
      String source,
      Instant updatedAt) {
    static TradesView of(TradesInfo info) {
      return new TradesView(
          info.instrument(),
          info.trades(),
          Times.ofMicros(info.firstMicros()),
          Times.ofMicros(info.lastMicros()),
          info.contentHash(),
          info.source().name(),
          info.updatedAt());
    }
  }

  /** How many trades of an instrument are gone. */
  record TradesDeletedView(String instrument, long trades) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<TradesView> trades() {
    return Page.whole(store.tradeCatalogue().stream().map(TradesView::of).toList());
  }

  @GetMapping("/verify")
  @Allow(Allow.To.READERS)
  SeriesVerificationView verifyTrades(@RequestParam String instrument) {
    return store
        .verifyTrades(instrument)
        .map(v -> new SeriesVerificationView(v.intact(), v.notedHash(), v.actualHash()))
        .orElseThrow(() -> none(instrument));
  }

  /** Trades from a moment on and before another, as CSV that imports to the same bytes. */
  @GetMapping("/export")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
  void exportTrades(
      @RequestParam String instrument,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      HttpServletResponse response)
      throws IOException {
    Problems problems = new Problems();
    long first = micros("from", from, Long.MIN_VALUE, problems);
    long end = micros("to", to, Long.MAX_VALUE, problems);
    if (problems.isEmpty() && first >= end) {
      problems.add("to", to, "to must be after from (" + from + ")");
    }
    problems.throwIfAny();
    if (store.tradesInfo(instrument).isEmpty()) {
      throw none(instrument);
    }
    Path file = temporary.resolve("export-" + UUID.randomUUID() + ".csv");
    try {
      store.exportTrades(instrument, first, end, file);
      String name = Attachment.namePart(instrument) + "-trades.csv";
      Attachment.send(response, "text/csv;charset=utf-8", name, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @DeleteMapping
  @Allow(Allow.To.WRITERS)
  TradesDeletedView deleteTrades(@RequestParam String instrument) {
    long deleted = store.deleteTrades(instrument);
    if (deleted == 0) {
      throw none(instrument);
    }
    audit.note("trades.delete", instrument);
    return new TradesDeletedView(instrument, deleted);
  }

  private static long micros(
      String field, @Nullable String text, long fallback, Problems problems) {
    return text == null
        ? fallback
        : problems.attempt(field, text, fallback, () -> Times.micros(Times.parse(text)));
  }

  private static ProblemException none(String instrument) {
    return ProblemException.notFound(
        "no trades of " + instrument + " are stored; GET /api/v1/trades lists of which there are");
  }
}
