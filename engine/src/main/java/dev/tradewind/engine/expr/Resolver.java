package dev.tradewind.engine.expr;

import dev.tradewind.engine.expr.Expression.Adjusted;
import dev.tradewind.engine.expr.Expression.Ago;
import dev.tradewind.engine.expr.Expression.At;
import dev.tradewind.engine.expr.Expression.Binary;
import dev.tradewind.engine.expr.Expression.BooleanLiteral;
import dev.tradewind.engine.expr.Expression.Call;
import dev.tradewind.engine.expr.Expression.DurationLiteral;
import dev.tradewind.engine.expr.Expression.Field;
import dev.tradewind.engine.expr.Expression.Name;
import dev.tradewind.engine.expr.Expression.Negate;
import dev.tradewind.engine.expr.Expression.Not;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.expr.Expression.Of;
import dev.tradewind.engine.expr.Expression.Parameter;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of the checker: walks the tree once, resolves it and collects what is wrong. */
final class Resolver {
  private static final int SHOWN = 80;

  private final ExpressionScope scope;
  private final List<ExpressionProblem> problems = new ArrayList<>();
  private int nodes;
  private boolean tooLarge;

  Resolver(ExpressionScope scope) {
    this.scope = scope;
  }

  /**
   * What a node is.
   *
   * @param expression resolved, if there was no problem
   * @param type {@code null} where a problem was reported, which is not followed up
   */
  private record Resolved(Expression expression, @Nullable ValueType type) {}

  /**
   * Where a node stands.
   *
   * @param path the saved features being put in, outermost first
   * @param adjusted whether it is computed on adjusted bars
   * @param instrument the other instrument on whose bars it is computed
   * @param elsewhere whether it is computed on other bars than those at hand
   * @param depth nodes above it
   */
  private record Place(
      List<String> path,
      boolean adjusted,
      @Nullable String instrument,
      boolean elsewhere,
      int depth) {
    static final Place ROOT = new Place(List.of(), false, null, false, 0);

    Place below() {
      return new Place(path, adjusted, instrument, elsewhere, depth + 1);
    }

    Place onAdjusted() {
      return new Place(path, true, instrument, true, depth + 1);
    }

    Place onLonger() {
      return new Place(path, adjusted, instrument, true, depth + 1);
    }

    Place onOther(String id) {
      return new Place(path, adjusted, id, true, depth + 1);
    }

    Place in(String name) {
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      return new Place(longer, adjusted, instrument, elsewhere, depth);
    }
  }

