package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.TimeColumn;
import dev.tradewind.report.BarReduction;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows an expression on a chart before it is saved. */
@RestController
@RequestMapping("/api/v1/expressions/preview")
class PreviewController {
  private static final int MAX_CLIENT = 64;

  private final Preview preview;
  private final WaitingClients clients;

  PreviewController(Preview preview, WaitingClients clients) {
    this.preview = preview;
    this.clients = clients;
  }

  /**
   * An expression, the values of its parameters, and the bars on which to show it. {@code client}
   * is a name that whoever asks makes up: its next preview ends this one, and so does {@code DELETE
   * /expressions/preview/CLIENT}.
   */
  record PreviewRequest(
      @Nullable String expression,
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable String from,
      @Nullable String to,
      @Nullable Map<String, Double> parameters,
      @Nullable Integer maxPoints,
      @Nullable String client) {}

  /**
   * Bars with the expression's value on each: times in epoch seconds, unknown volumes and undefined
   * values null. Where bars were put together, the value is that of the last one. {@code
   * truncated}: only the last 500000 bars before {@code to} were computed.
   */
  record PreviewView(
      String expression,
      String canonical,
      ValueType type,
      String instrument,
      String timeframe,
      String resolution,
      boolean reduced,
      boolean truncated,
      int sourceBars,
      int undefinedBars,
      int points,
      TimeColumn t,
      NumberColumn o,
      NumberColumn h,
      NumberColumn l,
      NumberColumn c,
      SparseColumn v,
      SparseColumn value) {}

  @PostMapping
  @Allow(Allow.To.READERS)
  PreviewView previewExpression(@RequestBody PreviewRequest request) {
    AskedExpression asked =
        AskedExpression.check(
            request.expression(),
            request.parameters(),
            new Window.Asked(
                request.instrument(),
                request.timeframe(),
                request.from(),
                request.to(),
                null,
                request.maxPoints()));
    if (request.client() != null && request.client().length() > MAX_CLIENT) {
      throw ProblemException.field(
          "client", request.client(), "client must have at most " + MAX_CLIENT + " characters");
    }
    return clients.serve(
        request.client(),
        unwanted ->
            view(
                asked,
                preview.compute(asked.text(), asked.parameters(), asked.window(), unwanted)));
  }

  /** Ends a preview that nobody waits for any more, if it still runs. */
  @DeleteMapping("/{client}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.READERS)
  void endPreview(@PathVariable String client) {
    clients.gone(client);
  }

  private static PreviewView view(AskedExpression asked, Preview.Computed computed) {
    Window window = asked.window();
    BarSeries all = computed.bars;
    BarSeries visible = all.between(window.fromMicros(), window.toMicros());
    BarSeries drawn = BarReduction.reduce(visible, window.maxPoints());
    int first = visible.size() == 0 ? 0 : all.lowerBound(visible.openTime(0));
    int undefined = 0;
    for (int i = first; i < first + visible.size(); i++) {
      undefined += Double.isNaN(computed.values[i]) ? 1 : 0;
    }
    double[] shown = new double[drawn.size()];
    long[] seconds = new long[drawn.size()];
    for (int i = 0; i < shown.length; i++) {
      int next =
          i + 1 < shown.length ? all.lowerBound(drawn.openTime(i + 1)) : first + visible.size();
      shown[i] = computed.values[next - 1];
      seconds[i] = Math.floorDiv(drawn.openTime(i), 1_000_000L);
    }
    return new PreviewView(
        asked.text(),
        computed.feature.value().canonical(),
        computed.feature.value().type(),
        window.instrument(),
        window.timeframe().code(),
        drawn.timeframe().code(),
        drawn.size() < visible.size(),
        computed.truncated,
        visible.size(),
        undefined,
        drawn.size(),
        TimeColumn.of(seconds),
        NumberColumn.of(drawn.copyOf(BarField.OPEN)),
        NumberColumn.of(drawn.copyOf(BarField.HIGH)),
        NumberColumn.of(drawn.copyOf(BarField.LOW)),
        NumberColumn.of(drawn.copyOf(BarField.CLOSE)),
        SparseColumn.of(drawn.copyOf(BarField.VOLUME)),
        SparseColumn.of(shown));
  }
}
