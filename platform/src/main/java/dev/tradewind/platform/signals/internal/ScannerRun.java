package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.signal.CheckedSignal;
import dev.tradewind.engine.signal.SignalCheck;
import dev.tradewind.engine.signal.SignalProgram;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.SeriesInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who passes a scanner at a moment. A filter is computed on each instrument up to the newest bar
 * that is known then, on prices as they were known then; what comes later has no influence, neither
 * bars nor corrections.
 */
@Component
final class ScannerRun {
  private final Scanners scanners;
  private final MarketData market;
  private final SignalInputs inputs;

  ScannerRun(Scanners scanners, MarketData market, SignalInputs inputs) {
    this.scanners = scanners;
    this.market = market;
    this.inputs = inputs;
  }

  /** A value that the condition read; null where it was undefined. */
  record ReadValue(String column, @Nullable Double value) {}

  /** An instrument that was looked at, and why it passes or does not. */
  record ScannerCandidate(
      String instrument,
      boolean passes,
      String reason,
      @Nullable Instant bar,
      @Nullable Instant knownAt,
      List<ReadValue> values) {}

  /** All instruments that were looked at, those that pass first, then by id. */
  List<ScannerCandidate> run(Scanner scanner, Instant asOf) {
    List<ScannerCandidate> found =
        new ArrayList<>(
            scanner.kind() == Scanner.Kind.LIST ? list(scanner, asOf) : filter(scanner, asOf));
    found.sort(
        Comparator.comparing((ScannerCandidate each) -> !each.passes())
            .thenComparing(ScannerCandidate::instrument));
    return found;
  }

  private static List<ScannerCandidate> list(Scanner scanner, Instant asOf) {
    return scanner.members().stream()
        .map(Scanner.Member::instrument)
        .distinct()
        .map(
            id -> {
              boolean listed = scanner.spans(id).contains(Times.micros(asOf));
              return new ScannerCandidate(
                  id,
                  listed,
                  listed ? "is on the list" : "is not on the list at that time",
                  null,
                  null,
                  List.of());
            })
        .toList();
  }

  private List<ScannerCandidate> filter(Scanner scanner, Instant asOf) {
    if (!(scanners.check(scanner) instanceof SignalCheck.Checked(CheckedSignal signal))) {
      return List.of();
    }
    List<ScannerCandidate> found = new ArrayList<>();
    for (SeriesInfo info : market.catalogue()) {
      String id = info.instrument().id();
      if (info.timeframe().code().equals(scanner.timeframe()) && scanner.mayHave(id)) {
        found.add(
            scanner.spans(id).contains(Times.micros(asOf))
                ? candidate(signal, info, asOf)
                : new ScannerCandidate(
                    id, false, "is not in the universe at that time", null, null, List.of()));
      }
    }
    return found;
  }

  private ScannerCandidate candidate(CheckedSignal signal, SeriesInfo info, Instant asOf) {
    String id = info.instrument().id();
    BarSeries bars = market.barsAsOf(id, info.timeframe(), asOf).orElse(null);
    int newest = bars == null ? -1 : newestKnown(bars, Times.micros(asOf));
    if (bars == null || newest < 0) {
      return new ScannerCandidate(
          id, false, "has no bar that is known then", null, null, List.of());
    }
    SignalProgram program;
    try {
      program = SignalProgram.compile(signal, inputs.scope(bars));
    } catch (IllegalArgumentException e) {
      return new ScannerCandidate(id, false, String.valueOf(e.getMessage()), null, null, List.of());
    }
    double[][] values = program.program().batch(inputs.dataAsOf(bars, program.program(), asOf));
    int conditions = signal.conditions().size();
    double passes = values[conditions - 1][newest];
    List<ReadValue> read = new ArrayList<>();
    for (int c = conditions; c < values.length; c++) {
      double value = values[c][newest];
      read.add(
          new ReadValue(program.program().names().get(c), Double.isFinite(value) ? value : null));
    }
    return new ScannerCandidate(
        id,
        passes == 1,
        passes == 1
            ? "the condition is true"
            : passes == 0 ? "the condition is false" : "the condition is undefined yet",
        Times.ofMicros(bars.openTime(newest)),
        Times.ofMicros(bars.knownAt(newest)),
        read);
  }

  /** The newest bar that is known at a moment, all before it being known too; -1 for none. */
  static int newestKnown(BarSeries bars, long micros) {
    int newest = -1;
    for (int i = 0; i < bars.size() && bars.knownAt(i) <= micros; i++) {
      newest = i;
    }
    return newest;
  }
}
