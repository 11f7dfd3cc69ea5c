/**
 * Samplers that stand on libraries, and so are no part of the engine.
 *
 * <p>Start with {@code SearchSamplers}. Depends on {@code engine.optimize}, on Hipparchus for
 * linear algebra and on the MOEA Framework for evolutionary selection. Samplers belong to one
 * thread.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.search;
