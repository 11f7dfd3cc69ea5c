package dev.tradewind.engine.robustness;

import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The same run on other prices. Bars in wholly random order keep how the prices move but not what
 * follows what: a strategy that uses the order must do better on the real one. Bars in blocks keep
 * what follows within a block: their spread is what could as well have happened.
 */
final class PathsCheck {
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
  private static final int BINS = 20;

  private PathsCheck() {}

  static CheckReport run(Subject subject, Settings settings, Effort effort) {
    if (subject.series().stream().anyMatch(one -> one.size() < 3)) {
      return new CheckReport(
          Check.PATHS,
          Outcome.NOTHING_TO_SAY,
          "There are too few bars to put them in another order.",
          List.of(),
          List.of(),
          List.of());
    }
    int paths = settings.paths();
    long[] seeds = new SplittableRandom(settings.seed()).longs(2L * paths).toArray();
    List<Measured> all =
        effort.map(
            1 + 2 * paths,
            (i, listener) ->
                Measured.of(
                    i == 0
                        ? subject
                        : subject.onPrices(
                            Worlds.resampled(
                                subject.series(),
                                i <= paths ? 1 : settings.blockBars(),
                                seeds[i - 1])),
                    listener));
    return report(
        settings, all.getFirst(), all.subList(1, paths + 1), all.subList(paths + 1, all.size()));
  }

  private static CheckReport report(
      Settings settings, Measured base, List<Measured> shuffled, List<Measured> blocks) {
    double rank = rank(sorted(shuffled, Measure.SHARPE), base.sharpeOrZero());
    List<List<Cell>> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      rows.add(row("order", measure, base, shuffled));
      rows.add(row("blocks", measure, base, blocks));
    }
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column("prices", "Prices", Unit.TEXT),
                new Column("measure", "Measure", Unit.TEXT),
                new Column("run", "This run", Unit.VALUE)));
    for (double q : QUANTILES) {
      String percent = Words.number(q * 100, 0);
      columns.add(new Column("p" + percent, percent + " %", Unit.VALUE));
    }
    double losing =
        (double) blocks.stream().filter(each -> !(each.totalReturn() > 0)).count() / blocks.size();
    return new CheckReport(
        Check.PATHS,
        rank < Doubt.PATHS.threshold() ? Outcome.DOUBTFUL : Outcome.PASSED,
        "The Sharpe ratio is above that of "
            + Words.percent(rank)
            + " of "
            + shuffled.size()
            + " runs on the same bars in random order. In blocks of about "
            + settings.blockBars()
            + " bars "
            + Words.percent(losing)
            + " of "
            + blocks.size()
            + " lose money.",
        List.of(
            new Figure(Figures.PATHS_RANK, "Better than in random order", rank, Unit.FRACTION),
            new Figure("paths.losing", "Loses in blocks", losing, Unit.FRACTION)),
        List.of(
            new Table("quantiles", "On resampled prices", columns, rows),
            histogram(base, shuffled, blocks)),
        List.of());
  }

  private enum Measure {
    TOTAL_RETURN("Return"),
    SHARPE("Sharpe"),
    MAX_DRAWDOWN("Drawdown");

    private final String label;

    Measure(String label) {
      this.label = label;
    }

    double of(Measured one) {
      return switch (this) {
        case TOTAL_RETURN -> one.totalReturn();
        case SHARPE -> one.sharpeOrZero();
        case MAX_DRAWDOWN -> one.maxDrawdown();
      };
    }
  }

  private static double[] sorted(List<Measured> runs, Measure measure) {
    return runs.stream().mapToDouble(measure::of).sorted().toArray();
  }

  private static List<Cell> row(
      String prices, Measure measure, Measured base, List<Measured> runs) {
    double[] sorted = sorted(runs, measure);
    List<Cell> row =
        new ArrayList<>(
            List.of(
                Cell.of(prices.equals("order") ? "random order" : "blocks"),
                Cell.of(measure.label),
                Cell.of(measure.of(base))));
    for (double q : QUANTILES) {
      row.add(Cell.of(quantile(sorted, q)));
    }
    return row;
  }

  /** Linear between the neighbours, as numpy's default. */
  private static double quantile(double[] sorted, double q) {
    double place = q * (sorted.length - 1);
    int low = (int) Math.floor(place);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }

  /** The part that lies below, ties counted half. */
  private static double rank(double[] sorted, double value) {
    double below = 0;
    for (double each : sorted) {
      below += each < value ? 1 : each == value ? 0.5 : 0;
    }
    return below / sorted.length;
  }

  private static Table histogram(Measured base, List<Measured> shuffled, List<Measured> blocks) {
    double[] order = sorted(shuffled, Measure.SHARPE);
    double[] inBlocks = sorted(blocks, Measure.SHARPE);
    double low = Math.min(Math.min(order[0], inBlocks[0]), base.sharpeOrZero());
    double high =
        Math.max(
            Math.max(order[order.length - 1], inBlocks[inBlocks.length - 1]), base.sharpeOrZero());
    double width = high > low ? (high - low) / BINS : 1;
    List<List<Cell>> rows = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      double from = low + b * width;
      double to = b == BINS - 1 ? Double.POSITIVE_INFINITY : low + (b + 1) * width;
      rows.add(
          List.of(
              Cell.of(from),
              Cell.of(low + (b + 1) * width),
              Cell.of(within(order, from, to)),
              Cell.of(within(inBlocks, from, to))));
    }
    return new Table(
        "histogram",
        "Sharpe ratios on resampled prices",
        List.of(
            new Column("from", "From", Unit.RATIO),
            new Column("to", "To", Unit.RATIO),
            new Column("order", "Random order", Unit.COUNT),
            new Column("blocks", "Blocks", Unit.COUNT)),
        rows);
  }

  private static double within(double[] sorted, double from, double to) {
    return Arrays.stream(sorted).filter(value -> value >= from && value < to).count();
  }
}
