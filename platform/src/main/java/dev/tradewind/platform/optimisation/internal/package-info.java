/** Inside of the module optimisation. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.optimisation.internal;
