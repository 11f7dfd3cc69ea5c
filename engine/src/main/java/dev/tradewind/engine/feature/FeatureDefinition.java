package dev.tradewind.engine.feature;

import java.util.regex.Pattern;

/**
 * A feature as it is kept: a row is enough to have it built, shown and used.
 *
 * @param name {@code snake_case}, at most 60 characters
 * @param expression text of the expression language
 * @param nulls what is read where it is undefined
 * @param outliers which values are flagged
 * @param description what it is, for people; may be empty
 * @param version &ge; 1, higher each time the expression or a rule changes
 */
public record FeatureDefinition(
    String name,
    String expression,
    NullPolicy nulls,
    OutlierRule outliers,
    String description,
    int version) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  /** Refuses what cannot be kept; the expression is checked by {@link CheckedFeature}. */
  public FeatureDefinition {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "feature name must match " + NAME.pattern() + ", was '" + name + "'");
    }
    if (expression.isBlank()) {
      throw new IllegalArgumentException("expression must not be empty (feature " + name + ")");
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "version must be >= 1, was " + version + " (feature " + name + ")");
    }
  }

  /** A first version that fills no holes and flags no outliers. */
  public static FeatureDefinition of(String name, String expression, String description) {
    return new FeatureDefinition(
        name, expression, NullPolicy.SKIP, OutlierRule.NONE, description, 1);
  }

  /** The same feature with another outlier rule. */
  public FeatureDefinition withOutliers(OutlierRule rule) {
    return new FeatureDefinition(name, expression, nulls, rule, description, version);
  }

  /** The same feature with another null policy. */
  public FeatureDefinition withNulls(NullPolicy policy) {
    return new FeatureDefinition(name, expression, policy, outliers, description, version);
  }
}
