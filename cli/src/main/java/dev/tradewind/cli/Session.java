package dev.tradewind.cli;

import dev.tradewind.store.TradewindHome;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;

/**
 * What a command may touch of the process it runs in, so that tests can run it in theirs.
 *
 * @param out data
 * @param err progress and notes
 * @param environment variables
 * @param drawsProgress whether standard error is a terminal that can show a progress bar
 * @param colours whether standard output is a terminal that wants colours
 */
record Session(
    Writer out,
    PrintWriter err,
    Map<String, String> environment,
    boolean drawsProgress,
    boolean colours) {

  TradewindHome home() {
    return TradewindHome.of(environment);
  }

  boolean debugs() {
    return "1".equals(environment.get("TRADEWIND_DEBUG"));
  }
}
