/** Inside of the module instruments. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.instruments.internal;
