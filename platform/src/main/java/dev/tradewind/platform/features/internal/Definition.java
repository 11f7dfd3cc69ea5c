package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.engine.feature.OutlierRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a feature, as its row says.
 *
 * @param name under which expressions name it
 * @param version 1 and up
 * @param expression as it was written
 * @param canonical with all saved features put in; {@code null} until the row was first seen
 * @param nullPolicy what stands where an input is missing
 * @param outlierMethod how values that lie far out are found
 * @param outlierThreshold in the unit of the method; 0 for none
 * @param description for people
 * @param seeded whether every installation has it
 * @param active whether it is the version in use
 * @param createdAt when it was made
 */
record Definition(
    String name,
    int version,
    String expression,
    @Nullable String canonical,
    NullPolicy nullPolicy,
    OutlierRule.Method outlierMethod,
    double outlierThreshold,
    String description,
    boolean seeded,
    boolean active,
    Instant createdAt) {

  /**
   * As the engine sees it.
   *
   * @throws IllegalArgumentException if a row that was written past the checks cannot be built
   */
  FeatureDefinition engine() {
    return new FeatureDefinition(
        name,
        expression,
        nullPolicy,
        new OutlierRule(outlierMethod, outlierThreshold),
        description,
        version);
  }

  /** Whether the other one says the same, of whatever version. */
  boolean saysTheSameAs(Definition other) {
    return expression.equals(other.expression)
        && nullPolicy == other.nullPolicy
        && outlierMethod == other.outlierMethod
        && outlierThreshold == other.outlierThreshold
        && description.equals(other.description);
  }

  /** The next version of the same. */
  Definition next(int nextVersion, String newCanonical, Instant now) {
    return new Definition(
        name,
        nextVersion,
        expression,
        newCanonical,
        nullPolicy,
        outlierMethod,
        outlierThreshold,
        description,
        seeded,
        true,
        now);
  }
}
