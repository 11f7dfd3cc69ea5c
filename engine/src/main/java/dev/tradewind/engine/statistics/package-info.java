/**
 * Performance measures of an equity curve and of round trips.
 *
 * <p>Start with {@code Statistics}. Ratios are fractions; what is undefined is absent. Depends on
 * {@code engine.time}. Immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.statistics;
