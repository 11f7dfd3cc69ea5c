package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.UndefinedReason;
import dev.tradewind.engine.feature.UndefinedSpan;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.TimeColumn;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.report.Histogram;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.SeriesInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is built of a feature: its values, what is missing, how they are distributed. */
@RestController
@RequestMapping("/api/v1/features/{name}")
class ReadController {
  private static final int MAX_SPANS = 1_000;
  private static final double[] QUANTILES = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

  private final Columns columns;
  private final MarketData market;

  ReadController(Columns columns, MarketData market) {
    this.columns = columns;
    this.market = market;
  }

  /**
   * Values for a chart: times in epoch seconds, undefined values null, {@code knownAt} in epoch
   * seconds and null where nothing was known, {@code outliers} the positions of flagged values.
   */
  record FeatureValues(
      String feature,
      int version,
      String instrument,
      String timeframe,
      @Nullable Instant asOf,
      boolean filled,
      boolean reduced,
      int sourceBars,
      int points,
      TimeColumn t,
      SparseColumn v,
      SparseColumn knownAt,
      List<Integer> outliers) {}

  @GetMapping("/values")
  @Allow(Allow.To.READERS)
  FeatureValues featureValues(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam String instrument,
      @RequestParam String timeframe,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String asOf,
      @RequestParam(required = false) @Nullable Boolean filled,
      @RequestParam(required = false) @Nullable Integer maxPoints) {
    Window window = new Window.Asked(instrument, timeframe, from, to, asOf, maxPoints).check();
    FeatureVersion feature = columns.version(name, version);
    boolean fills = filled == null || filled;
    FeatureFrame frame = columns.read(feature, window, fills);
    int[] kept = Reduction.indexes(frame.values(0), window.maxPoints());
    long[] times = new long[kept.length];
    double[] values = new double[kept.length];
    double[] known = new double[kept.length];
    List<Integer> outliers = new ArrayList<>();
    for (int k = 0; k < kept.length; k++) {
      long knownAt = frame.knownAtMicros(0)[kept[k]];
      times[k] = Math.floorDiv(frame.openMicros()[kept[k]], 1_000_000L);
      values[k] = frame.values(0)[kept[k]];
      known[k] =
          knownAt == Long.MAX_VALUE ? Double.NaN : (double) Math.ceilDiv(knownAt, 1_000_000L);
      if (frame.isOutlier(0, kept[k])) {
        outliers.add(k);
      }
    }
    return new FeatureValues(
        feature.name(),
        feature.version(),
        window.instrument(),
        window.timeframe().code(),
        window.asOf().orElse(null),
        fills,
        kept.length < frame.rows(),
        frame.rows(),
        kept.length,
        TimeColumn.of(times),
        SparseColumn.of(values),
        SparseColumn.of(known),
        outliers);
  }

  /**
   * How much of a feature is there: for each series the share of bars with a value over stretches
   * of time that begin at {@code buckets} (epoch seconds) and cover all series on which it is
   * built; null where a series has no bars.
   */
  record Coverage(
      String feature,
      int version,
      CoverageBuckets.Unit unit,
      TimeColumn buckets,
      List<SeriesCoverage> items,
      @Nullable String nextCursor,
      long total) {}

  /** One series; {@code behindBars} bars of it are not built yet, all of them if none is. */
  record SeriesCoverage(
      String instrument,
      String timeframe,
      boolean built,
      long bars,
      long behindBars,
      @Nullable Instant lastBar,
      Instant seriesLastBar,
      @Nullable Instant refreshedAt,
      @Nullable Double nullShare,
      @Nullable Double outlierShare,
      SparseColumn share) {}

