package dev.tradewind.engine.robustness;

import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import java.util.ArrayList;
import java.util.List;

/** The same run when every bar and every feature is known one bar later. */
final class DelayCheck {
  private DelayCheck() {}

  static CheckReport run(Subject subject, Effort effort) {
    List<Measured> both =
        effort.map(
            2,
            (i, listener) ->
                Measured.of(
                    i == 0
                        ? subject.run(listener)
                        : subject.run(Delayed.of(subject.make()), listener)));
    Measured base = both.getFirst();
    Measured late = both.getLast();
    double kept = base.sharpeOrZero() > 0 ? late.sharpeOrZero() / base.sharpe() : Double.NaN;
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(i == 0 ? "this run" : "one bar later")));
      row.addAll(both.get(i).cells());
      rows.add(row);
    }
    List<Column> columns = new ArrayList<>(List.of(new Column("timing", "Timing", Unit.TEXT)));
    columns.addAll(Measured.COLUMNS);
    boolean nothing = Double.isNaN(kept);
    return new CheckReport(
        Check.DELAY,
        nothing
            ? Outcome.NOTHING_TO_SAY
            : kept < Doubt.DELAY.threshold() ? Outcome.DOUBTFUL : Outcome.PASSED,
        nothing
            ? "The Sharpe ratio is not above 0, so a delay cannot lower it in a way that means"
                + " something."
            : "One bar later the Sharpe ratio is "
                + Words.number(late.sharpe(), 2)
                + " instead of "
                + Words.number(base.sharpe(), 2)
                + ": "
                + Words.percent(kept)
                + " of it.",
        List.of(new Figure(Figures.DELAY_KEPT, "Sharpe ratio kept", kept, Unit.FRACTION)),
        List.of(new Table("delay", "One bar later", columns, rows)),
        List.of());
  }
}
