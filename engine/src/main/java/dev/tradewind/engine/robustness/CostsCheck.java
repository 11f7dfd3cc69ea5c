package dev.tradewind.engine.robustness;

import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import dev.tradewind.engine.simulation.Costs;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.Slippage;
import dev.tradewind.engine.simulation.SlippageModel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The same run at other fees and slippage, and the cost a side at which nothing is left: a fee on
 * the notional of both sides, without slippage, at which the total return is zero.
 */
final class CostsCheck {
  private static final List<String> MULTIPLES = List.of("0", "0.5", "1", "2", "4");
  private static final List<String> BPS = List.of("0", "5", "10", "20", "40");
  private static final BigDecimal MAX = BigDecimal.valueOf(1_000);
  private static final int HALVINGS = 16;

  private CostsCheck() {}

  static CheckReport run(Subject subject, Effort effort) {
    SimulationConfig config = subject.config();
    List<BigDecimal> fees = steps(config.feeBps());
    List<BigDecimal> slippages = steps(config.slippageBps());
    int size = fees.size() * slippages.size();
    int width = slippages.size();
    long total = size + HALVINGS + 2L;
    List<Measured> grid =
        effort
            .within(0, total)
            .map(
                size,
                (i, listener) ->
                    Measured.of(
                        subject.under(with(config, fees.get(i / width), slippages.get(i % width))),
                        listener));
    double breakEven = breakEven(subject, effort.within(size, total));
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Cell> row =
          new ArrayList<>(
              List.of(
                  Cell.of(fees.get(i / width).doubleValue()),
                  Cell.of(slippages.get(i % width).doubleValue())));
      row.addAll(grid.get(i).cells());
      rows.add(row);
    }
    return report(config, grid.getFirst(), breakEven, rows);
  }

  private static CheckReport report(
      SimulationConfig config, Measured free, double breakEven, List<List<Cell>> rows) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column("feeBps", "Fee", Unit.BPS),
                new Column("slippageBps", "Slippage", Unit.BPS)));
    columns.addAll(Measured.COLUMNS);
    double assumed = config.feeBps().add(config.slippageBps()).doubleValue();
    boolean idle = free.roundTrips() == 0;
    double ratio = assumed > 0 ? breakEven / assumed : Double.NaN;
    String sentence =
        Double.isNaN(breakEven)
            ? "Loses money even without any cost (" + Words.percent(free.totalReturn()) + ")."
            : breakEven >= MAX.doubleValue()
                ? "Gains at any cost up to " + MAX + " bps a side."
                : "Nothing is left at "
                    + Words.number(breakEven, 1)
                    + " bps a side; "
                    + Words.number(assumed, 1)
                    + " bps are assumed.";
    boolean thin = Double.isNaN(breakEven) || (assumed > 0 && ratio < Doubt.COSTS.threshold());
    return new CheckReport(
        Check.COSTS,
        idle && !thin ? Outcome.NOTHING_TO_SAY : thin ? Outcome.DOUBTFUL : Outcome.PASSED,
        sentence,
        List.of(
            new Figure(Figures.BREAK_EVEN, "Break-even cost a side", breakEven, Unit.BPS),
            new Figure("costs.assumedBps", "Assumed cost a side", assumed, Unit.BPS),
            new Figure(
                Figures.BREAK_EVEN_RATIO,
                "Break-even over assumed",
                Double.isNaN(breakEven) ? 0 : ratio,
                Unit.RATIO)),
        List.of(new Table("costs", "At other costs", columns, rows)),
        List.of());
  }

  /** Multiples of what is assumed; where nothing is, usual amounts. */
  private static List<BigDecimal> steps(BigDecimal assumed) {
    List<BigDecimal> steps = new ArrayList<>();
    if (assumed.signum() == 0) {
      BPS.forEach(each -> steps.add(new BigDecimal(each)));
    } else {
      for (String multiple : MULTIPLES) {
        steps.add(
            assumed.multiply(new BigDecimal(multiple)).min(MAX).setScale(4, RoundingMode.HALF_UP));
      }
    }
    return steps;
  }

  static SimulationConfig with(SimulationConfig config, BigDecimal fee, BigDecimal slippage) {
    return config
        .withCosts(Costs.ofBps(fee, fee))
        .withSlippage(
            new Slippage(
                SlippageModel.FIXED_BPS,
                slippage,
                config.slippage().spreadBps(),
                config.slippage().impact()));
  }

  /** Basis points; {@code NaN} if it loses without costs, 1000 if it gains at any. */
  private static double breakEven(Subject subject, Effort effort) {
    if (!(returnAt(subject, BigDecimal.ZERO, effort, 0) > 0)) {
      return Double.NaN;
    }
    if (returnAt(subject, MAX, effort, 1) > 0) {
      return MAX.doubleValue();
    }
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal high = MAX;
    for (int i = 0; i < HALVINGS; i++) {
      BigDecimal middle = low.add(high).divide(BigDecimal.TWO, 4, RoundingMode.HALF_UP);
      if (returnAt(subject, middle, effort, i + 2) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low.add(high).divide(BigDecimal.TWO, 2, RoundingMode.HALF_UP).doubleValue();
  }

  private static double returnAt(Subject subject, BigDecimal fee, Effort effort, int done) {
    SimulationConfig config = with(subject.config(), fee, BigDecimal.ZERO);
    return effort
        .within(done, 1)
        .map(1, (i, listener) -> subject.under(config).run(listener))
        .getFirst()
        .statistic("totalReturn");
  }
}
