package dev.tradewind.engine.simulation;

/**
 * One line of the assumption sheet.
 *
 * @param key stable name, for example {@code fills.price}
 * @param text what was assumed, in plain words with its numbers
 * @param isWarning whether it is a reason for doubt rather than a convention
 */
public record Assumption(String key, String text, boolean isWarning) {}
