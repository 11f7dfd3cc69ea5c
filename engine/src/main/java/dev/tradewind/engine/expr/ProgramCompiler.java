package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TimeGrid;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns checked expressions into one program in which every common part is computed once. Used by
 * the feature store, charts, the command line and strategies.
 */
public final class ProgramCompiler {
  private final ProgramScope scope;
  private final TimeframeDefinition baseTimeframe;
  private final List<String> sources = new ArrayList<>();
  private final List<Instrument> instruments = new ArrayList<>();
  private final Map<Frame, Integer> frames = new LinkedHashMap<>();
  private final Map<Node, Integer> slotOf = new LinkedHashMap<>();
  private int slots;

  private ProgramCompiler(ProgramScope scope) {
    this.scope = scope;
    this.baseTimeframe =
        scope
            .timeframes()
            .apply(scope.timeframe().code())
            .orElseGet(() -> TimeframeDefinition.of(scope.timeframe().code()));
    sources.add(scope.instrument().id());
    instruments.add(scope.instrument());
  }

  /**
   * Compiles expressions, one column each.
   *
   * @throws UnfitExpressionException if one needs bars of a timeframe that cannot be made from the
   *     base's, or refers to an instrument within a reference to another; names the place
   */
  public static Program compile(List<CheckedExpression> expressions, ProgramScope scope) {
    ProgramCompiler compiler = new ProgramCompiler(scope);
    int root = compiler.frame(0, false, scope.timeframe().code());
    int[] columns = new int[expressions.size()];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      CheckedExpression checked = expressions.get(i);
      names.add(checked.canonical());
      try {
        columns[i] = compiler.slot(checked.expression(), root, checked.registry());
      } catch (Unfit unfit) {
        throw UnfitExpressionException.at(unfit.where, checked, unfit);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + " (" + checked.canonical() + ")", e);
      }
    }
    return new Program(
        scope,
        compiler.sources,
        List.copyOf(compiler.frames.keySet()),
        List.copyOf(compiler.slotOf.keySet()),
        columns,
        names);
  }

  /** Stops at a node that cannot be compiled for the scope. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Expression where;

    Unfit(Expression where, String reason) {
      super(reason);
      this.where = where;
    }
  }

  /** Refuses bars that cannot be made from the base's. */
  private void requireFit(Expression.At at) {
    String timeframe = at.timeframe();
    if (timeframe.equals(scope.timeframe().code())) {
      return;
    }
    TimeframeDefinition definition =
        scope
            .timeframes()
            .apply(timeframe)
            .orElseThrow(() -> new Unfit(at, "there is no timeframe " + timeframe));
    if (!baseTimeframe.fitsInto(definition)) {
      throw new Unfit(
          at,
          "bars of "
              + timeframe
              + " cannot be made from bars of "
              + scope.timeframe().code()
              + ": the timeframe must be longer and hold whole bars");
    }
  }

  /** The timeframe is the base's or one that was required to fit. */
  private int frame(int source, boolean adjusted, String timeframe) {
    Instrument instrument = instruments.get(source);
    var calendar = scope.calendars().apply(instrument);
    TimeGrid grid =
        timeframe.equals(scope.timeframe().code())
            ? null
            : TimeGrid.of(scope.timeframes().apply(timeframe).orElseThrow(), calendar);
    for (Map.Entry<Frame, Integer> known : frames.entrySet()) {
      Frame frame = known.getKey();
      if (frame.source() == source
          && frame.adjusted() == adjusted
          && frame.timeframe().equals(timeframe)) {
        return known.getValue();
      }
    }
    int index = frames.size();
    frames.put(new Frame(source, adjusted, timeframe, grid, calendar), index);
    return index;
  }

  private Frame frameAt(int index) {
    return List.copyOf(frames.keySet()).get(index);
  }

  private int add(Node node) {
    Integer known = slotOf.get(node);
    if (known != null) {
      return known;
    }
    int first = slots;
    slotOf.put(node, first);
    slots += node.outputs();
    return first;
  }

  private int slot(Expression expression, int frame, FunctionRegistry registry) {
    return switch (expression) {
      case Expression.NumberLiteral number -> add(new Node.Constant(frame, number.value()));
      case Expression.BooleanLiteral truth -> add(new Node.Constant(frame, truth.value() ? 1 : 0));
      case Expression.DurationLiteral duration -> add(new Node.Constant(frame, duration.micros()));
      case Expression.Field field -> add(new Node.Input(frame, field.input()));
      case Expression.Negate negate ->
          apply(frame, new Operators.Negated(), slot(negate.operand(), frame, registry));
      case Expression.Not not ->
          apply(frame, new Operators.Inverted(), slot(not.operand(), frame, registry));
      case Expression.Binary binary -> binary(binary, frame, registry);
      case Expression.Ago ago -> {
        int series = slot(ago.series(), frame, registry);
        yield ago.bars() == 0 ? series : apply(frame, new Operators.Lag(ago.bars()), series);
      }
      case Expression.At at -> at(at, frame, registry);
      case Expression.Of of -> of(of, frame, registry);
      case Expression.Adjusted adjusted -> adjusted(adjusted, frame, registry);
      case Expression.Call call -> call(call, frame, registry);
      case Expression.Name name ->
          throw new IllegalArgumentException("feature " + name.name() + " is not resolved");
      case Expression.Parameter parameter ->
          throw new IllegalArgumentException("parameter $" + parameter.name() + " has no value");
    };
  }

  private int apply(int frame, Kernel kernel, Integer... inputs) {
    return add(new Node.Apply(frame, kernel, List.of(inputs)));
  }

  private static Optional<Double> constant(Expression expression) {
    return switch (expression) {
      case Expression.NumberLiteral number -> Optional.of(number.value());
      case Expression.DurationLiteral duration -> Optional.of((double) duration.micros());
      case Expression.Negate negate -> constant(negate.operand()).map(value -> -value);
      default -> Optional.empty();
    };
  }

  private int binary(Expression.Binary binary, int frame, FunctionRegistry registry) {
    Optional<Double> left = constant(binary.left());
    Optional<Double> right = constant(binary.right());
    if (left.isPresent() && right.isPresent()) {
      return add(
          new Node.Constant(frame, Operators.apply(binary.operator(), left.get(), right.get())));
    }
    if (right.isPresent()) {
      return apply(
          frame,
          new Operators.WithConstant(binary.operator(), right.get()),
          slot(binary.left(), frame, registry));
    }
    if (left.isPresent()) {
      return apply(
          frame,
          new Operators.FromConstant(binary.operator(), left.get()),
          slot(binary.right(), frame, registry));
    }
    return apply(
        frame,
        new Operators.OfColumns(binary.operator()),
        slot(binary.left(), frame, registry),
        slot(binary.right(), frame, registry));
  }

  private int at(Expression.At at, int frame, FunctionRegistry registry) {
    Frame outer = frameAt(frame);
    requireFit(at);
    int inner = frame(outer.source(), outer.adjusted(), at.timeframe());
    int slot = slot(at.series(), inner, registry);
    if (inner == frame) {
      return slot;
    }
    if (at.partial()) {
      if (!outer.isRoot()) {
        throw new Unfit(
            at, "a partial bar of " + at.timeframe() + " can be seen from bars of the base only");
      }
      return add(new Node.Preview(frame, inner, slot));
    }
    return add(new Node.Join(frame, inner, slot));
  }

  private int of(Expression.Of of, int frame, FunctionRegistry registry) {
    Frame outer = frameAt(frame);
    if (of.instrument().equals(sources.get(outer.source()))) {
      return slot(of.series(), frame, registry);
    }
    if (outer.source() != 0) {
      throw new Unfit(
          of,
          "\""
              + of.instrument()
              + "\" must not be within a reference to \""
              + sources.get(outer.source())
              + "\"");
    }
    int inner = frame(source(of.instrument()), outer.adjusted(), outer.timeframe());
    return add(new Node.Join(frame, inner, slot(of.series(), inner, registry)));
  }

  private int source(String instrument) {
    int known = sources.indexOf(instrument);
    if (known >= 0) {
      return known;
    }
    sources.add(instrument);
    // Of an unknown instrument nothing is ever read; it stands in for its calendar.
    instruments.add(scope.instruments().apply(instrument).orElse(scope.instrument()));
    return sources.size() - 1;
  }

  private int adjusted(Expression.Adjusted adjusted, int frame, FunctionRegistry registry) {
    Frame outer = frameAt(frame);
    int inner = frame(outer.source(), true, outer.timeframe());
    int slot = slot(adjusted.series(), inner, registry);
    return inner == frame ? slot : add(new Node.Join(frame, inner, slot));
  }

  private int call(Expression.Call call, int frame, FunctionRegistry registry) {
    FunctionDefinition function =
        registry
            .find(call.function())
            .orElseThrow(
                () -> new IllegalArgumentException("there is no function " + call.function()));
    List<Integer> inputs = new ArrayList<>();
    for (SeriesInput input : function.implicitInputs()) {
      inputs.add(add(new Node.Input(frame, input)));
    }
    List<Double> constants = new ArrayList<>();
    List<FunctionParameter> parameters = function.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Expression argument = call.arguments().get(i);
      if (parameters.get(i).kind().isColumn()) {
        inputs.add(slot(argument, frame, registry));
      } else {
        String name = parameters.get(i).name();
        constants.add(
            constant(argument)
                .orElseThrow(
                    () -> new IllegalArgumentException(name + " must be a constant number")));
      }
    }
    Kernel kernel = function.kernel(constants.stream().mapToDouble(Double::doubleValue).toArray());
    return add(new Node.Apply(frame, kernel, List.copyOf(inputs))) + function.output();
  }
}
