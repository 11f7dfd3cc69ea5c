package dev.tradewind.engine.robustness;

import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import java.util.List;

/**
 * The measures of one variant of a run that the checks compare.
 *
 * @param totalReturn fraction
 * @param sharpe a year; {@code NaN} where undefined
 * @param maxDrawdown fraction as the statistics have it
 * @param roundTrips number
 */
record Measured(double totalReturn, double sharpe, double maxDrawdown, int roundTrips) {
  static final List<CheckReport.Column> COLUMNS =
      List.of(
          new CheckReport.Column("totalReturn", "Return", CheckReport.Unit.FRACTION),
          new CheckReport.Column("sharpe", "Sharpe", CheckReport.Unit.RATIO),
          new CheckReport.Column("maxDrawdown", "Drawdown", CheckReport.Unit.FRACTION),
          new CheckReport.Column("roundTrips", "Round trips", CheckReport.Unit.COUNT));

  static Measured of(SimulationResult result) {
    return new Measured(
        result.statistic("totalReturn"),
        result.statistic("sharpe"),
        result.statistic("maxDrawdown"),
        result.roundTrips().size());
  }

  static Measured of(Subject subject, SimulationListener listener) {
    return of(subject.run(listener));
  }

  /** The Sharpe ratio, 0 where it is undefined because nothing moved. */
  double sharpeOrZero() {
    return Double.isNaN(sharpe) ? 0 : sharpe;
  }

  List<Cell> cells() {
    return List.of(
        Cell.of(totalReturn), Cell.of(sharpe), Cell.of(maxDrawdown), Cell.of(roundTrips));
  }
}