  @GetMapping("/coverage")
  @Allow(Allow.To.READERS)
  Coverage featureCoverage(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String instrument,
      @RequestParam(required = false) @Nullable String timeframe,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    FeatureVersion feature = columns.version(name, version);
    int size = Cursor.limit(limit);
    List<SeriesInfo> series = series(instrument, timeframe);
    Cursor after = Cursor.decode(cursor);
    int from = after == null ? 0 : (int) Math.min(series.size(), Math.max(0, after.key()));
    List<SeriesInfo> shown = series.subList(from, Math.min(series.size(), from + size));
    List<Optional<FeatureInfo>> built =
        shown.stream()
            .map(info -> new FeatureKey(info.instrument().id(), info.timeframe(), feature))
            .map(columns::find)
            .toList();
    // Time in which nothing is built would only make the rest narrow.
    List<SeriesInfo> drawn =
        IntStream.range(0, shown.size())
            .filter(i -> built.get(i).isPresent())
            .mapToObj(shown::get)
            .toList();
    long first = drawn.stream().mapToLong(SeriesInfo::firstMicros).min().orElse(0);
    long last = drawn.stream().mapToLong(SeriesInfo::lastMicros).max().orElse(0);
    CoverageBuckets.Unit unit = CoverageBuckets.unit(first, last);
    long[] starts = drawn.isEmpty() ? new long[0] : CoverageBuckets.starts(unit, first, last);
    List<SeriesCoverage> items = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      SeriesInfo info = shown.get(i);
      items.add(
          built
              .get(i)
              .map(column -> covered(info, column, unit, starts))
              .orElseGet(() -> uncovered(info, starts.length)));
    }
    boolean more = from + size < series.size();
    return new Coverage(
        feature.name(),
        feature.version(),
        unit,
        TimeColumn.of(Arrays.stream(starts).map(micros -> micros / 1_000_000L).toArray()),
        items,
        more ? new Cursor(from + size, "").encode() : null,
        series.size());
  }

  private List<SeriesInfo> series(@Nullable String instrument, @Nullable String timeframe) {
    Problems problems = new Problems();
    Timeframe wanted =
        timeframe == null ? null : Window.timeframe(timeframe, problems).orElse(null);
    problems.throwIfAny();
    return market.catalogue().stream()
        .filter(each -> instrument == null || each.instrument().id().equals(instrument))
        .filter(each -> wanted == null || each.timeframe().equals(wanted))
        .toList();
  }

  private SeriesCoverage covered(
      SeriesInfo info, FeatureInfo column, CoverageBuckets.Unit unit, long[] starts) {
    CoverageCounts counts = columns.coverage(column, unit);
    return new SeriesCoverage(
        info.instrument().id(),
        info.timeframe().code(),
        true,
        counts.bars(),
        Math.max(0, info.bars() - column.watermark().rows()),
        counts.bars() == 0 ? null : Times.ofMicros(column.watermark().lastOpenMicros()),
        Times.ofMicros(info.lastMicros()),
        column.watermark().refreshedAt(),
        share(counts.bars() - counts.defined(), counts.bars()),
        share(counts.outliers(), counts.defined()),
        SparseColumn.of(Arrays.stream(starts).mapToDouble(counts::share).toArray()));
  }

  private static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static SeriesCoverage uncovered(SeriesInfo info, int buckets) {
    double[] none = new double[buckets];
    Arrays.fill(none, Double.NaN);
    return new SeriesCoverage(
        info.instrument().id(),
        info.timeframe().code(),
        false,
        0,
        info.bars(),
        null,
        Times.ofMicros(info.lastMicros()),
        null,
        null,
        null,
        SparseColumn.of(none));
  }

  /** A share of values and the value below or at which it lies. */
  record Quantile(double p, double value) {}

  /** How the values are distributed; edges are one more than counts, or there are none. */
  record Distribution(
      String feature,
      int version,
      String instrument,
      String timeframe,
      long bars,
      long nulls,
      long outliers,
      @Nullable Double mean,
      @Nullable Double standardDeviation,
      List<Quantile> quantiles,
      NumberColumn edges,
      NumberColumn counts) {}

  @GetMapping("/distribution")
  @Allow(Allow.To.READERS)
  Distribution featureDistribution(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam String instrument,
      @RequestParam String timeframe,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String asOf) {
    Window window = new Window.Asked(instrument, timeframe, from, to, asOf, null).check();
    FeatureVersion feature = columns.version(name, version);
    FeatureFrame frame = columns.read(feature, window, false);
    double[] values = Arrays.stream(frame.values(0)).filter(Double::isFinite).sorted().toArray();
    long outliers = 0;
    for (int i = 0; i < frame.rows(); i++) {
      outliers += frame.isOutlier(0, i) ? 1 : 0;
    }
    Histogram histogram = Histogram.of(values);
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Distribution(
        feature.name(),
        feature.version(),
        window.instrument(),
        window.timeframe().code(),
        frame.rows(),
        frame.rows() - values.length,
        outliers,
        values.length == 0 ? null : mean,
        values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
        quantiles(values),
        NumberColumn.of(histogram.edges()),
        NumberColumn.of(Arrays.stream(histogram.counts()).asDoubleStream().toArray()));
  }

  /** Values of the sorted ones themselves: the lowest at or above which the share lies. */
  private static List<Quantile> quantiles(double[] sorted) {
    List<Quantile> quantiles = new ArrayList<>();
    for (double p : sorted.length == 0 ? new double[0] : QUANTILES) {
      int index = (int) Math.ceil(p * sorted.length) - 1;
      quantiles.add(new Quantile(p, sorted[Math.clamp(index, 0, sorted.length - 1)]));
    }
    return quantiles;
  }

  /** Neighbouring bars without a value, for one reason. */
  record SpanView(Instant from, Instant to, long bars, UndefinedReason reason) {}

  /** How many bars have no value for a reason. */
  record ReasonCount(UndefinedReason reason, long bars) {}

  /** Why a feature has no values; {@code spans} has at most the first 1000. */
  record Undefined(
      String feature,
      int version,
      String instrument,
      String timeframe,
      List<ReasonCount> reasons,
      List<SpanView> spans,
      boolean truncated) {}

  @GetMapping("/undefined")
  @Allow(Allow.To.READERS)
  Undefined featureUndefined(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam String instrument,
      @RequestParam String timeframe,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Window window = new Window.Asked(instrument, timeframe, from, to, null, null).check();
    FeatureVersion feature = columns.version(name, version);
    List<UndefinedSpan> spans = columns.undefined(feature, window);
    Map<UndefinedReason, Long> counts = new EnumMap<>(UndefinedReason.class);
    spans.forEach(span -> counts.merge(span.reason(), span.bars(), Long::sum));
    return new Undefined(
        feature.name(),
        feature.version(),
        window.instrument(),
        window.timeframe().code(),
        counts.entrySet().stream()
            .map(each -> new ReasonCount(each.getKey(), each.getValue()))
            .toList(),
        spans.stream()
            .limit(MAX_SPANS)
            .map(
                span ->
                    new SpanView(
                        Times.ofMicros(span.fromMicros()),
                        Times.ofMicros(span.toMicros()),
                        span.bars(),
                        span.reason()))
            .toList(),
        spans.size() > MAX_SPANS);
  }
}