  CheckResult run(ParseResult.Parsed parsed) {
    for (String name : scope.values().keySet()) {
      if (scope.parameter(name).isEmpty()) {
        report(new Span(0, 0), Place.ROOT, "a value is given for the unknown parameter $" + name);
      }
    }
    Resolved resolved = resolve(parsed.located(), Place.ROOT);
    if (problems.isEmpty() && resolved.type() != null) {
      String canonical = ExpressionPrinter.print(resolved.expression());
      if (canonical.length() <= ExpressionLimits.MAX_TEXT) {
        return new CheckResult.Checked(
            new CheckedExpression(
                resolved.expression(), resolved.type(), canonical, scope.registry()));
      }
      report(
          parsed.located().span(),
          Place.ROOT,
          "with saved features put in, an expression has at most "
              + ExpressionLimits.MAX_TEXT
              + " characters, was of "
              + canonical.length());
    }
    return new CheckResult.Refused(
        parsed.text(),
        problems.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt(ExpressionProblem::from)
                    .thenComparingInt(ExpressionProblem::to))
            .toList());
  }

  private Resolved resolve(Located node, Place place) {
    if (!(node.expression() instanceof Name) && !fits(node, place)) {
      return new Resolved(node.expression(), null);
    }
    return switch (node.expression()) {
      case NumberLiteral literal -> new Resolved(literal, ValueType.NUMBER);
      case BooleanLiteral literal -> new Resolved(literal, ValueType.BOOLEAN);
      case DurationLiteral literal -> new Resolved(literal, ValueType.DURATION);
      case Field field -> new Resolved(field, ValueType.NUMBER);
      case Name(var name) -> saved(node, name, place);
      case Parameter(var name) -> parameter(node, name, place);
      case Negate negate -> negate(node, place);
      case Not not -> not(node, place);
      case Binary binary -> binary(node, binary.operator(), place);
      case Ago(var series, var bars) -> {
        Resolved inner = resolve(node.children().getFirst(), place.below());
        yield new Resolved(new Ago(inner.expression(), bars), inner.type());
      }
      case At at -> at(node, at, place);
      case Of of -> of(node, of, place);
      case Adjusted adjusted -> adjusted(node, place);
      case Call call -> call(node, call, place);
    };
  }

  /** Counts the node against the limits, which hold with saved features put in. */
  private boolean fits(Located node, Place place) {
    nodes++;
    boolean fits =
        nodes <= ExpressionLimits.MAX_NODES && place.depth() < ExpressionLimits.MAX_DEPTH;
    if (!fits && !tooLarge) {
      tooLarge = true;
      report(
          node.span(),
          place,
          "with saved features put in, an expression has at most "
              + ExpressionLimits.MAX_NODES
              + " parts, nested at most "
              + ExpressionLimits.MAX_DEPTH
              + " deep");
    }
    return fits;
  }

  private Resolved saved(Located node, String name, Place place) {
    Resolved unknown = new Resolved(node.expression(), null);
    if (place.path().contains(name)) {
      List<String> cycle = new ArrayList<>(place.path());
      cycle.add(name);
      report(node.span(), place, "saved features name each other: " + String.join(" > ", cycle));
      return unknown;
    }
    Optional<Expression> definition = scope.saved().find(name);
    if (definition.isEmpty()) {
      unknownName(node, name, place);
      return unknown;
    }
    Place inside = place.in(name);
    if (inside.path().size() > ExpressionLimits.MAX_DEPTH
        || ExpressionLimits.isTooDeep(definition.get())
        || ExpressionLimits.nodes(definition.get()) > ExpressionLimits.MAX_NODES) {
      nodes = ExpressionLimits.MAX_NODES;
      fits(node, inside);
      return unknown;
    }
    return resolve(Located.at(definition.get(), node.span()), inside);
  }

  private void unknownName(Located node, String name, Place place) {
    Optional<FunctionDefinition> function = scope.registry().find(name);
    if (function.isPresent()) {
      report(
          node.span(),
          place,
          name + " is a function and needs its arguments",
          "'" + function.get().signature() + "'");
      return;
    }
    if (scope.parameter(name).isPresent()) {
      report(node.span(), place, "a parameter is written with a $", "'$" + name + "'");
      return;
    }
    List<String> known = new ArrayList<>(Words.FIELDS);
    known.addAll(scope.saved().names());
    known.addAll(Words.KEYWORDS);
    scope.registry().all().forEach(each -> known.add(each.name()));
    report(node.span(), place, "unknown field or feature '" + name + "'", quoted(name, known));
  }

  private Resolved parameter(Located node, String name, Place place) {
    Resolved unknown = new Resolved(node.expression(), null);
    if (!place.path().isEmpty()) {
      report(node.span(), place, "a saved feature cannot have the parameter $" + name);
      return unknown;
    }
    Optional<ExpressionParameter> declared = scope.parameter(name);
    if (declared.isEmpty()) {
      List<String> known = scope.parameters().stream().map(ExpressionParameter::name).toList();
      report(
          node.span(),
          place,
          "unknown parameter $" + name,
          NearestName.of(name, known).map(each -> "'$" + each + "'"));
      return unknown;
    }
    double value = scope.values().getOrDefault(name, declared.get().byDefault());
    if (!declared.get().accepts(value)) {
      report(
          node.span(),
          place,
          "$" + name + " must be " + declared.get().bounds() + ", was " + shown(value));
      return unknown;
    }
    return new Resolved(new NumberLiteral(value), ValueType.NUMBER);
  }

  private Resolved negate(Located node, Place place) {
    Resolved inner = resolve(node.children().getFirst(), place.below());
    if (inner.type() == ValueType.BOOLEAN) {
      report(node.span(), place, "'-' takes a number, was a truth value", numberOf(node, place));
      return new Resolved(node.expression(), null);
    }
    Expression negated =
        inner.expression() instanceof NumberLiteral(double value)
            ? new NumberLiteral(-value)
            : new Negate(inner.expression());
    return new Resolved(negated, inner.type());
  }

  private Resolved not(Located node, Place place) {
    Resolved inner = resolve(node.children().getFirst(), place.below());
    if (inner.type() != null && inner.type() != ValueType.BOOLEAN) {
      report(node.span(), place, "'not' takes a truth value, was a " + name(inner.type()));
      return new Resolved(node.expression(), null);
    }
    return new Resolved(new Not(inner.expression()), inner.type());
  }

  private Resolved binary(Located node, BinaryOperator operator, Place place) {
    Resolved left = resolve(node.children().getFirst(), place.below());
    Resolved right = resolve(node.children().getLast(), place.below());
    Expression resolved = new Binary(operator, left.expression(), right.expression());
    if (left.type() == null || right.type() == null) {
      return new Resolved(resolved, null);
    }
    Optional<ValueType> type = OperatorTypes.of(operator, left.type(), right.type());
    if (type.isEmpty()) {
      report(
          node.span(),
          place,
          String.format(
              Locale.ROOT,
              "'%s' takes %s, was a %s and a %s",
              operator.symbol(),
              OperatorTypes.taken(operator),
              name(left.type()),
              name(right.type())));
      return new Resolved(resolved, null);
    }
    return new Resolved(resolved, type.get());
  }

  private Resolved at(Located node, At at, Place place) {
    Optional<TimeframeDefinition> found = scope.timeframe(at.timeframe());
    if (found.isEmpty()) {
      report(
          node.word(),
          place,
          "unknown timeframe " + at.timeframe(),
          nearest(at.timeframe()).map(each -> "'" + each + "'"));
      resolve(node.children().getFirst(), place.below());
      return new Resolved(at, null);
    }
    TimeframeDefinition timeframe = found.get();
    boolean good = true;
    if (at.partial() && !timeframe.partialLast()) {
      report(node.word(), place, "timeframe " + at.timeframe() + " allows no partial bar");
      good = false;
    }
    if (at.partial() && place.elsewhere()) {
      report(
          node.word(),
          place,
          "a bar that is still being made can be seen from the bars at hand only, not within @, of"
              + " or adjusted",
          "'@" + at.timeframe() + "'");
      good = false;
    }
    good &= canBeMade(node, timeframe, place);
    Resolved inner = resolve(node.children().getFirst(), place.onLonger());
    return new Resolved(
        new At(inner.expression(), timeframe.code(), at.partial()), good ? inner.type() : null);
  }

  private boolean canBeMade(Located node, TimeframeDefinition timeframe, Place place) {
    TimeframeDefinition base = scope.base();
    if (base == null || timeframe.code().equals(base.code()) || base.fitsInto(timeframe)) {
      return true;
    }
    report(
        node.word(),
        place,
        "bars of "
            + timeframe.code()
            + " cannot be made from bars of "
            + base.code()
            + ": the timeframe must be longer and hold whole bars",
        nearest(timeframe, base::fitsInto).map(each -> "'" + each + "'"));
    return false;
  }

  private Resolved of(Located node, Of of, Place place) {
    String outer = place.instrument();
    boolean good = outer == null || outer.equals(of.instrument());
    if (!good) {
      report(
          node.word(),
          place,
          "\"" + of.instrument() + "\" must not be within a reference to \"" + outer + "\"",
          "one 'of' for each field");
    }
    Resolved inner = resolve(node.children().getFirst(), place.onOther(of.instrument()));
    return new Resolved(new Of(inner.expression(), of.instrument()), good ? inner.type() : null);
  }

  private Optional<String> nearest(String code) {
    return nearest(TimeframeDefinition.of(code), each -> true);
  }

  private Optional<String> nearest(
      TimeframeDefinition wanted, Predicate<TimeframeDefinition> offered) {
    return scope.timeframes().stream()
        .filter(offered)
        .filter(each -> (each.sessions() > 0) == (wanted.sessions() > 0))
        .min(
            Comparator.comparingDouble(
                each -> Math.abs(Math.log(each.maxDays() / wanted.maxDays()))))
        .map(TimeframeDefinition::code);
  }

  private Resolved adjusted(Located node, Place place) {
    if (place.adjusted()) {
      report(node.word(), place, "the bars are adjusted already");
      return new Resolved(node.expression(), null);
    }
    Resolved inner = resolve(node.children().getFirst(), place.onAdjusted());
    return new Resolved(new Adjusted(inner.expression()), inner.type());
  }

  private Resolved call(Located node, Call call, Place place) {
    Optional<FunctionDefinition> found = scope.registry().find(call.function());
    if (found.isEmpty()) {
      List<String> known = scope.registry().all().stream().map(FunctionDefinition::name).toList();
      report(
          node.word(),
          place,
          "unknown function '" + call.function() + "'",
          quoted(call.function(), known));
      node.children().forEach(each -> resolve(each, place.below()));
      return new Resolved(call, null);
    }
    FunctionDefinition function = found.get();
    List<FunctionParameter> parameters = function.parameters();
    boolean good = checkCount(node, function, place);
    List<Expression> arguments = new ArrayList<>();
    List<Double> constants = new ArrayList<>();
    for (int i = 0; i < Math.max(parameters.size(), node.children().size()); i++) {
      if (i >= parameters.size()) {
        resolve(node.children().get(i), place.below());
      } else if (i < node.children().size()) {
        Optional<Expression> argument =
            argument(node, node.children().get(i), parameters.get(i), place);
        argument.ifPresent(arguments::add);
        good &= argument.isPresent();
      } else {
        Double byDefault = parameters.get(i).defaultValue();
        if (byDefault != null && fits(node, place.below())) {
          arguments.add(new NumberLiteral(byDefault));
        }
      }
      if (good && i < arguments.size() && !parameters.get(i).kind().isColumn()) {
        constants.add(((NumberLiteral) arguments.get(i)).value());
      }
    }
    good =
        good && arguments.size() == parameters.size() && kernel(node, function, constants, place);
    return new Resolved(new Call(call.function(), arguments), good ? function.result() : null);
  }

  private boolean checkCount(Located node, FunctionDefinition function, Place place) {
    List<FunctionParameter> parameters = function.parameters();
    int given = node.children().size();
    long needed = parameters.stream().filter(each -> each.defaultValue() == null).count();
    if (given >= needed && given <= parameters.size()) {
      return true;
    }
    String takes =
        needed == parameters.size() ? String.valueOf(needed) : needed + " to " + parameters.size();
    Span span = given < needed ? node.word() : node.children().get(parameters.size()).span();
    report(
        span,
        place,
        String.format(
            Locale.ROOT,
            "%s takes %s %s, was given %d: %s",
            function.name(),
            takes,
            takes.equals("1") ? "argument" : "arguments",
            given,
            function.signature()));
    return false;
  }

  private Optional<Expression> argument(
      Located call, Located given, FunctionParameter parameter, Place place) {
    Resolved resolved = resolve(given, place.below());
    if (resolved.type() == null) {
      return Optional.empty();
    }
    if (!parameter.kind().isColumn()) {
      return constant(call, given, parameter, resolved, place);
    }
    ValueType wanted =
        parameter.kind() == FunctionParameter.Kind.CONDITION ? ValueType.BOOLEAN : ValueType.NUMBER;
    if (resolved.type() == wanted) {
      return Optional.of(resolved.expression());
    }
    report(
        given.span(),
        place,
        String.format(
            Locale.ROOT,
            "%s must be a %s, was a %s (%s)",
            parameter.name(),
            name(wanted),
            name(resolved.type()),
            shown(call)));
    return Optional.empty();
  }

  private Optional<Expression> constant(
      Located call, Located given, FunctionParameter parameter, Resolved resolved, Place place) {
    if (resolved.type() != ValueType.NUMBER || !ConstantFolding.isConstant(resolved.expression())) {
      report(
          given.span(),
          place,
          String.format(
              Locale.ROOT,
              "%s must be a constant number, was %s (%s)",
              parameter.name(),
              shown(given),
              shown(call)));
      return Optional.empty();
    }
    OptionalDouble folded = ConstantFolding.fold(resolved.expression());
    if (folded.isEmpty() || !parameter.accepts(folded.getAsDouble())) {
      String value = folded.isEmpty() ? "undefined" : shown(folded.getAsDouble());
      boolean inRange =
          folded.isPresent()
              && folded.getAsDouble() >= parameter.min()
              && folded.getAsDouble() <= parameter.max();
      String bound =
          inRange ? "whole" : "in " + shown(parameter.min()) + ".." + shown(parameter.max());
      report(
          given.span(),
          place,
          String.format(
              Locale.ROOT,
              "%s must be %s, was %s (%s)",
              parameter.name(),
              bound,
              value,
              shown(call)));
      return Optional.empty();
    }
    return Optional.of(new NumberLiteral(folded.getAsDouble()));
  }

  /** Constants that are allowed one by one may not be so together; the kernel knows. */
  private boolean kernel(
      Located node, FunctionDefinition function, List<Double> constants, Place place) {
    try {
      var _ = function.kernel(constants.stream().mapToDouble(Double::doubleValue).toArray());
      return true;
    } catch (IllegalArgumentException e) {
      report(node.span(), place, e.getMessage() + " (" + shown(node) + ")");
      return false;
    }
  }

  private Optional<String> numberOf(Located node, Place place) {
    return scope.registry().find("if_else").isPresent() && place.path().isEmpty()
        ? Optional.of("'-if_else(" + shown(node.children().getFirst()) + ", 1, 0)'")
        : Optional.empty();
  }

  private static Optional<String> quoted(String name, List<String> known) {
    return NearestName.of(name, known).map(each -> "'" + each + "'");
  }

  private static String name(ValueType type) {
    return switch (type) {
      case NUMBER -> "number";
      case BOOLEAN -> "truth value";
      case DURATION -> "duration";
    };
  }

  private static String shown(Located node) {
    String text = ExpressionPrinter.print(node.expression());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static String shown(double value) {
    return Double.isFinite(value)
        ? ExpressionPrinter.number(value)
        : String.valueOf(value).toLowerCase(Locale.ROOT);
  }

  private void report(Span span, Place place, String message) {
    report(span, place, message, Optional.empty());
  }

  private void report(Span span, Place place, String message, String suggestion) {
    report(span, place, message, Optional.of(suggestion));
  }

  private void report(Span span, Place place, String message, Optional<String> suggestion) {
    String where =
        place.path().isEmpty() ? "" : "in the saved feature " + place.path().getLast() + ": ";
    problems.add(new ExpressionProblem(span.from(), span.to(), where + message, suggestion));
  }
}
