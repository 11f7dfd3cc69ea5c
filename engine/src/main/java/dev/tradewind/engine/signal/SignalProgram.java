package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.expr.SeriesFeed;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A definition compiled for one instrument. What it reads is computed as a simulation computes it:
 * over all bars, without a fresh start behind gaps, so that stored signals and a rule that computes
 * its own conditions see the same. Immutable and thread-safe.
 */
public final class SignalProgram {
  private final CheckedSignal signal;
  private final ProgramScope scope;
  private final List<CheckedExpression> expressions;
  private final Program program;
  private final List<String> columns;

  private SignalProgram(CheckedSignal signal, ProgramScope scope) {
    this.signal = signal;
    this.scope = scope;
    this.expressions = signal.expressions();
    this.program = ProgramCompiler.compile(expressions, scope);
    this.columns = signal.columns().stream().map(CheckedExpression::canonical).toList();
  }

  /**
   * Compiles a definition.
   *
   * @throws IllegalArgumentException if the scope's timeframe is not the definition's, or it needs
   *     bars that cannot be made from the scope's
   */
  public static SignalProgram compile(CheckedSignal signal, ProgramScope scope) {
    if (!scope.timeframe().code().equals(signal.definition().timeframe())) {
      throw new IllegalArgumentException(
          "timeframe must be "
              + signal.definition().timeframe()
              + ", was "
              + scope.timeframe()
              + " (signal "
              + signal.definition().name()
              + ")");
    }
    return new SignalProgram(signal, scope);
  }

  /** What was compiled. */
  public CheckedSignal signal() {
    return signal;
  }

  /** What it was compiled for. */
  public ProgramScope scope() {
    return scope;
  }

  /** What computes the conditions, the membership, the strength and the columns, in this order. */
  public Program program() {
    return program;
  }

  /** What goes into the hashes of rows besides themselves. */
  public SignalHash hash() {
    return new SignalHash(
        signal.definition().name(),
        signal.definition().version(),
        scope.instrument().id(),
        scope.timeframe().code());
  }

  /**
   * The columns of {@link #program} as features, so that a feature store can keep and refresh them.
   * A column is named after the SHA-256 of its canonical text: definitions that read the same share
   * it.
   */
  public List<FeatureProgram> features() {
    List<FeatureProgram> features = new ArrayList<>();
    for (CheckedExpression each : expressions) {
      FeatureDefinition definition =
          FeatureDefinition.of(columnName(each.canonical()), each.canonical(), "");
      features.add(
          FeatureProgram.continuous(new CheckedFeature(definition, each, Optional.empty()), scope));
    }
    return features;
  }

  private static String columnName(String canonical) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return "signal_" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The rows of all bars. */
  public SignalRows batch(ProgramData data, MemberSpans members) {
    BarSeries base = data.base();
    return rows(base, 0, base.size(), program.batch(data), members);
  }

  /** Rows bar by bar, with the bits of {@link #batch}. */
  public Stream stream(ProgramData data, MemberSpans members) {
    return new Stream(this, data, members);
  }

  /**
   * The rows of some bars.
   *
   * @param base all bars of the instrument
   * @param from index of the first bar
   * @param to index behind the last one
   * @param values for each column of {@link #program} its values from bar {@code from} on
   * @param members when entries count
   */
  public SignalRows rows(BarSeries base, int from, int to, double[][] values, MemberSpans members) {
    List<CheckedSignal.Condition> conditions = signal.conditions();
    int memberAt = conditions.size();
    int strengthAt = memberAt + (signal.member().isPresent() ? 1 : 0);
    int columnsAt = strengthAt + (signal.strength().isPresent() ? 1 : 0);
    SignalRows.Builder rows = new SignalRows.Builder(columns, (to - from) / 16);
    long known = Long.MIN_VALUE;
    for (int bar = 0; bar < from; bar++) {
      known = Math.max(known, base.knownAt(bar));
    }
    for (int bar = from; bar < to; bar++) {
      known = Math.max(known, base.knownAt(bar));
      int at = bar - from;
      for (int c = 0; c < conditions.size(); c++) {
        CheckedSignal.Condition condition = conditions.get(c);
        if (values[c][at] != 1
            || (condition.kind() == SignalKind.ENTRY
                && !mayEnter(memberAt < strengthAt ? values[memberAt][at] : 1, members, known))) {
          continue;
        }
        double strength = strengthAt < columnsAt ? values[strengthAt][at] : Double.NaN;
        rows.row(condition.kind(), condition.direction(), base.openTime(bar), known, strength);
        for (int v = columnsAt; v < values.length; v++) {
          rows.value(v - columnsAt, values[v][at]);
        }
      }
    }
    return rows.build(hash());
  }

  private static boolean mayEnter(double member, MemberSpans members, long known) {
    return member == 1 && members.contains(known);
  }

  /** Rows of bars in the order in which they are known. Belongs to one thread. */
  public static final class Stream {
    private final SignalProgram program;
    private final BarSeries base;
    private final MemberSpans members;
    private final SeriesFeed feed;

    private Stream(SignalProgram program, ProgramData data, MemberSpans members) {
      this.program = program;
      this.base = data.base();
      this.members = members;
      this.feed = new SeriesFeed(program.program, data, 0);
    }

    /** The rows of the bars from those seen so far up to an index. */
    public SignalRows until(int to) {
      int from = feed.next();
      double[][] values = new double[program.program.columns()][Math.max(0, to - from)];
      feed.run(to, values);
      return program.rows(base, from, Math.max(from, to), values, members);
    }
  }
}
