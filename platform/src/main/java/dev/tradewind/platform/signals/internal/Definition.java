package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.signal.SignalDefinition;
import dev.tradewind.engine.signal.SignalRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a signal definition, as its row says.
 *
 * @param name under which it is known
 * @param version 1 and up
 * @param timeframe code of the bars
 * @param rule the conditions as written
 * @param parameters with the values in use
 * @param instruments ids; empty: all of the timeframe, or those of the scanner
 * @param scanner that chooses the instruments; {@code null} for none
 * @param description for people
 * @param canonical what it means with everything put in; {@code null} until it was first seen
 * @param columns whose values its signals keep
 * @param seeded whether every installation has it
 * @param active whether signals are made of it
 * @param inUse whether it is the version in use
 * @param createdAt when it was made
 */
record Definition(
    String name,
    int version,
    String timeframe,
    SignalRule rule,
    List<SignalParameter> parameters,
    List<String> instruments,
    @Nullable String scanner,
    String description,
    @Nullable String canonical,
    List<String> columns,
    boolean seeded,
    boolean active,
    boolean inUse,
    Instant createdAt) {
  Definition {
    parameters = List.copyOf(parameters);
    instruments = List.copyOf(instruments);
    columns = List.copyOf(columns);
  }

  /** A number that the conditions name with a {@code $}, and the value in use. */
  record SignalParameter(
      String name, boolean integer, double min, double max, double step, double value) {
    ExpressionParameter engine() {
      return new ExpressionParameter(
          name,
          integer ? ExpressionParameter.Type.INTEGER : ExpressionParameter.Type.NUMBER,
          min,
          max,
          step,
          value);
    }
  }

  /**
   * As the engine sees it.
   *
   * @throws IllegalArgumentException if a row that was written past the checks cannot be
   */
  SignalDefinition engine() {
    return new SignalDefinition(
        name,
        version,
        timeframe,
        rule,
        parameters.stream().map(SignalParameter::engine).toList(),
        Map.of());
  }

  /** Whether the other one says the same, of whatever version. */
  boolean saysTheSameAs(Definition other) {
    return timeframe.equals(other.timeframe)
        && rule.equals(other.rule)
        && parameters.equals(other.parameters)
        && instruments.equals(other.instruments)
        && java.util.Objects.equals(scanner, other.scanner)
        && description.equals(other.description);
  }

  /** The next version of the same. */
  Definition next(int nextVersion, Meaning meaning, boolean nowActive, Instant now) {
    return new Definition(
        name,
        nextVersion,
        timeframe,
        rule,
        parameters,
        instruments,
        scanner,
        description,
        meaning.canonical(),
        meaning.columns(),
        seeded,
        nowActive,
        true,
        now);
  }
}
