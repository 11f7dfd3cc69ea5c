/** Root of the platform module. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.platform;
