/**
 * Time: bar lengths, sessions, and the spans that these cut time into.
 *
 * <p>Start with {@link dev.tradewind.engine.time.Timeframe} for the length of a bar, {@link
 * dev.tradewind.engine.time.TimeframeDefinition} for what it means, {@link
 * dev.tradewind.engine.time.SessionCalendars} for when something trades, and {@link
 * dev.tradewind.engine.time.TimeGrid} to cut time. All instants are UTC microseconds since
 * 1970-01-01 ({@code long …Micros}); intervals are half-open. Depends on nothing but the JDK, whose
 * time-zone rules decide daylight saving. All types are immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.time;
