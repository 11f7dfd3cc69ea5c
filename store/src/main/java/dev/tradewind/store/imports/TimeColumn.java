package dev.tradewind.store.imports;

import java.nio.charset.StandardCharsets;

/** Reads nothing but the times of a text file. */
final class TimeColumn {
  private TimeColumn() {}

  /** Shows the time cell of every line to a probe until its question is answered. */
  static void observe(ByteSource source, RowPlan plan, DateOrderProbe probe) {
    byte[] text = new byte[CsvFile.CHUNK];
    int kept = 0;
    while (true) {
      int read = source.fill(text, kept, text.length - kept);
      int end = kept + read;
      int start = 0;
      for (int i = 0; i < end && probe.open(); i++) {
        if (text[i] == '\n') {
          line(new String(text, start, i - start, StandardCharsets.UTF_8), plan, probe);
          start = i + 1;
        }
      }
      if (read == 0 || !probe.open() || start == 0) {
        return;
      }
      kept = end - start;
      System.arraycopy(text, start, text, 0, kept);
    }
  }

  private static void line(String line, RowPlan plan, DateOrderProbe probe) {
    try {
      var cells = CsvLine.split(line, plan.delimiter());
      if (plan.roles().time() < cells.size()) {
        probe.observe(cells.get(plan.roles().time()));
      }
    } catch (RowProblem ignored) {
      // The row will be rejected when it is read.
    }
  }
}
