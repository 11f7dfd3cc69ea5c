package dev.tradewind.engine.optimize;

import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The sets of parameters a search may try: dimensions, and restrictions that a set must meet. Made
 * by the command line, the platform and tests; read by samplers. Immutable and thread-safe.
 */
public final class SearchSpace {
  /** Spaces up to this size are walked through; larger ones are probed. */
  private static final long WALKED = 200_000;

  private static final int PROBES = 20_000;

  private final List<Dimension> dimensions;
  private final List<Optional<ScalarExpression>> conditions;
  private final List<Restriction> restrictions;
  private final Map<String, Integer> indexes;

  /**
   * What every set must meet.
   *
   * @param text for messages
   * @param holds whether a set meets it
   */
  private record Restriction(String text, Predicate<ParameterSet> holds) {}

  private SearchSpace(
      List<Dimension> dimensions,
      List<Optional<ScalarExpression>> conditions,
      List<Restriction> restrictions,
      Map<String, Integer> indexes) {
    this.dimensions = dimensions;
    this.conditions = conditions;
    this.restrictions = restrictions;
    this.indexes = indexes;
  }

  /**
   * A space; everything that can be known to be wrong is found here.
   *
   * @param dimensions at least one, names distinct; a condition names earlier ones only
   * @param constraints conditions over the parameters that every set must meet; a condition on a
   *     parameter that is not active does not count
   * @throws IllegalArgumentException if a name is unknown or given twice, or a constraint can never
   *     hold; says which and what to change
   */
  public static SearchSpace of(List<Dimension> dimensions, List<String> constraints) {
    if (dimensions.isEmpty()) {
      throw new IllegalArgumentException("space must have at least one parameter, was empty");
    }
    Map<String, Integer> indexes = new LinkedHashMap<>();
    List<Optional<ScalarExpression>> conditions = new ArrayList<>();
    for (Dimension each : dimensions) {
      String what = "condition of " + each.name();
      conditions.add(
          each.when()
              .map(text -> ScalarExpression.condition(text, List.copyOf(indexes.keySet()), what)));
      if (indexes.put(each.name(), indexes.size()) != null) {
        throw new IllegalArgumentException(
            "parameter " + each.name() + " is in the space twice; leave one of them out");
      }
    }
    List<Dimension> copy = List.copyOf(dimensions);
    Map<String, Integer> fixed = Map.copyOf(indexes);
    List<Restriction> restrictions = new ArrayList<>();
    for (String text : constraints) {
      ScalarExpression constraint =
          ScalarExpression.condition(text, List.copyOf(indexes.keySet()), "constraint");
      if (constraint.isNeverTrue(name -> range(copy.get(index(fixed, name)).domain()))) {
        throw new IllegalArgumentException(
            "constraint '"
                + text
                + "' can never hold for "
                + bounds(copy, constraint)
                + "; widen the bounds or leave the constraint out");
      }
      restrictions.add(
          new Restriction(
              "constraint '" + text + "'",
              set ->
                  constraint.names().stream().anyMatch(name -> !set.isActive(index(fixed, name)))
                      || constraint.holds(name -> set.number(index(fixed, name)))));
    }
    return new SearchSpace(copy, List.copyOf(conditions), List.copyOf(restrictions), fixed);
  }

  /** Reads dimensions as {@link Dimension#parse} does. */
  public static SearchSpace parse(List<String> dimensions, List<String> constraints) {
    return of(dimensions.stream().map(Dimension::parse).toList(), constraints);
  }

