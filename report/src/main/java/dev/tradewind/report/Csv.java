package dev.tradewind.report;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Tables as comma-separated values (RFC 4180, line feeds). Used by the command line and by the
 * server's downloads.
 */
public final class Csv {
  private Csv() {}

  /**
   * A text as one cell. A text that a spreadsheet would run as a formula is given a leading
   * apostrophe; quotes are put where they are needed.
   */
  public static String text(String value) {
    String safe = isFormula(value) ? "'" + value : value;
    boolean quote = false;
    for (int i = 0; i < safe.length() && !quote; i++) {
      char c = safe.charAt(i);
      quote = c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';';
    }
    return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  private static boolean isFormula(String value) {
    return !value.isEmpty() && "=+-@\t\r\n|%".indexOf(value.charAt(0)) >= 0;
  }

  /** A number as one cell: shortest round-trip form; empty where it is undefined. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /**
   * The round trips of a result, with a header.
   *
   * @throws IOException if the writer fails
   */
  public static void roundTrips(SimulationResult result, Writer out) throws IOException {
    out.write(
        "instrument,side,quantity,entryTime,entryPrice,exitTime,exitPrice,pnl,returnFraction,fees,"
            + "bars,mae,mfe\n");
    for (RoundTrip trip : result.roundTrips()) {
      row(
          out,
          List.of(
              text(result.instruments().get(trip.instrument()).id()),
              trip.quantity() < 0 ? "short" : "long",
              number(trip.quantity()),
              UtcTimes.iso(trip.entryTimeMicros()),
              number(trip.entryPrice()),
              UtcTimes.iso(trip.exitTimeMicros()),
              number(trip.exitPrice()),
              number(trip.pnl()),
              number(trip.returnFraction()),
              number(trip.fees()),
              Integer.toString(trip.bars()),
              number(trip.mae()),
              number(trip.mfe())));
    }
    out.flush();
  }

  /**
   * The equity curve of a result, with a header.
   *
   * @throws IOException if the writer fails
   */
  public static void equity(SimulationResult result, Writer out) throws IOException {
    out.write("time,equity\n");
    for (int i = 0; i < result.equitySize(); i++) {
      row(out, List.of(UtcTimes.iso(result.equityTime(i)), number(result.equity(i))));
    }
    out.flush();
  }

  /**
   * One row of cells that are ready.
   *
   * @throws IOException if the writer fails
   */
  public static void row(Writer out, List<String> cells) throws IOException {
    out.write(String.join(",", cells));
    out.write('\n');
  }
}
