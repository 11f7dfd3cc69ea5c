package dev.tradewind.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A command run in this process: how it ended and what it wrote. */
record CommandRun(int code, String out, String err) {
  private static final long DAY = 86_400L;

  static CommandRun of(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session = new Session(out, new PrintWriter(err, true), environment, false, false);
    int code = Tradewind.execute(session, args);
    return new CommandRun(code, out.toString(), err.toString());
  }

  static CommandRun in(Path home, String... args) {
    return of(Map.of("TRADEWIND_HOME", home.toString()), args);
  }

  Json json() {
    return Json.parse(out);
  }

  /** Daily prices on a wave from 2024-01-01 on, every day of the week. */
  static Path prices(Path directory, String name, int bars) {
    return write(directory, name, 0, bars, 1, true);
  }

  /** Daily prices on working days only. */
  static Path workingDays(Path directory, String name, int days) {
    return write(directory, name, 0, days, 1, false);
  }

  /** Daily prices, each multiplied by a factor, from some day on. */
  static Path write(
      Path directory, String name, int from, int days, double factor, boolean weekends) {
    StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
    for (int day = from; day < from + days; day++) {
      if (!weekends && day % 7 >= 5) {
        continue;
      }
      double price = Math.round((100 + 10 * Math.sin(day / 5.0)) * factor * 100) / 100.0;
      text.append(Instant.ofEpochSecond(1_704_067_200L + day * DAY))
          .append(',')
          .append(price)
          .append(',')
          .append(price + 1)
          .append(',')
          .append(price - 1)
          .append(',')
          .append(price)
          .append(",1000\n");
    }
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
