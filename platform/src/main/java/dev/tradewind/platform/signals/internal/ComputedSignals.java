package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.signal.CheckedSignal;
import dev.tradewind.engine.signal.MemberSpans;
import dev.tradewind.engine.signal.SignalProgram;
import dev.tradewind.engine.signal.SignalRows;
import dev.tradewind.platform.signals.UnavailableSignalsException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Computes the signals of a definition on bars, as a generation would. */
@Component
final class ComputedSignals {
  private final Definitions meanings;
  private final SignalInputs inputs;

  ComputedSignals(Definitions meanings, SignalInputs inputs) {
    this.meanings = meanings;
    this.inputs = inputs;
  }

  static void requireTimeframe(Definition row, BarSeries one) {
    if (!one.timeframe().code().equals(row.timeframe())) {
      throw new UnavailableSignalsException(
          "signals of "
              + row.name()
              + " are on bars of "
              + row.timeframe()
              + ", the run's are of "
              + one.timeframe());
    }
  }

  /** Whether a version still means what it says. */
  boolean isComputable(Definition row) {
    Meaning meaning = meanings.meaning(row);
    return meaning.checked() != null && Objects.equals(row.canonical(), meaning.canonical());
  }

  /**
   * The signals on bars.
   *
   * @throws UnavailableSignalsException if the version cannot be computed any more
   */
  SignalRows of(Definition row, BarSeries all) {
    return compute(row, all, null);
  }

  /** The same where other instruments are read as they were known at a moment. */
  SignalRows asOf(Definition row, BarSeries all, Instant asOf) {
    return compute(row, all, asOf);
  }

  private SignalRows compute(Definition row, BarSeries all, @Nullable Instant asOf) {
    requireTimeframe(row, all);
    Meaning meaning = meanings.meaning(row);
    CheckedSignal signal = meaning.checked();
    if (signal == null || !Objects.equals(row.canonical(), meaning.canonical())) {
      throw new UnavailableSignalsException(
          "signal "
              + row.name()
              + " version "
              + row.version()
              + " cannot be computed: "
              + (signal == null ? meaning.problem() : "what it names has changed since"));
    }
    Scanner scanner = meaning.scanner();
    SignalProgram program = SignalProgram.compile(signal, inputs.scope(all));
    String id = all.instrument().id();
    if (!Universe.has(row, scanner, id)) {
      return new SignalRows.Builder(row.columns(), 0).build(program.hash());
    }
    return program.batch(
        asOf == null
            ? inputs.data(all, program.program())
            : inputs.dataAsOf(all, program.program(), asOf),
        scanner == null ? MemberSpans.ALWAYS : scanner.spans(id));
  }
}
