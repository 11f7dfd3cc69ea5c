/**
 * Features and labels: what models are trained on and signals are made of.
 *
 * <p>Features are named expressions with what to do about holes and outliers: start with {@link
 * dev.tradewind.engine.feature.FeatureDefinition}; {@link
 * dev.tradewind.engine.feature.FeatureProgram} is what computes one, over whole series or from a
 * checkpoint on, with the same bits. Start with {@link
 * dev.tradewind.engine.feature.LabelDefinition} for what is to be predicted, {@link
 * dev.tradewind.engine.feature.TrainingRows} for labels joined with features, and {@link
 * dev.tradewind.engine.feature.TrainTestSplit} for rows that may be learnt from. Depends on {@code
 * engine.expr} and what lies below it. Values are immutable unless they say otherwise.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.feature;
