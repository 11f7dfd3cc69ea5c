package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WindowRule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code walkforward run}. */
@Command(
    name = "run",
    description = {
      "Search in one window, prove what was found on the next, and go on.",
      "The proofs are one simulation: cash and positions are carried from window to window.",
      "--output csv prints the windows."
    })
final class WalkForwardRunCommand extends WalkingVerb {
  @Option(
      names = "--in-sample",
      paramLabel = "LENGTH",
      required = true,
      description = "Length to search in: a count, or with dates 90d, 8w, 6m or 2y.")
  String inSample = "";

  @Option(
      names = "--out-of-sample",
      paramLabel = "LENGTH",
      required = true,
      description = "Length to prove on.")
  String outOfSample = "";

  @Option(
      names = "--step",
      paramLabel = "LENGTH",
      description = "From one window to the next (default: --out-of-sample).")
  @Nullable String step;

  @Override
  WindowRule rule() {
    return rule(inSample, outOfSample, step);
  }

  @Override
  Map<String, Json> windows() {
    Map<String, Json> windows = new LinkedHashMap<>();
    windows.put("inSample", Json.ofText(inSample));
    windows.put("outOfSample", Json.ofText(outOfSample));
    FileOptions.put(windows, "step", step);
    return windows;
  }

  @Override
  void check(BarSeries bars) {
    rule().windows(bars);
  }

  @Override
  Json walk(Prepared prepared) throws IOException {
    WindowRule rule = rule();
    WalkForward.Result result;
    try (Progress progress = progress("walking")) {
      result = prepared.walk().run(rule, prepared.search(), search.workers(this), shown(progress));
    }
    String id = prepared.id(rule.text());
    List<LedgerEntry> ledger = charge(prepared.entries(id, result));
    Json document =
        WalkJson.of(
            id,
            result,
            result.verdict(LedgerEntry.total(ledger, prepared.dataHash(), prepared.family())));
    keep(id, document);
    return document;
  }
}
