package dev.tradewind.cli;

import java.io.PrintWriter;

/** How far a long step has come. */
sealed interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress NONE = new Silent();

  /** Shows a fraction in [0, 1]. */
  void show(double fraction);

  /** Removes what was shown. */
  @Override
  void close();

  /** Where standard error is not a terminal. */
  record Silent() implements Progress {
    @Override
    public void show(double fraction) {}

    @Override
    public void close() {}
  }

  /** One line that is drawn again for each percent. */
  final class Bar implements Progress {
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final String title;
    private int shown = -1;

    Bar(PrintWriter err, String title) {
      this.err = err;
      this.title = title;
    }

    @Override
    public void show(double fraction) {
      int percent = (int) Math.max(0, Math.min(100, Math.floor(fraction * 100)));
      if (percent == shown) {
        return;
      }
      shown = percent;
      int filled = percent * WIDTH / 100;
      err.print(
          "\r"
              + title
              + " ["
              + "#".repeat(filled)
              + ".".repeat(WIDTH - filled)
              + "] "
              + percent
              + "%");
      err.flush();
    }

    @Override
    public void close() {
      if (shown >= 0) {
        err.print("\r\u001b[2K");
        err.flush();
      }
    }
  }
}
