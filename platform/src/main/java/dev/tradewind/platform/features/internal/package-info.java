/** Inside of the module features. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.features.internal;
