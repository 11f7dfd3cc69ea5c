package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.optimize.WindowRule.Length;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code walkforward matrix}. */
@Command(
    name = "matrix",
    description = {
      "Walk with windows of several lengths and see whether what is proved hangs on them.",
      "The windows and the verdict shown are those of the first lengths. --output csv prints the",
      "cells."
    })
final class WalkForwardMatrixCommand extends WalkingVerb {
  @Option(
      names = "--in-sample",
      paramLabel = "LENGTH",
      split = ",",
      required = true,
      description = "Lengths to search in: counts, or with dates 90d, 8w, 6m or 2y.")
  List<String> inSample = new ArrayList<>();

  @Option(
      names = "--out-of-sample",
      paramLabel = "LENGTH",
      split = ",",
      required = true,
      description = "Lengths to prove on; windows step by them.")
  List<String> outOfSample = new ArrayList<>();

  @Override
  WindowRule rule() {
    return rule(inSample.getFirst(), outOfSample.getFirst(), null);
  }

  private WalkForwardMatrix.Lengths lengths() {
    return new WalkForwardMatrix.Lengths(
        rule(),
        inSample.stream().map(each -> Length.parse("--in-sample", each, unit)).toList(),
        outOfSample.stream().map(each -> Length.parse("--out-of-sample", each, unit)).toList());
  }

  @Override
  Map<String, Json> windows() {
    return Map.of(
        "inSample",
        Json.ofText(inSample.getFirst()),
        "outOfSample",
        Json.ofText(outOfSample.getFirst()),
        "matrix",
        Json.of(
            "inSample", StudyBody.texts(inSample), "outOfSample", StudyBody.texts(outOfSample)));
  }

  @Override
  void check(BarSeries bars) {
    rule().windows(bars);
    lengths();
  }

  @Override
  String identity() {
    return lengths().base().text() + "\n" + lengths().text();
  }

  @Override
  Json walk(Prepared prepared, String id, Walking walking) throws IOException {
    WalkForwardMatrix matrix =
        WalkForwardMatrix.walk(
            prepared.walk(),
            prepared.first(),
            lengths(),
            prepared.search(),
            walking.runners(),
            walking.listener(),
            walking.keeper());
    List<LedgerEntry> entries = new ArrayList<>();
    for (WalkForwardMatrix.Cell each : matrix.cells()) {
      WalkForward.Result result = each.result();
      if (result != null) {
        entries.addAll(prepared.entries(prepared.id(each.rule().text()), result));
      }
    }
    List<LedgerEntry> ledger = charge(entries);
    WalkForward.Result first = Objects.requireNonNull(matrix.cells().getFirst().result());
    return WalkJson.of(
            id,
            first,
            first.verdict(LedgerEntry.total(ledger, prepared.dataHash(), prepared.family())))
        .with("trials", Json.number(matrix.trials()))
        .with("matrix", WalkJson.of(matrix));
  }
}
