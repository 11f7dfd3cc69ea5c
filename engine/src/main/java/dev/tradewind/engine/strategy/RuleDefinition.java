package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionPrinter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ParseResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule as it is written: texts only, nothing is known to be right before {@link #check}. Read
 * from documents, made by forms and by the one-line form {@code enter CONDITION; exit CONDITION}.
 *
 * @param texts what was written, by field; fields that were left out are absent
 * @param parameters in the order of a form
 * @param instruments ids of those it is meant for; empty for whatever it is run on
 */
public record RuleDefinition(
    Map<RuleField, String> texts, List<RuleParameter> parameters, List<String> instruments) {
  private static final int HASH_DIGITS = 12;

  /** Copies. */
  public RuleDefinition {
    EnumMap<RuleField, String> copy = new EnumMap<>(RuleField.class);
    copy.putAll(texts);
    texts = Collections.unmodifiableMap(copy);
    parameters = List.copyOf(parameters);
    instruments = List.copyOf(instruments);
  }

  /** The short form: long only, no parameter, the cash shared equally. */
  public static RuleDefinition of(String enter, String exit) {
    return new RuleDefinition(
        Map.of(RuleField.ENTER, enter, RuleField.EXIT, exit), List.of(), List.of());
  }

  /** What was written in a field; empty if nothing was. */
  public Optional<String> text(RuleField field) {
    return Optional.ofNullable(texts.get(field));
  }

  /** What holds for a field: what was written, or its default, which may be empty. */
  public String effective(RuleField field) {
    return texts.getOrDefault(field, field.byDefault());
  }

  /** The same rule with another text in a field. */
  public RuleDefinition with(RuleField field, String text) {
    EnumMap<RuleField, String> changed = new EnumMap<>(RuleField.class);
    changed.putAll(texts);
    changed.put(field, text);
    return new RuleDefinition(changed, parameters, instruments);
  }

  /** Finds everything that is wrong, or the strategy. */
  public RuleCheck check(ExpressionScope scope) {
    RuleChecker checker = new RuleChecker(this, scope, Map.of());
    CheckedRule checked = checker.run();
    return checked == null
        ? new RuleCheck.Refused(checker.problems())
        : new RuleCheck.Accepted(new RuleDescriptor(this, scope, checked));
  }

  /** Whether the short form says all of it. */
  boolean isShort() {
    return parameters.isEmpty()
        && instruments.isEmpty()
        && texts.keySet().stream()
            .allMatch(field -> field == RuleField.ENTER || field == RuleField.EXIT);
  }

  /**
   * What the rule does, one line a field, in one spelling: defaults written out, expressions in
   * canonical form with their parameters. Name, title, description and source have no part in it.
   */
  public String canonical() {
    StringBuilder lines = new StringBuilder("rule 1\n");
    for (RuleField field : RuleField.values()) {
      String text = effective(field).strip();
      switch (field.kind()) {
        case NAME, TEXT -> {}
        case TIMEFRAME, CHOICE -> line(lines, field.path(), text);
        case CONDITION, NUMBER, COUNT -> line(lines, field.path(), printed(text));
      }
    }
    for (RuleParameter each : parameters) {
      line(
          lines,
          "parameter " + each.name(),
          String.join(" ", each.type(), each.byDefault(), each.min(), each.max(), each.step()));
    }
    line(lines, "instruments", String.join(" ", instruments));
    return lines.toString();
  }

  private static void line(StringBuilder lines, String key, String text) {
    if (!text.isEmpty()) {
      lines.append(key).append(": ").append(text).append('\n');
    }
  }

  private static String printed(String text) {
    return text.isEmpty()
        ? text
        : switch (ExpressionParser.parse(text)) {
          case ParseResult.Parsed parsed -> ExpressionPrinter.print(parsed.expression());
          case ParseResult.Refused refused -> text;
        };
  }

  /** SHA-256 of {@link #canonical}, hexadecimal. */
  public String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(canonical().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The name and the beginning of the hash, {@code trend@0f3a…}: names this content for ever. */
  public String reference() {
    return effective(RuleField.NAME) + "@" + hash().substring(0, HASH_DIGITS);
  }

  /** All fields that an expression is written in and was. */
  List<RuleField> expressions() {
    return Arrays.stream(RuleField.values())
        .filter(field -> field.kind().isExpression() && texts.containsKey(field))
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * The same rule with saved features replaced by their definitions, so that it means the same when
   * they change. Expressions that cannot be read stay as they are.
   */
  public RuleDefinition inlined(ExpressionScope scope) {
    RuleDefinition changed = this;
    for (RuleField field : expressions()) {
      String text = effective(field);
      String replaced = SavedNames.replaced(text, scope.saved());
      if (!replaced.equals(text)) {
        changed = changed.with(field, replaced);
      }
    }
    return changed;
  }
}
