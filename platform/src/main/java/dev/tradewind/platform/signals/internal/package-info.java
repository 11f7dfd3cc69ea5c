@org.jspecify.annotations.NullMarked
package dev.tradewind.platform.signals.internal;
