/** Root of the report module. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.report;
