/** Root of the store module. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store;
