package dev.tradewind.store.imports;

import java.util.List;

/** Turns the first rows of a file into a plan; asks for more rows only where they leave it open. */
final class RowPlanner {
  private final String source;
  private final ImportOptions options;
  private final WholeFile whole;

  /** All times of a file, read again from its start. */
  interface WholeFile {
    void observe(RowPlan plan, DateOrderProbe probe);
  }

  RowPlanner(String source, ImportOptions options, WholeFile whole) {
    this.source = source;
    this.options = options;
    this.whole = whole;
  }

  RowPlan plan(ColumnRoles roles, List<List<String>> sample, char delimiter, List<String> notes) {
    RowPlan plan = new PlanSniffer(source, options, roles, sample, notes).plan(delimiter);
    TimeStyle times = plan.times();
    if (options.dateOrder() != null) {
      return plan;
    }
    DateOrderProbe probe = new DateOrderProbe();
    for (List<String> row : sample) {
      probe.observe(roles.time() < row.size() ? row.get(roles.time()) : "");
    }
    if (probe.open()) {
      whole.observe(plan, probe);
      if (probe.open()) {
        throw new UnreadableFileException(
            source
                + ": dates such as '"
                + probe.example()
                + "' can be read with the day or with the month first; give the date order (dmy or"
                + " mdy)");
      }
      times = times.with(probe.decide(source));
    }
    if (probe.seen() && times.order() != null) {
      notes.add(
          times.order() == DateOrder.DMY
              ? "dates such as " + probe.example() + " are read as day, month, year"
              : "dates such as " + probe.example() + " are read as month, day, year");
    }
    return new RowPlan(roles, delimiter, plan.numbers(), times);
  }

  /** The times of the sample that can be read. */
  long[] times(RowPlan plan, List<List<String>> sample) {
    RowDecoder decoder = new RowDecoder(plan);
    long[] times = new long[sample.size()];
    int count = 0;
    for (List<String> row : sample) {
      try {
        if (plan.roles().time() < row.size() && plan.roles().clock() < row.size()) {
          times[count] = decoder.timeOf(row);
          count++;
        }
      } catch (RowProblem ignored) {
        // The row will be rejected when it is read; inference only skips it.
      }
    }
    return java.util.Arrays.copyOf(times, count);
  }
}
