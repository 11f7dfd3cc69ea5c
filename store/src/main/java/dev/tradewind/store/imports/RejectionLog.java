package dev.tradewind.store.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts rejected rows and keeps the first of them. Memory is bounded. */
final class RejectionLog {
  private static final int MAX_TEXT = 200;
  private static final int MAX_REASON = 400;

  /** Gives the text of a row when a report needs it. */
  interface RowTexts {
    String textOf(int row);
  }

  private final List<RowRejection> kept = new ArrayList<>();
  private long count;

  void add(long line, String reason, String text) {
    count++;
    if (kept.size() < ImportReport.MAX_REJECTIONS) {
      kept.add(new RowRejection(line, cut(reason, MAX_REASON), cut(text)));
    }
  }

  /** Adds another log whose lines are relative to {@code firstLine}. */
  void addAll(RejectionLog other, long firstLine) {
    for (RowRejection rejection : other.kept) {
      if (kept.size() < ImportReport.MAX_REJECTIONS) {
        kept.add(
            new RowRejection(rejection.line() + firstLine, rejection.reason(), rejection.text()));
      }
    }
    count += other.count;
  }

  long count() {
    return count;
  }

  /** The first rejections in order of line. */
  List<RowRejection> sorted() {
    List<RowRejection> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparingLong(RowRejection::line));
    return sorted;
  }

  void clear() {
    kept.clear();
    count = 0;
  }

  /** A row's text as it may be shown: one line, bounded, without control characters. */
  static String cut(String text) {
    return cut(text, MAX_TEXT);
  }

  private static String cut(String text, int max) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), max) + 1);
    for (int i = 0; i < text.length() && i < max; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? (c == '\t' ? '\t' : '\uFFFD') : c);
    }
    if (text.length() > max) {
      shown.append('…');
    }
    return shown.toString();
  }
}