  private static int index(Map<String, Integer> indexes, String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("parameter '" + name + "' is not in the space");
    }
    return index;
  }

  private static ScalarExpression.Range range(Domain domain) {
    return domain instanceof Domain.Choices
        ? ScalarExpression.Range.ALL
        : new ScalarExpression.Range(domain.low(), domain.high());
  }

  private static String bounds(List<Dimension> dimensions, ScalarExpression constraint) {
    return String.join(
        ", ",
        dimensions.stream()
            .filter(each -> constraint.names().contains(each.name()))
            .map(Dimension::text)
            .toList());
  }

  /**
   * This space, restricted to what a strategy accepts: its own check of all values together, with
   * its defaults for what is not searched.
   *
   * @throws IllegalArgumentException if the strategy does not have a parameter, or a bound or a
   *     fixed value lies outside of the strategy's; says all that is wrong
   */
  public SearchSpace within(StrategyDescriptor strategy, Map<String, BigDecimal> fixed) {
    List<String> problems = new ArrayList<>();
    for (Dimension each : dimensions) {
      Optional<ParameterDefinition> definition =
          strategy.parameters().stream().filter(p -> p.name().equals(each.name())).findFirst();
      if (definition.isEmpty()) {
        problems.add(unknown(strategy, each.name()));
      } else if (fixed.containsKey(each.name())) {
        problems.add("parameter " + each.name() + " is both searched and fixed; leave one out");
      } else {
        addBoundProblems(each, definition.get(), problems);
      }
    }
    new TreeMap<>(fixed)
        .forEach(
            (name, value) ->
                strategy.parameters().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .map(each -> each.problem(value))
                    .orElseGet(() -> Optional.of(unknown(strategy, name)))
                    .ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    List<Restriction> more = new ArrayList<>(restrictions);
    more.add(
        new Restriction(
            "what strategy " + strategy.id() + " accepts",
            set -> strategy.problems(values(set, fixed)).isEmpty()));
    return new SearchSpace(dimensions, conditions, List.copyOf(more), indexes);
  }

  private static String unknown(StrategyDescriptor strategy, String name) {
    List<String> known = strategy.parameters().stream().map(ParameterDefinition::name).toList();
    return "strategy "
        + strategy.id()
        + " has no parameter '"
        + name
        + "'; "
        + NearestName.of(name, known)
            .map(near -> "did you mean " + near + "?")
            .orElse(known.isEmpty() ? "it has none" : "it has " + String.join(", ", known));
  }

  static Map<String, BigDecimal> values(ParameterSet set, Map<String, BigDecimal> fixed) {
    Map<String, BigDecimal> values = new HashMap<>(fixed);
    values.putAll(set.numbers());
    return values;
  }

  private static void addBoundProblems(
      Dimension dimension, ParameterDefinition definition, List<String> problems) {
    if (dimension.domain() instanceof Domain.Choices choices) {
      for (String each : choices.values()) {
        try {
          definition
              .problem(new BigDecimal(each))
              .ifPresent(text -> problems.add(text + " (space '" + dimension.text() + "')"));
        } catch (NumberFormatException e) {
          problems.add(
              "choices of "
                  + dimension.name()
                  + " must be numbers, was '"
                  + each
                  + "' (space '"
                  + dimension.text()
                  + "')");
        }
      }
      return;
    }
    if (definition.integer() && dimension.domain() instanceof Domain.RealNumbers) {
      problems.add(
          dimension.name()
              + " takes whole numbers only, was "
              + dimension.domain().text()
              + "; write bounds and step without a point");
      return;
    }
    for (double bound : new double[] {dimension.domain().low(), dimension.domain().high()}) {
      definition
          .problem(new BigDecimal(dimension.domain().text(bound)))
          .ifPresent(text -> problems.add(text + " (space '" + dimension.text() + "')"));
    }
  }

  /** The parameters in their order. */
  public List<Dimension> dimensions() {
    return dimensions;
  }

  /** Number of parameters. */
  public int size() {
    return dimensions.size();
  }

  /** Whether every parameter is always active. */
  public boolean isUnconditional() {
    return conditions.stream().allMatch(Optional::isEmpty);
  }

  /** Number of sets before conditions and restrictions; empty if not countable or above 2^62. */
  public OptionalLong count() {
    long count = 1;
    for (Dimension each : dimensions) {
      OptionalLong values = each.domain().count();
      if (values.isEmpty() || values.getAsLong() > (1L << 62) / count) {
        return OptionalLong.empty();
      }
      count *= values.getAsLong();
    }
    return OptionalLong.of(count);
  }

  /**
   * The set of given values, those of inactive parameters left out.
   *
   * @param values one for each dimension; not kept
   */
  public ParameterSet set(double[] values) {
    double[] kept = values.clone();
    ParameterSet set = new ParameterSet(dimensions, kept);
    for (int i = 0; i < kept.length; i++) {
      Optional<ScalarExpression> when = conditions.get(i);
      if (when.isPresent() && !when.get().holds(name -> set.number(index(indexes, name)))) {
        kept[i] = Double.NaN;
      }
    }
    return set;
  }

  /** The set at a place of the unit cube. */
  public ParameterSet fromUnit(double[] unit) {
    double[] values = new double[dimensions.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dimensions.get(i).domain().fromUnit(unit[i]);
    }
    return set(values);
  }

  /** The set of that index, the last parameter changing fastest. */
  ParameterSet at(long index) {
    double[] values = new double[dimensions.size()];
    long rest = index;
    for (int i = values.length - 1; i >= 0; i--) {
      Domain domain = dimensions.get(i).domain();
      long count = domain.count().orElseThrow();
      values[i] = domain.at(rest % count);
      rest /= count;
    }
    return set(values);
  }

  /**
   * The set of written values.
   *
   * @throws IllegalArgumentException if one is missing or not of its domain
   */
  public ParameterSet parse(Map<String, String> texts) {
    double[] values = new double[dimensions.size()];
    for (int i = 0; i < values.length; i++) {
      String text = texts.get(dimensions.get(i).name());
      values[i] = text == null ? Double.NaN : dimensions.get(i).domain().parse(text);
    }
    return new ParameterSet(dimensions, values);
  }

  /** Whether a set meets every restriction. */
  public boolean accepts(ParameterSet set) {
    for (Restriction each : restrictions) {
      if (!each.holds().test(set)) {
        return false;
      }
    }
    return true;
  }

  /** A random set that meets every restriction. */
  ParameterSet random(SeededRandom random) {
    double[] unit = new double[dimensions.size()];
    for (int attempt = 0; attempt < 100 * PROBES; attempt++) {
      for (int i = 0; i < unit.length; i++) {
        unit[i] = random.nextDouble();
      }
      ParameterSet set = fromUnit(unit);
      if (accepts(set)) {
        return set;
      }
    }
    throw new IllegalStateException("no set of two million met the constraints");
  }

  /**
   * Makes sure that there is something to try. Small spaces are walked through, of larger ones 20
   * 000 sets are probed.
   *
   * @return the part of the sets that meets the restrictions, in (0, 1]
   * @throws IllegalArgumentException if no set meets them; says how many meet each alone
   */
  public double requireSomething() {
    OptionalLong count = count();
    boolean walks = count.isPresent() && count.getAsLong() <= WALKED;
    long tries = walks ? count.getAsLong() : PROBES;
    long[] alone = new long[restrictions.size()];
    long all = 0;
    SeededRandom random = new SeededRandom(0);
    double[] unit = new double[dimensions.size()];
    for (long n = 0; n < tries; n++) {
      for (int i = 0; i < unit.length && !walks; i++) {
        unit[i] = random.nextDouble();
      }
      ParameterSet set = walks ? at(n) : fromUnit(unit);
      boolean accepted = true;
      for (int r = 0; r < alone.length; r++) {
        boolean holds = restrictions.get(r).holds().test(set);
        alone[r] += holds ? 1 : 0;
        accepted &= holds;
      }
      all += accepted ? 1 : 0;
    }
    if (all > 0) {
      return (double) all / tries;
    }
    StringBuilder each = new StringBuilder();
    for (int r = 0; r < alone.length; r++) {
      each.append(r == 0 ? "" : ", ")
          .append(restrictions.get(r).text())
          .append(" alone is met by ")
          .append(alone[r]);
    }
    throw new IllegalArgumentException(
        "no set of parameters meets all constraints: of "
            + (walks ? "all " : "")
            + tries
            + " sets "
            + each
            + "; widen the bounds or loosen a constraint");
  }

  /** As users write it, one dimension after the other; part of a study's identity. */
  public String text() {
    StringBuilder text = new StringBuilder();
    dimensions.forEach(each -> text.append(text.isEmpty() ? "" : "; ").append(each.text()));
    restrictions.forEach(each -> text.append("; ").append(each.text()));
    return text.toString();
  }
}
