/**
 * Time: bar lengths and trading calendars.
 *
 * <p>All instants are UTC microseconds since 1970-01-01 ({@code long …Micros}); intervals are
 * half-open. Depends on nothing but the JDK. All types are immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.time;
