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
  String identity() {
    return rule().text();
  }

  @Override
  Json walk(Prepared prepared, String id, Walking walking) throws IOException {
    WalkForward.Result result =
        prepared
            .walk()
            .run(
                rule(), prepared.search(), walking.runners(), walking.listener(), walking.keeper());
    List<LedgerEntry> ledger = charge(prepared.entries(id, result));
    return WalkJson.of(
        id,
        result,
        result.verdict(LedgerEntry.total(ledger, prepared.dataHash(), prepared.family())));
  }
}
