/**
 * Evaluates very many parameter sets of a rule over columns, with the numbers of the event-driven
 * simulator.
 */
@NullMarked
package dev.tradewind.engine.sweep;

import org.jspecify.annotations.NullMarked;
