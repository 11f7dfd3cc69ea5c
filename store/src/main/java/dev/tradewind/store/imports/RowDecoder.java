package dev.tradewind.store.imports;

import java.util.List;

/**
 * Reads one row from its cells: the scalar reference for whole rows. Holds the row it read last;
 * belongs to one thread.
 */
final class RowDecoder {
  private final RowPlan plan;
  private final ColumnRoles roles;
  long time;
  double open;
  double high;
  double low;
  double close;
  double volume;

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
    if (!roles.trades()) {
      open = price(cells, roles.open());
      high = price(cells, roles.high());
      low = price(cells, roles.low());
    }
    close = price(cells, roles.close());
    volume =
        roles.volume() < 0
            ? Double.NaN
            : plan.numbers().parseVolume(cells.get(roles.volume()), roles.name(roles.volume()));
    if (roles.trades() && !(close > 0)) {
      throw new RowProblem("price must be > 0, was " + close);
    }
    if (roles.trades() && Double.isNaN(volume)) {
      throw new RowProblem("no value in column " + roles.name(roles.volume()));
    }
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
