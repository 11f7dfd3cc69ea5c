package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.LabelColumn;
import dev.tradewind.engine.feature.LabelDefinition;
import dev.tradewind.engine.feature.LabelPrices;
import dev.tradewind.engine.feature.Labels;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Labels beside the features of an export: what is to be learnt on each bar, with the moment at
 * which it is known. They are made of the bars when the file is written and kept nowhere.
 */
@Component
final class ExportedLabels {
  private static final int MAX_LABELS = 20;
  private static final int MAX_NAME = 60;

  private final Definitions definitions;
  private final FeatureInputs inputs;
  private final MarketData market;

  ExportedLabels(Definitions definitions, FeatureInputs inputs, MarketData market) {
    this.definitions = definitions;
    this.inputs = inputs;
    this.market = market;
  }

  /**
   * Labels of a series.
   *
   * @param texts as {@link LabelDefinition#text} writes them
   * @param volatility expression for the barriers of {@code triple_barrier}, a fraction
   * @param side expression for its side: 1 long, -1 short, 0 none; {@code null}: all long
   * @param raw whether a split counts as a return
   */
  record Wanted(
      List<String> texts, @Nullable String volatility, @Nullable String side, boolean raw) {
    static final Wanted NONE = new Wanted(List.of(), null, null, false);

    Wanted {
      texts = List.copyOf(texts);
    }

    List<LabelDefinition> labels() {
      return texts.stream().map(LabelDefinition::parse).toList();
    }
  }

  /** What is asked for, in its canonical form; what is wrong becomes a problem. */
  Wanted check(Wanted asked, Timeframe timeframe, List<String> features, Problems problems) {
    if (asked.texts().size() > MAX_LABELS) {
      problems.add("labels", null, "labels must be at most " + MAX_LABELS);
      return Wanted.NONE;
    }
    List<LabelDefinition> labels = new ArrayList<>();
    for (String text : asked.texts()) {
      problems.parse("labels", text, () -> LabelDefinition.parse(text)).ifPresent(labels::add);
    }
    boolean barriers = labels.stream().anyMatch(LabelDefinition.TripleBarrier.class::isInstance);
    if (barriers && asked.volatility() == null) {
      problems.add(
          "volatility",
          null,
          "volatility is required with triple_barrier, such as stddev(log_return(close, 1), 20)");
    }
    check("volatility", asked.volatility(), timeframe, problems);
    check("side", asked.side(), timeframe, problems);
    List<String> names = labels.stream().map(ExportedLabels::name).toList();
    for (String name : names) {
      if (features.contains(name) || names.indexOf(name) != names.lastIndexOf(name)) {
        problems.add("labels", name, "two columns would be named " + name);
        break;
      }
    }
    return new Wanted(
        labels.stream().map(LabelDefinition::text).toList(),
        asked.volatility(),
        asked.side(),
        asked.raw());
  }

  private void check(String field, @Nullable String text, Timeframe timeframe, Problems problems) {
    if (text != null
        && ExpressionChecker.in(definitions.scope().onBarsOf(timeframe)).check(text)
            instanceof CheckResult.Refused refused) {
      problems.add(field, text, refused.problems().getFirst().sentence());
    }
  }

  /** The name of a label's column: {@code label_direction_5_0_01}. */
  static String name(LabelDefinition label) {
    String name =
        "label_"
            + label
                .text()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    return name.substring(0, Math.min(MAX_NAME, name.length()));
  }

  /** What a manifest says of the labels. */
  List<FeatureDefinition> definitions(Wanted wanted) {
    String prices = wanted.raw() ? "raw prices" : "prices adjusted for splits";
    return wanted.labels().stream()
        .map(
            label ->
                FeatureDefinition.of(
                    name(label),
                    label.text(),
                    "A label, known with the bar that settles it; from "
                        + prices
                        + (label instanceof LabelDefinition.TripleBarrier
                            ? "; volatility " + wanted.volatility() + side(wanted)
                            : "")))
        .toList();
  }

