package dev.tradewind.engine.indicator;

import dev.tradewind.engine.indicator.FunctionParameter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function of the expression language: its signature, its documentation and the kernel behind it.
 * The registry, the checker, the documentation and the user interface all read it from here.
 *
 * <p>The kernel's inputs are the {@link #implicitInputs()} first, then the column arguments in
 * their order. Two functions may share a kernel and differ in the output ({@code macd}, {@code
 * macd_signal}): kernels made of equal constants must be equal ({@code record}s), so that they are
 * computed once.
 */
public final class FunctionDefinition {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private final Builder parts;
  private final Function<double[], Kernel> factory;
  private final int output;

  private FunctionDefinition(Builder parts, Function<double[], Kernel> factory, int output) {
    this.parts = parts;
    this.factory = factory;
    this.output = output;
  }

  /** Begins a definition; it ends with {@link Builder#kernel}. */
  public static Builder named(String name, String family) {
    return new Builder(name, family);
  }

  /** Name in expressions, {@code snake_case}. */
  public String name() {
    return parts.name;
  }

  /** The group under which the function is documented, for people: {@code Moving averages}. */
  public String family() {
    return parts.family;
  }

  /** What it computes, and what it does on flat prices and zero volume where that matters. */
  public String description() {
    return parts.description;
  }

  /** Book, paper or program that defines it. */
  public String source() {
    return parts.source;
  }

  /** A complete expression that uses it. */
  public String example() {
    return parts.example;
  }

  /** What it answers. */
  public ValueType result() {
    return parts.result;
  }

  /** Columns of the bars that it reads without being told, before the column arguments. */
  public List<SeriesInput> implicitInputs() {
    return List.copyOf(parts.implicit);
  }

  /** Parameters in their order; those with a default come last. */
  public List<FunctionParameter> parameters() {
    return List.copyOf(parts.parameters);
  }

  /** Which output of the kernel it answers. */
  public int output() {
    return output;
  }

  /** The signature as documented: {@code ema(x, period)}. */
  public String signature() {
    StringBuilder text = new StringBuilder(parts.name).append('(');
    for (int i = 0; i < parts.parameters.size(); i++) {
      FunctionParameter parameter = parts.parameters.get(i);
      text.append(i == 0 ? "" : ", ").append(parameter.name());
      Double byDefault = parameter.defaultValue();
      if (byDefault != null) {
        boolean whole = byDefault == Math.rint(byDefault) && Math.abs(byDefault) < 1e9;
        text.append(" = ").append(whole ? String.valueOf(byDefault.longValue()) : byDefault);
      }
    }
    return text.append(')').toString();
  }

  /**
   * The kernel for constant arguments.
   *
   * @param constants the constant arguments in their order, checked against their ranges
   * @throws IllegalArgumentException if they are allowed one by one but not together (a fast period
   *     that is not below the slow one)
   */
  public Kernel kernel(double... constants) {
    return factory.apply(constants);
  }

  @Override
  public String toString() {
    return signature();
  }

  /** Collects the parts of a definition. */
  public static final class Builder {
    private final String name;
    private final String family;
    private final List<SeriesInput> implicit = new ArrayList<>();
    private final List<FunctionParameter> parameters = new ArrayList<>();
    private ValueType result = ValueType.NUMBER;
    private String description = "";
    private String source = "";
    private String example = "";

    private Builder(String name, String family) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "function name must match " + NAME.pattern() + ", was '" + name + "'");
      }
      this.name = name;
      this.family = family;
    }

    /** What it computes; sentences. */
    public Builder describe(String text) {
      description = text;
      return this;
    }

    /** Book, paper or program. */
    public Builder source(String text) {
      source = text;
      return this;
    }

    /** A complete expression. */
    public Builder example(String text) {
      example = text;
      return this;
    }

    /** Columns of the bars to read. */
    public Builder reads(SeriesInput... inputs) {
      implicit.addAll(List.of(inputs));
      return this;
    }

    /** A column of numbers as the next parameter. */
    public Builder series(String parameter, String meaning) {
      return add(new FunctionParameter(parameter, Kind.SERIES, meaning, 0, 0, null));
    }

    /** A column of truth values as the next parameter. */
    public Builder condition(String parameter, String meaning) {
      return add(new FunctionParameter(parameter, Kind.CONDITION, meaning, 0, 0, null));
    }

    /** A whole number as the next parameter. */
    public Builder integer(String parameter, String meaning, int min, int max) {
      return add(new FunctionParameter(parameter, Kind.INTEGER, meaning, min, max, null));
    }

    /** A whole number that may be left out. */
    public Builder integer(String parameter, String meaning, int min, int max, int byDefault) {
      return add(
          new FunctionParameter(parameter, Kind.INTEGER, meaning, min, max, (double) byDefault));
    }

    /** A number as the next parameter. */
    public Builder number(String parameter, String meaning, double min, double max) {
      return add(new FunctionParameter(parameter, Kind.NUMBER, meaning, min, max, null));
    }

    /** A number that may be left out. */
    public Builder number(
        String parameter, String meaning, double min, double max, double byDefault) {
      return add(new FunctionParameter(parameter, Kind.NUMBER, meaning, min, max, byDefault));
    }

    /** A look-back in bars as the next parameter: {@code min} to 100 000. */
    public Builder period(String parameter, int min, @Nullable Integer byDefault) {
      return add(
          new FunctionParameter(
              parameter,
              Kind.INTEGER,
              "Look-back in bars.",
              min,
              100_000,
              byDefault == null ? null : byDefault.doubleValue()));
    }

    private Builder add(FunctionParameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /** Answers truth values rather than numbers. */
    public Builder answersBoolean() {
      result = ValueType.BOOLEAN;
      return this;
    }

    /** Answers durations rather than numbers. */
    public Builder answersDuration() {
      result = ValueType.DURATION;
      return this;
    }

    /** Ends the definition with the kernel's only output. */
    public FunctionDefinition kernel(Function<double[], Kernel> factory) {
      return kernel(factory, 0);
    }

    /** Ends the definition with one output of a kernel. */
    public FunctionDefinition kernel(Function<double[], Kernel> factory, int output) {
      return new FunctionDefinition(this, factory, output);
    }
  }
}
