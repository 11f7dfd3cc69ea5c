/**
 * The expression language: features, rules and conditions are all values of {@link
 * dev.tradewind.engine.expr.Expression}.
 *
 * <p>Text is parsed, checked against the functions of the registry and printed in one canonical
 * form; a checked expression is compiled to a program that runs over whole series or bar by bar
 * with the same bits. Total by construction: no loops, no input or output, no reflection, bounded
 * size. Depends on {@code engine.time}, {@code engine.market} and {@code engine.indicator}. All
 * values are immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.expr;
