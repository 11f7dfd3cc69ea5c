package dev.tradewind.store.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out whether {@code 04/01/2010} is in January or in April, from the other dates. */
final class DateOrderProbe {
  private static final Pattern DATE =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{2}|\\d{4})(?!\\d).*");
  private boolean seen;
  private boolean dayFirst;
  private boolean monthFirst;
  private boolean points;
  private String example = "";

  void observe(String cell) {
    Matcher date = DATE.matcher(cell);
    if (!date.matches()) {
      return;
    }
    if (!seen) {
      seen = true;
      example = cell;
    }
    points |= date.group(2).equals(".");
    dayFirst |= Integer.parseInt(date.group(1)) > 12;
    monthFirst |= Integer.parseInt(date.group(3)) > 12;
  }

  /** Whether there are such dates and nothing has told their order yet. */
  boolean open() {
    return seen && !dayFirst && !monthFirst && !points;
  }

  boolean seen() {
    return seen;
  }

  String example() {
    return example;
  }

  /**
   * The order; {@code null} if there are no such dates or their order is open.
   *
   * @throws UnreadableFileException if the dates contradict each other
   */
  @Nullable DateOrder decide(String source) {
    if (dayFirst && monthFirst) {
      throw new UnreadableFileException(
          source
              + ": some dates have the day first and others the month first, such as '"
              + example
              + "'; give the date order (dmy or mdy) to have the others rejected");
    }
    if (monthFirst) {
      return DateOrder.MDY;
    }
    return dayFirst || points ? DateOrder.DMY : null;
  }
}
