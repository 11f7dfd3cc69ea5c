package dev.tradewind.engine.robustness;

import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same run from later first bars, in equal steps through the first half of the data. */
final class StartsCheck {
  private StartsCheck() {}

  static CheckReport run(Subject subject, Settings settings, Effort effort) {
    long[] moments = Worlds.moments(subject.series());
    int count = Math.min(settings.starts(), moments.length / 2 - 1);
    if (count < 2) {
      return new CheckReport(
          Check.STARTS,
          Outcome.NOTHING_TO_SAY,
          "There are too few bars to begin later.",
          List.of(),
          List.of(),
          List.of());
    }
    int[] starts = new int[count + 1];
    Arrays.setAll(starts, i -> (int) ((long) i * moments.length / 2 / count));
    List<Measured> measured =
        effort.map(
            starts.length,
            (i, listener) ->
                Measured.of(
                    starts[i] == 0
                        ? subject
                        : subject.on(
                            Worlds.between(
                                subject.series(),
                                moments[starts[i] - 1],
                                moments[moments.length - 1])),
                    listener));
    return report(moments, starts, measured);
  }

  private static CheckReport report(long[] moments, int[] starts, List<Measured> measured) {
    List<List<Cell>> rows = new ArrayList<>();
    int gaining = 0;
    double[] sharpes = new double[starts.length];
    for (int i = 0; i < starts.length; i++) {
      Measured one = measured.get(i);
      List<Cell> row = new ArrayList<>(List.of(Cell.at(moments[starts[i]])));
      row.addAll(one.cells());
      rows.add(row);
      gaining += one.sharpeOrZero() > 0 ? 1 : 0;
      sharpes[i] = one.sharpeOrZero();
    }
    double base = sharpes[0];
    Arrays.sort(sharpes);
    double share = (double) gaining / starts.length;
    List<Column> columns = new ArrayList<>(List.of(new Column("start", "First bar", Unit.TIME)));
    columns.addAll(Measured.COLUMNS);
    return new CheckReport(
        Check.STARTS,
        share < Doubt.STARTS.threshold() ? Outcome.DOUBTFUL : Outcome.PASSED,
        "From "
            + gaining
            + " of "
            + starts.length
            + " first bars the Sharpe ratio is above 0; it lies in "
            + Words.number(sharpes[0], 2)
            + ".."
            + Words.number(sharpes[sharpes.length - 1], 2)
            + " (this run: "
            + Words.number(base, 2)
            + ").",
        List.of(
            new Figure(Figures.STARTS_GAINING, "Starts that gain", share, Unit.FRACTION),
            new Figure("starts.lowest", "Lowest Sharpe ratio", sharpes[0], Unit.RATIO),
            new Figure(
                "starts.median", "Median Sharpe ratio", sharpes[sharpes.length / 2], Unit.RATIO),
            new Figure(
                "starts.highest", "Highest Sharpe ratio", sharpes[sharpes.length - 1], Unit.RATIO)),
        List.of(new Table("starts", "From later first bars", columns, rows)),
        List.of());
  }
}
