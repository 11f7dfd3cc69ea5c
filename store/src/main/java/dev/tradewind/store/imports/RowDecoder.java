package dev.tradewind.store.imports;

import java.util.Arrays;
import java.util.List;

/**
 * Reads one row from its cells: the scalar reference for whole rows. Holds the row it read last;
 * belongs to one thread.
 */
final class RowDecoder {
  private final RowPlan plan;
  private final ColumnRoles roles;
  long time;

  /** As in {@link RowBatch#values}; what a row of the kind does not have is {@code NaN}. */
  final double[] numbers = new double[RowBatch.NUMBERS];

  RowDecoder(RowPlan plan) {
    this.plan = plan;
    this.roles = plan.roles();
  }

  /**
   * Reads a row into the fields.
   *
   * @throws RowProblem if it cannot be used
   */
  void decode(List<String> cells) throws RowProblem {
    checkWidth(cells);
    time = timeOf(cells);
    switch (roles.columns()) {
      case Columns.Bars bars -> bar(cells, bars);
      case Columns.Trades trades -> trade(cells, trades);
      case Columns.Quotes quotes -> quote(cells, quotes);
    }
  }

  private void bar(List<String> cells, Columns.Bars bars) throws RowProblem {
    numbers[0] = price(cells, bars.open());
    numbers[1] = price(cells, bars.high());
    numbers[2] = price(cells, bars.low());
    numbers[3] = price(cells, bars.close());
    numbers[4] = quantity(cells, bars.volume());
  }

  private void trade(List<String> cells, Columns.Trades trades) throws RowProblem {
    Arrays.fill(numbers, 0, 3, Double.NaN);
    numbers[3] = positive("price", price(cells, trades.price()));
    numbers[4] = quantity(cells, trades.quantity());
    if (Double.isNaN(numbers[4])) {
      throw new RowProblem("no value in column " + roles.name(trades.quantity()));
    }
  }

  private void quote(List<String> cells, Columns.Quotes quotes) throws RowProblem {
    numbers[0] = positive("bid", price(cells, quotes.bid()));
    numbers[1] = positive("ask", price(cells, quotes.ask()));
    if (numbers[1] < numbers[0]) {
      throw new RowProblem("ask must be >= the bid " + numbers[0] + ", was " + numbers[1]);
    }
    numbers[2] = quantity(cells, quotes.bidSize());
    numbers[3] = quantity(cells, quotes.askSize());
    numbers[4] = Double.NaN;
  }

  private static double positive(String field, double value) throws RowProblem {
    if (!(value > 0)) {
      throw new RowProblem(field + " must be > 0, was " + value);
    }
    return value;
  }

  /** The time alone, for inference. */
  long timeOf(List<String> cells) throws RowProblem {
    String cell = cells.get(roles.time());
    if (roles.clock() >= 0) {
      cell = cell + " " + cells.get(roles.clock());
    }
    return plan.times().parse(cell, roles.name(roles.time()));
  }

  private double price(List<String> cells, int column) throws RowProblem {
    return plan.numbers().parse(cells.get(column), roles.name(column));
  }

  /** {@code NaN} where there is none. */
  private double quantity(List<String> cells, int column) throws RowProblem {
    return column < 0
        ? Double.NaN
        : plan.numbers().parseVolume(cells.get(column), roles.name(column));
  }

  private void checkWidth(List<String> cells) throws RowProblem {
    int width = roles.width();
    boolean ok = cells.size() == width;
    if (cells.size() > width) {
      ok = true;
      for (int i = width; i < cells.size(); i++) {
        ok &= cells.get(i).isEmpty();
      }
    }
    if (!ok) {
      throw new RowProblem("has " + cells.size() + " columns, expected " + width);
    }
  }
}
