/** Inside of the module operations. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.operations.internal;
