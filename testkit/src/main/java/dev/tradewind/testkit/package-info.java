/** Root of the testkit module. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.testkit;
