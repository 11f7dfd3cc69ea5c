package dev.tradewind.engine.optimize;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The values a parameter may take. Searches handle a value as a {@code double}: the number itself,
 * or the index of a choice. {@link #fromUnit} and {@link #toUnit} map to [0, 1], where equal parts
 * are equally likely; on a logarithmic scale equal parts are equal ratios.
 */
public sealed interface Domain {
  /** Number of values; empty if they are not countable. */
  OptionalLong count();

  /** The smallest value. */
  double low();

  /** The largest value. */
  double high();

  /** Whether equal ratios, not equal differences, are equally likely. */
  boolean isLog();

  /** The value at a place in [0, 1]. */
  double fromUnit(double unit);

  /** The place of a value, the middle of its part for countable ones. */
  double toUnit(double value);

  /**
   * The value of that index.
   *
   * @param index in [0, count)
   * @throws UnsupportedOperationException if the values are not countable
   */
  double at(long index);

  /** A value as it is written, exact. */
  String text(double value);

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if the text is none of the values
   */
  double parse(String text);

  /** The values as a user writes them: {@code 31..130:5}. */
  String text();

  /**
   * Whole numbers {@code min, min + step, ...} up to {@code max}.
   *
   * @param min smallest, between -10^12 and 10^12
   * @param max not below {@code min}
   * @param step &gt; 0
   * @param log whether equal ratios are equally likely; then {@code min} &gt; 0
   */
  record WholeNumbers(long min, long max, long step, boolean log) implements Domain {
    private static final long LIMIT = 1_000_000_000_000L;

    /** Refuses what is empty. */
    public WholeNumbers {
      if (min > max) {
        throw new IllegalArgumentException(
            "min must be <= max (" + max + "), was " + min + "; swap the bounds");
      }
      if (min < -LIMIT || max > LIMIT) {
        throw new IllegalArgumentException(
            "bounds must be in -10^12..10^12, were " + min + ".." + max);
      }
      if (step <= 0) {
        throw new IllegalArgumentException("step must be > 0, was " + step);
      }
      if (log && min <= 0) {
        throw new IllegalArgumentException("min must be > 0 on a log scale, was " + min);
      }
    }

    private long size() {
      return (max - min) / step + 1;
    }

    @Override
    public OptionalLong count() {
      return OptionalLong.of(size());
    }

    @Override
    public double low() {
      return min;
    }

    @Override
    public double high() {
      return at(size() - 1);
    }

    @Override
    public boolean isLog() {
      return log;
    }

    @Override
    public double fromUnit(double unit) {
      if (!log) {
        return at(clamp((long) Math.floor(unit * size())));
      }
      double from = Math.log(min - step * 0.5 > 0 ? min - step * 0.5 : min * 0.5);
      double to = Math.log(high() + step * 0.5);
      double value = Math.exp(from + unit * (to - from));
      return at(clamp(Math.round((value - min) / step)));
    }

    private long clamp(long index) {
      return Math.clamp(index, 0, size() - 1);
    }

    @Override
    public double toUnit(double value) {
      if (!log) {
        return (Math.rint((value - min) / step) + 0.5) / size();
      }
      double from = Math.log(min - step * 0.5 > 0 ? min - step * 0.5 : min * 0.5);
      double to = Math.log(high() + step * 0.5);
      return (Math.log(value) - from) / (to - from);
    }

    @Override
    public double at(long index) {
      return min + index * step;
    }

    @Override
    public String text(double value) {
      return Long.toString((long) value);
    }

    @Override
    public double parse(String text) {
      double value;
      try {
        value = Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw notOne(text, e);
      }
      if (value < min || value > max || (value - min) % step != 0) {
        throw notOne(text, null);
      }
      return value;
    }

    private IllegalArgumentException notOne(String text, @Nullable Exception cause) {
      return new IllegalArgumentException("value must be of " + text() + ", was " + text, cause);
    }

    @Override
    public String text() {
      return min + ".." + max + (step == 1 ? "" : ":" + step) + (log ? ":log" : "");
    }
  }

  /**
   * Numbers from {@code min} to {@code max}, in steps or not.
   *
   * @param min smallest
   * @param max not below {@code min}
   * @param step &gt; 0; empty if every number between is allowed
   * @param log whether equal ratios are equally likely; then {@code min} &gt; 0 and there is no
   *     step
   */
  record RealNumbers(BigDecimal min, BigDecimal max, Optional<BigDecimal> step, boolean log)
      implements Domain {
    /** Refuses what is empty. */
    public RealNumbers {
      if (min.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "min must be <= max ("
                + max.toPlainString()
                + "), was "
                + min.toPlainString()
                + "; swap the bounds");
      }
      if (step.isPresent() && step.get().signum() <= 0) {
        throw new IllegalArgumentException("step must be > 0, was " + step.get().toPlainString());
      }
      if (log && min.signum() <= 0) {
        throw new IllegalArgumentException(
            "min must be > 0 on a log scale, was " + min.toPlainString());
      }
      if (log && step.isPresent()) {
        throw new IllegalArgumentException(
            "a log scale of numbers takes no step, was " + step.get().toPlainString());
      }
      if (step.isPresent()
          && max.subtract(min)
                  .divideToIntegralValue(step.get())
                  .compareTo(BigDecimal.valueOf(1_000_000_000L))
              > 0) {
        throw new IllegalArgumentException(
            "step must give at most 10^9 values, was " + step.get().toPlainString());
      }
    }

    @Override
    public OptionalLong count() {
      return step.isPresent() ? OptionalLong.of(size(step.get())) : OptionalLong.empty();
    }

    private long size(BigDecimal distance) {
      return max.subtract(min).divide(distance, 0, RoundingMode.FLOOR).longValueExact() + 1;
    }

    @Override
    public double low() {
      return min.doubleValue();
    }

    @Override
    public double high() {
      return step.isPresent() ? at(size(step.get()) - 1) : max.doubleValue();
    }

    @Override
    public boolean isLog() {
      return log;
    }

    @Override
    public double fromUnit(double unit) {
      if (step.isPresent()) {
        long size = size(step.get());
        return at(Math.clamp((long) Math.floor(unit * size), 0, size - 1));
      }
      double from = low();
      double to = high();
      double value =
          log
              ? Math.exp(Math.log(from) + unit * (Math.log(to) - Math.log(from)))
              : from + unit * (to - from);
      return Math.clamp(value, from, to);
    }

    @Override
    public double toUnit(double value) {
      if (step.isPresent()) {
        double distance = step.get().doubleValue();
        return (Math.rint((value - low()) / distance) + 0.5) / size(step.get());
      }
      double from = low();
      double to = high();
      if (from == to) {
        return 0.5;
      }
      return log
          ? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))
          : (value - from) / (to - from);
    }

    @Override
    public double at(long index) {
      return min.add(
              step.orElseThrow(() -> new UnsupportedOperationException("not countable: " + text()))
                  .multiply(BigDecimal.valueOf(index)))
          .doubleValue();
    }

    @Override
    public String text(double value) {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    @Override
    public double parse(String text) {
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("value must be of " + text() + ", was " + text, e);
      }
      if (!(value >= low() && value <= high())) {
        throw new IllegalArgumentException("value must be of " + text() + ", was " + text);
      }
      return value;
    }

    @Override
    public String text() {
      return min.toPlainString()
          + ".."
          + max.toPlainString()
          + step.map(each -> ":" + each.toPlainString()).orElse("")
          + (log ? ":log" : "");
    }
  }

  /**
   * One of several texts without an order.
   *
   * @param values distinct, at least one
   */
  record Choices(List<String> values) implements Domain {
    /** Refuses what is empty. */
    public Choices {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("choices must not be empty");
      }
      if (new HashSet<>(values).size() < values.size()) {
        throw new IllegalArgumentException("choices must differ, were " + values);
      }
    }

    @Override
    public OptionalLong count() {
      return OptionalLong.of(values.size());
    }

    @Override
    public double low() {
      return 0;
    }

    @Override
    public double high() {
      return values.size() - 1.0;
    }

    @Override
    public boolean isLog() {
      return false;
    }

    @Override
    public double fromUnit(double unit) {
      return Math.clamp((long) Math.floor(unit * values.size()), 0, values.size() - 1);
    }

    @Override
    public double toUnit(double value) {
      return (value + 0.5) / values.size();
    }

    @Override
    public double at(long index) {
      return index;
    }

    @Override
    public String text(double value) {
      return values.get((int) value);
    }

    @Override
    public double parse(String text) {
      int index = values.indexOf(text);
      if (index < 0) {
        throw new IllegalArgumentException("value must be one of " + values + ", was " + text);
      }
      return index;
    }

    @Override
    public String text() {
      return "{" + String.join(",", values) + "}";
    }
  }
}
