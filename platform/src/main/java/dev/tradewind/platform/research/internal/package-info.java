/** Inside of the module research. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.research.internal;
