package dev.tradewind.engine.strategy;

import java.math.BigDecimal;

/**
 * A parameter of a strategy: what a form shows and what a value is checked against.
 *
 * @param name the name users write
 * @param integer whether only whole numbers are allowed
 * @param defaultValue used where none is given
 * @param min smallest allowed value
 * @param max largest allowed value
 * @param description one sentence for the form
 */
public record ParameterDefinition(
    String name,
    boolean integer,
    BigDecimal defaultValue,
    BigDecimal min,
    BigDecimal max,
    String description) {}
