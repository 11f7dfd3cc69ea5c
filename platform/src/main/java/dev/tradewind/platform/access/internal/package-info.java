/** Inside of the module access. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.access.internal;
