/** Root of the cli module. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.cli;
