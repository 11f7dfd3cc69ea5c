package dev.tradewind.engine.strategy;

/**
 * A parameter of a rule as written; an empty text is one that was left out.
 *
 * @param name without its {@code $}
 * @param type {@code integer} or {@code number}
 * @param byDefault the value where none is given
 * @param min smallest value
 * @param max largest value
 * @param step distance of neighbouring values in a sweep; empty for 1 (whole numbers) or a
 *     hundredth of the range
 * @param description one sentence for forms
 */
public record RuleParameter(
    String name,
    String type,
    String byDefault,
    String min,
    String max,
    String step,
    String description) {}
