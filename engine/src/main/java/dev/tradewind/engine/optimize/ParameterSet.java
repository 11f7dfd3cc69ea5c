package dev.tradewind.engine.optimize;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One point of a space: a value for every parameter that is active. Immutable; equal if the values
 * are.
 */
public final class ParameterSet {
  private final List<Dimension> dimensions;
  private final double[] values;

  /** Takes the array over; only the space makes sets, so that inactive values are always NaN. */
  ParameterSet(List<Dimension> dimensions, double[] values) {
    this.dimensions = dimensions;
    this.values = values;
  }

  /**
   * A set as another process was handed it: its values, without the space that it is from. Equal
   * only to sets of the same order of values; for {@link TrialJob#handed} alone.
   */
  static ParameterSet handed(Map<String, BigDecimal> values) {
    List<Dimension> dimensions = new ArrayList<>();
    values.forEach(
        (name, value) ->
            dimensions.add(
                new Dimension(
                    name, new Domain.Choices(List.of(value.toString())), Optional.empty())));
    return new ParameterSet(List.copyOf(dimensions), new double[dimensions.size()]);
  }

  /** Number of parameters, inactive ones included. */
  public int size() {
    return values.length;
  }

  /** The value of a parameter as searches see it; {@code NaN} if it is not active. */
  public double value(int dimension) {
    return values[dimension];
  }

  /** Whether a parameter is part of this set. */
  public boolean isActive(int dimension) {
    return !Double.isNaN(values[dimension]);
  }

  /**
   * The value of a parameter for expressions: the number; of a choice that is no number its index
   * from 0; {@code NaN} if it is not active.
   */
  double number(int dimension) {
    double value = values[dimension];
    if (!Double.isNaN(value) && dimensions.get(dimension).domain() instanceof Domain.Choices all) {
      try {
        return Double.parseDouble(all.text(value));
      } catch (NumberFormatException e) {
        return value;
      }
    }
    return value;
  }

  /** The active parameters by name, as they are written, in the order of the space. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (isActive(i)) {
        texts.put(dimensions.get(i).name(), dimensions.get(i).domain().text(values[i]));
      }
    }
    return Collections.unmodifiableMap(texts);
  }

  /**
   * The active parameters by name for a strategy.
   *
   * @throws IllegalArgumentException if a choice is no number
   */
  public Map<String, BigDecimal> numbers() {
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    texts()
        .forEach(
            (name, text) -> {
              try {
                numbers.put(name, new BigDecimal(text));
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                    "choices of " + name + " must be numbers, was '" + text + "'", e);
              }
            });
    return Collections.unmodifiableMap(numbers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterSet that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** As it is written: {@code fast=9 slow=21}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    texts()
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
    return text.toString();
  }
}