  private static String side(Wanted wanted) {
    return wanted.side() == null ? "" : "; side " + wanted.side();
  }

  /**
   * The bars that labels are made of: as they were known at an instant, or as they are now; empty
   * if none are stored.
   */
  Optional<BarSeries> bars(String instrument, Timeframe timeframe, Optional<Instant> asOf) {
    return asOf.isEmpty()
        ? market.bars(instrument, timeframe)
        : market.barsAsOf(instrument, timeframe, asOf.get());
  }

  /**
   * A frame with the labels of its bars behind its columns. A row that no bar has settled, or that
   * is settled after {@code asOf}, is undefined and not yet known. Bars of other instruments, which
   * the volatility and the side may name, are read as of the same instant; splits are those known
   * now.
   *
   * @param bars what {@link #bars} gave for {@code asOf}
   * @throws IllegalArgumentException if a side is none, or an expression cannot be computed
   */
  FeatureFrame join(FeatureFrame frame, Wanted wanted, BarSeries bars, Optional<Instant> asOf) {
    LabelPrices prices =
        wanted.raw()
            ? LabelPrices.raw(bars)
            : LabelPrices.adjusted(bars, market.splits(bars.instrument().id()));
    long[] opens = frame.openMicros();
    int[] rows = new int[opens.length];
    for (int i = 0; i < rows.length; i++) {
      int bar = bars.lowerBound(opens[i]);
      rows[i] = bar < bars.size() && bars.openTime(bar) == opens[i] ? bar : -1;
    }
    List<FeatureVersion> versions = new ArrayList<>(frame.features());
    List<double[]> values = new ArrayList<>();
    List<long[]> known = new ArrayList<>();
    for (int c = 0; c < frame.features().size(); c++) {
      values.add(frame.values(c));
      known.add(frame.knownAtMicros(c));
    }
    for (LabelDefinition label : wanted.labels()) {
      LabelColumn whole = label(label, wanted, prices, new Bars(bars, asOf));
      LabelColumn column = asOf.isEmpty() ? whole : whole.asOf(Times.micros(asOf.get()));
      versions.add(new FeatureVersion(name(label), 1));
      values.add(
          Arrays.stream(rows).mapToDouble(r -> r < 0 ? Double.NaN : column.value(r)).toArray());
      known.add(
          Arrays.stream(rows)
              .mapToLong(r -> r < 0 ? LabelColumn.OPEN : column.knownAt(r))
              .toArray());
    }
    return new FeatureFrame(
        versions,
        opens,
        values.toArray(double[][]::new),
        known.toArray(long[][]::new),
        new byte[versions.size()][0]);
  }

  /** Bars of a series, and the instant as of which they and others are read. */
  private record Bars(BarSeries series, Optional<Instant> asOf) {}

  private LabelColumn label(LabelDefinition label, Wanted wanted, LabelPrices prices, Bars bars) {
    if (!(label instanceof LabelDefinition.TripleBarrier barrier)) {
      return Labels.of(label, prices);
    }
    String side = wanted.side();
    return Labels.of(
        barrier,
        prices,
        computed(String.valueOf(wanted.volatility()), bars),
        side == null ? null : computed(side, bars));
  }

  private double[] computed(String text, Bars bars) {
    BarSeries series = bars.series();
    return switch (ExpressionChecker.in(definitions.scope().onBarsOf(series.timeframe()))
        .check(text)) {
      case CheckResult.Checked(CheckedExpression checked) -> {
        Program program = ProgramCompiler.compile(List.of(checked), inputs.scope(series));
        yield program
            .batch(
                inputs.data(
                    series, List.of(program), (id, timeframe) -> bars(id, timeframe, bars.asOf())))[
            0];
      }
      case CheckResult.Refused refused -> throw new IllegalArgumentException(refused.render());
    };
  }
}
