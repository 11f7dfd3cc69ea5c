package dev.tradewind.store.imports;

import java.time.ZoneOffset;

/**
 * Everything that must be known to read a row: decided from the first rows, then fixed for the
 * whole file, so that any part of it can be read on its own.
 *
 * @param roles which column holds what
 * @param delimiter what separates the cells of a line
 * @param numbers how numbers are written
 * @param times how times are written
 */
record RowPlan(ColumnRoles roles, char delimiter, NumberStyle numbers, TimeStyle times) {
  /** Whether plain cells may be read without the scalar reference. */
  boolean fast() {
    return numbers.decimal() == '.'
        && roles.clock() < 0
        && roles.columns() instanceof Columns.Bars
        && times.zone().equals(ZoneOffset.UTC)
        && times.numeric() != TimeStyle.Numeric.DATE
        && times.numeric() != TimeStyle.Numeric.DATE_TIME;
  }
}
