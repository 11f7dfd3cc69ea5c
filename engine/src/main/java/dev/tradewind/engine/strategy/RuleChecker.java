package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.indicator.ValueType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One check of a rule with some values of its parameters; collects all that is wrong. */
final class RuleChecker {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern INSTRUMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,39}");
  private static final int MAX_TEXT = 10_000;
  private static final int MAX_PARAMETERS = 50;
  private static final int MAX_INSTRUMENTS = 1_000;

  private final RuleDefinition rule;
  private final ExpressionScope outer;
  private final Map<String, Double> values;
  private final List<RuleProblem> problems = new ArrayList<>();
  private final Map<RuleField, CheckedExpression> checked = new EnumMap<>(RuleField.class);
  private final Set<String> used = new HashSet<>();

  RuleChecker(RuleDefinition rule, ExpressionScope scope, Map<String, Double> values) {
    this.rule = rule;
    this.outer = scope;
    this.values = values;
  }

  List<RuleProblem> problems() {
    return List.copyOf(problems);
  }

  /** The rule, or null if there are problems. */
  @Nullable CheckedRule run() {
    RuleParameters parameters = new RuleParameters(rule, problems, MAX_PARAMETERS);
    ExpressionScope scope =
        outer.withParameters(parameters.definitions(), parameters.known(values));
    for (RuleField field : RuleField.values()) {
      Optional<String> text = rule.text(field);
      if (text.isPresent()) {
        check(field, text.get(), scope);
      }
    }
    checkName();
    checkConditions();
    checkSize();
    checkExits();
    checkRotation();
    checkInstruments();
    checkRequirement();
    if (problems.isEmpty()) {
      parameters.reportUnused(used, problems);
    }
    if (!problems.isEmpty()) {
      return null;
    }
    defaults(scope);
    String direction = rule.effective(RuleField.DIRECTION).strip();
    return new CheckedRule(
        id(),
        !direction.equals("short"),
        !direction.equals("long"),
        size().orElseThrow(),
        rule,
        checked);
  }

  private String id() {
    return rule.isShort()
        ? RuleDescriptor.ENTER
            + checked.get(RuleField.ENTER)
            + RuleDescriptor.EXIT
            + checked.get(RuleField.EXIT)
        : rule.reference();
  }

  private void defaults(ExpressionScope scope) {
    for (RuleField field : RuleField.values()) {
      if (field.kind().isExpression() && !field.byDefault().isEmpty()) {
        checked.computeIfAbsent(field, missing -> constant(field.byDefault(), scope));
      }
    }
    size()
        .flatMap(SizeType::byDefault)
        .ifPresent(
            value ->
                checked.computeIfAbsent(
                    RuleField.SIZE_VALUE, missing -> constant(Constants.text(value), scope)));
  }

  private static CheckedExpression constant(String text, ExpressionScope scope) {
    return switch (ExpressionChecker.in(scope).check(text)) {
      case CheckResult.Checked(var expression) -> expression;
      case CheckResult.Refused refused -> throw new IllegalStateException(refused.render());
    };
  }

  private void add(RuleField field, String message) {
    problems.add(RuleProblem.of(field.path(), rule.effective(field), message));
  }

  // --- one field ---------------------------------------------------------------------------------

  private void check(RuleField field, String text, ExpressionScope scope) {
    if (text.length() > MAX_TEXT) {
      problems.add(
          RuleProblem.of(
              field.path(),
              "",
              "must have at most " + MAX_TEXT + " characters, had " + text.length()));
      return;
    }
    switch (field.kind()) {
      case NAME, TEXT -> {}
      case TIMEFRAME -> checkTimeframe(field, text.strip());
      case CHOICE -> checkChoice(field, text.strip());
      case CONDITION, NUMBER, COUNT -> checkExpression(field, text, scope);
    }
  }

  private void checkTimeframe(RuleField field, String text) {
    List<String> known = outer.timeframes().stream().map(each -> each.code()).toList();
    if (!known.contains(text)) {
      problems.add(
          RuleProblem.of(
              field.path(),
              text,
              "must be a timeframe such as 1h or 1D, was " + shown(text),
              NearestName.of(text, known)));
    }
  }

  private void checkChoice(RuleField field, String text) {
    if (!field.choices().contains(text)) {
      problems.add(
          RuleProblem.of(
              field.path(),
              text,
              "must be " + String.join(", ", field.choices()) + ", was " + shown(text),
              NearestName.of(text, field.choices())));
    }
  }

  private void checkExpression(RuleField field, String text, ExpressionScope scope) {
    if (text.isBlank()) {
      add(field, "must not be empty; leave the field out");
      return;
    }
    switch (ExpressionChecker.in(scope).check(text)) {
      case CheckResult.Checked(var expression) -> {
        used.addAll(RuleParameters.named(text));
        checkKind(field, text, expression);
      }
      case CheckResult.Refused(var where, var wrong) -> {
        for (ExpressionProblem each : wrong) {
          problems.add(
              new RuleProblem(
                  field.path(), text, each.from(), each.to(), each.message(), each.suggestion()));
        }
      }
    }
  }

  private void checkKind(RuleField field, String text, CheckedExpression expression) {
    if (field.kind() == RuleField.Kind.CONDITION) {
      if (expression.type() != ValueType.BOOLEAN) {
        add(field, "must be a condition such as rsi(close, 14) < 30, was " + shown(text));
        return;
      }
    } else {
      if (expression.type() != ValueType.NUMBER) {
        add(field, "must be a number such as 2 * atr(14), was " + shown(text));
        return;
      }
      OptionalDouble value = Constants.of(expression.expression());
      if (value.isPresent() && !isInBounds(field, value.getAsDouble())) {
        return;
      }
      if (field.kind() == RuleField.Kind.COUNT && value.isEmpty()) {
        add(field, "must be a whole number of numbers and parameters, was " + shown(text));
        return;
      }
    }
    checked.put(field, expression);
  }

  private boolean isInBounds(RuleField field, double value) {
    boolean whole = field.kind() == RuleField.Kind.COUNT;
    boolean good =
        Double.isFinite(value)
            && value >= field.min()
            && value <= field.max()
            && (!whole || value == Math.rint(value));
    if (!good) {
      String bound =
          Double.isInfinite(field.min())
              ? "finite"
              : (whole ? "a whole number in " : "in ")
                  + Constants.text(field.min())
                  + ".."
                  + Constants.text(field.max());
      add(field, "must be " + bound + ", was " + Constants.text(value));
    }
    return good;
  }

  static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return "'" + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "'";
  }

  // --- fields together ---------------------------------------------------------------------------

  private boolean has(RuleField field) {
    return rule.texts().containsKey(field);
  }

  private void checkName() {
    if (rule.isShort()) {
      return;
    }
    String name = rule.effective(RuleField.NAME);
    if (!NAME.matcher(name).matches()) {
      add(
          RuleField.NAME,
          "must begin with a small letter and have up to 63 small letters, digits or _, was "
              + shown(name));
    }
  }

  private void checkConditions() {
    switch (rule.effective(RuleField.DIRECTION).strip()) {
      case "short" -> {
        require(RuleField.SHORT_ENTER, "of a rule that sells short");
        refuse(RuleField.ENTER, "buys, and direction is short", RuleField.SHORT_ENTER);
        refuse(
            RuleField.EXIT, "sells what was bought, and direction is short", RuleField.SHORT_EXIT);
      }
      case "both" -> {
        require(RuleField.ENTER, "of a rule of both directions");
        require(RuleField.SHORT_ENTER, "of a rule of both directions");
      }
      case "long" -> {
        if (!has(RuleField.RANK)) {
          require(RuleField.ENTER, "of a rule that buys");
        }
        refuse(RuleField.SHORT_ENTER, "sells short, and direction is long", RuleField.ENTER);
        refuse(RuleField.SHORT_EXIT, "buys back, and direction is long", RuleField.EXIT);
      }
      default -> {}
    }
  }

  private void require(RuleField field, String of) {
    if (!has(field)) {
      add(field, "is needed: the condition " + of);
    }
  }

  private void refuse(RuleField field, String why, RuleField instead) {
    if (has(field)) {
      problems.add(
          RuleProblem.of(field.path(), rule.effective(field), why, Optional.of(instead.path())));
    }
  }

  private Optional<SizeType> size() {
    return SizeType.of(rule.effective(RuleField.SIZE_TYPE).strip());
  }

  private void checkSize() {
    Optional<SizeType> found = size();
    if (found.isEmpty()) {
      return;
    }
    SizeType type = found.get();
    if (!has(RuleField.SIZE_VALUE)) {
      if (type.byDefault().isEmpty()) {
        add(RuleField.SIZE_VALUE, "is needed by " + type.code() + ": " + type.description());
      }
    } else {
      CheckedExpression value = checked.get(RuleField.SIZE_VALUE);
      OptionalDouble number =
          value == null ? OptionalDouble.empty() : Constants.of(value.expression());
      if (number.isPresent() && !type.accepts(number.getAsDouble())) {
        add(
            RuleField.SIZE_VALUE,
            "must be "
                + type.bounds()
                + " for "
                + type.code()
                + ", was "
                + Constants.text(number.getAsDouble()));
      }
    }
    onlyWith(RuleField.SIZE_LOOKBACK, type, SizeType.VOLATILITY_TARGET);
    onlyWith(RuleField.SIZE_MAX, type, SizeType.VOLATILITY_TARGET, SizeType.KELLY);
    onlyWith(RuleField.SIZE_MIN_TRADES, type, SizeType.KELLY);
    onlyWith(RuleField.SIZE_BEFORE, type, SizeType.KELLY);
    if (type == SizeType.RISK_PER_TRADE && stops() == 0 && trails() == 0) {
      add(
          RuleField.SIZE_TYPE,
          "risk_per_trade needs a stop: give stop.distance, stop.price, stop.fraction or"
              + " trailingStop");
    }
  }

  private void onlyWith(RuleField field, SizeType type, SizeType... fitting) {
    if (has(field) && !List.of(fitting).contains(type)) {
      add(
          field,
          "goes with size.type "
              + String.join(" or ", List.of(fitting).stream().map(SizeType::code).toList())
              + ", was "
              + type.code());
    }
  }

  private int stops() {
    return count(RuleField.STOP_PRICE, RuleField.STOP_DISTANCE, RuleField.STOP_FRACTION);
  }

  private int trails() {
    return count(RuleField.TRAILING_DISTANCE, RuleField.TRAILING_FRACTION);
  }

  private int count(RuleField... fields) {
    int count = 0;
    for (RuleField field : fields) {
      count += has(field) ? 1 : 0;
    }
    return count;
  }

  private void checkExits() {
    one("stop", "price, distance and fraction", stops());
    one(
        "target",
        "price, distance and fraction",
        count(RuleField.TARGET_PRICE, RuleField.TARGET_DISTANCE, RuleField.TARGET_FRACTION));
    one("trailingStop", "distance and fraction", trails());
    if (rule.effective(RuleField.DIRECTION).strip().equals("both")) {
      for (RuleField field : List.of(RuleField.STOP_PRICE, RuleField.TARGET_PRICE)) {
        if (has(field)) {
          add(field, "fits one direction only; give a distance or a fraction with direction both");
        }
      }
    }
  }

  private void one(String group, String keys, int given) {
    if (given > 1) {
      problems.add(
          RuleProblem.of(group, "", "must have one of " + keys + ", had " + given + " of them"));
    }
  }

  private void checkRotation() {
    if (has(RuleField.RANK)) {
      if (!has(RuleField.TOP)) {
        add(RuleField.TOP, "is needed with rank: how many instruments are held");
      }
      if (!has(RuleField.REBALANCE)) {
        add(RuleField.REBALANCE, "is needed with rank: bars between two rankings");
      }
      if (!rule.effective(RuleField.DIRECTION).strip().equals("long")) {
        add(RuleField.RANK, "goes with direction long only");
      }
    } else if (has(RuleField.TOP)) {
      add(RuleField.TOP, "goes with rank, which is left out");
    }
    boolean resizes = size().map(SizeType::isResizable).orElse(true);
    if (has(RuleField.REBALANCE) && !has(RuleField.RANK) && !resizes) {
      add(
          RuleField.REBALANCE,
          "goes with rank, or with size.type percent_of_equity or volatility_target");
    }
    if (has(RuleField.TOLERANCE) && !(has(RuleField.REBALANCE) && resizes)) {
      add(
          RuleField.TOLERANCE,
          "goes with rebalance and size.type percent_of_equity or volatility_target");
    }
    if (has(RuleField.REBALANCE) && (stops() > 0 || trails() > 0) && resizes) {
      add(
          RuleField.REBALANCE,
          "cannot correct the size of a position whose quantity a stop protects");
    }
  }

  private void checkInstruments() {
    String path = "universe.instruments";
    if (rule.instruments().size() > MAX_INSTRUMENTS) {
      problems.add(
          RuleProblem.of(
              path,
              "",
              "must name at most " + MAX_INSTRUMENTS + ", named " + rule.instruments().size()));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < rule.instruments().size(); i++) {
      String id = rule.instruments().get(i);
      if (!INSTRUMENT.matcher(id).matches()) {
        problems.add(
            RuleProblem.of(
                path + "[" + i + "]",
                id,
                "must be the id of an instrument: 1 to 40 letters, digits or . _ / : -, was "
                    + shown(id)));
      } else if (!seen.add(id)) {
        problems.add(RuleProblem.of(path + "[" + i + "]", id, "is named twice: " + id));
      }
    }
  }

  private void checkRequirement() {
    CheckedExpression requirement = checked.get(RuleField.REQUIRE);
    if (requirement == null) {
      return;
    }
    OptionalDouble value = Constants.of(requirement.expression());
    if (value.isEmpty()) {
      add(RuleField.REQUIRE, "must speak of numbers and parameters only");
    } else if (value.getAsDouble() == 0) {
      add(
          RuleField.REQUIRE,
          "must be true of the parameters: "
              + rule.effective(RuleField.REQUIRE).strip()
              + ", was "
              + requirement);
    }
  }
}
