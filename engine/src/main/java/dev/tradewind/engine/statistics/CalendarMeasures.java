package dev.tradewind.engine.statistics;

import java.time.LocalDate;

/** The best and the worst months and years. */
final class CalendarMeasures {
  private double best = Double.NaN;
  private double worst = Double.NaN;
  private double sum;
  private int winning;
  private int count;

  static void put(StatisticValues values, DailyEquity days) {
    CalendarMeasures months = new CalendarMeasures();
    CalendarMeasures years = new CalendarMeasures();
    double monthStart = days.initial();
    double yearStart = days.initial();
    // The first day after the month and the year at hand; dates are made at their ends alone.
    long monthEnd = Long.MIN_VALUE;
    long yearEnd = Long.MIN_VALUE;
    for (int i = 0; i < days.size(); i++) {
      int day = days.epochDay(i);
      if (day >= monthEnd) {
        if (i > 0) {
          monthStart = months.close(monthStart, days.value(i - 1));
        }
        monthEnd = LocalDate.ofEpochDay(day).withDayOfMonth(1).plusMonths(1).toEpochDay();
      }
      if (day >= yearEnd) {
        if (i > 0) {
          yearStart = years.close(yearStart, days.value(i - 1));
        }
        yearEnd = LocalDate.ofEpochDay(day).withDayOfYear(1).plusYears(1).toEpochDay();
      }
    }
    if (days.size() > 0) {
      months.close(monthStart, days.value(days.size() - 1));
      years.close(yearStart, days.value(days.size() - 1));
    }
    values.put("bestMonth", months.best);
    values.put("worstMonth", months.worst);
    values.put("averageMonth", months.sum / Statistics.zeroAsNaN(months.count));
    values.put("winningMonths", months.winning / Statistics.zeroAsNaN(months.count));
    values.put("bestYear", years.best);
    values.put("worstYear", years.worst);
  }

  private double close(double start, double end) {
    double value = end / start - 1;
    best = value <= best ? best : value;
    worst = value >= worst ? worst : value;
    sum += value;
    winning += value > 0 ? 1 : 0;
    count++;
    return end;
  }
}
