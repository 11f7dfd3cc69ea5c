/**
 * Features and labels: what models are trained on.
 *
 * <p>Start with {@link dev.tradewind.engine.feature.LabelDefinition} for what is to be predicted,
 * {@link dev.tradewind.engine.feature.TrainingRows} for labels joined with features, and {@link
 * dev.tradewind.engine.feature.TrainTestSplit} for rows that may be learnt from. Depends on {@code
 * engine.expr} and what lies below it. All values are immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.feature;
