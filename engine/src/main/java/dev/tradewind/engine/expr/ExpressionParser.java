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
import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a text into a tree: by form only, names are not looked up. Never throws, and takes time
 * proportional to the text.
 *
 * <pre>
 * or         = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | comparison
 * comparison = sum [ ( "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) sum ]
 * sum        = product { ( "+" | "-" ) product }
 * product    = unary { ( "*" | "/" ) unary }
 * unary      = "-" unary | postfix
 * postfix    = primary { "[" whole "]" | "@" timeframe [ "?" ] | "of" string }
 * primary    = number | duration | "true" | "false" | field | name | "$" name
 *            | name "(" [ or { "," or } ] ")" | "adjusted" "(" or ")" | "(" or ")"
 * </pre>
 *
 * <p>A minus directly before a number without a postfix belongs to the number.
 */
public final class ExpressionParser {
  /** Parentheses and prefixes around one place; any tree within the limits needs fewer. */
  private static final int MAX_NESTING = 2 * ExpressionLimits.MAX_DEPTH;

  private final List<Token> tokens;
  private int next;
  private int nesting;

  private ExpressionParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The tree of the text, or what is wrong with it. */
  public static ParseResult parse(String text) {
    if (text.length() > ExpressionLimits.MAX_TEXT) {
      return refused(
          text,
          ExpressionProblem.at(
              new Span(ExpressionLimits.MAX_TEXT, text.length()),
              "an expression has at most "
                  + ExpressionLimits.MAX_TEXT
                  + " characters, was of "
                  + text.length()));
    }
    Lexer lexer = new Lexer(text).run();
    if (!lexer.problems().isEmpty()) {
      return new ParseResult.Refused(text, lexer.problems());
    }
    try {
      Located located = new ExpressionParser(lexer.tokens()).whole();
      Optional<ExpressionProblem> size = size(located);
      return size.isPresent() ? refused(text, size.get()) : new ParseResult.Parsed(text, located);
    } catch (SyntaxException e) {
      return refused(text, e.problem);
    }
  }

  private static ParseResult refused(String text, ExpressionProblem problem) {
    return new ParseResult.Refused(text, List.of(problem));
  }

  private static Optional<ExpressionProblem> size(Located located) {
    if (ExpressionLimits.nodes(located.expression()) > ExpressionLimits.MAX_NODES) {
      return Optional.of(
          ExpressionProblem.at(
              located.span(),
              "an expression has at most " + ExpressionLimits.MAX_NODES + " parts"));
    }
    if (ExpressionLimits.isTooDeep(located.expression())) {
      return Optional.of(ExpressionProblem.at(located.span(), tooDeep()));
    }
    return Optional.empty();
  }

  private static String tooDeep() {
    return "an expression is nested at most " + ExpressionLimits.MAX_DEPTH + " deep";
  }

  private Located whole() {
    if (peek().kind() == Token.Kind.END) {
      throw new SyntaxException(ExpressionProblem.at(peek().span(), "the expression is empty"));
    }
    Located result = or();
    Token rest = peek();
    if (rest.kind() != Token.Kind.END) {
      throw unexpectedBehind(result, rest);
    }
    return result;
  }

  private SyntaxException unexpectedBehind(Located before, Token rest) {
    if (rest.is("(") && before.expression() instanceof Field(SeriesInput input)) {
      return problem(rest, input.code() + " is a field and takes no arguments");
    }
    if (rest.is(")")) {
      return problem(rest, "')' without '('");
    }
    if (rest.kind() == Token.Kind.WORD) {
      String lower = rest.text().toLowerCase(Locale.ROOT);
      if (!lower.equals(rest.text()) && Words.KEYWORDS.contains(lower)) {
        return problem(rest, "unknown operator " + rest.shown(), "'" + lower + "'");
      }
    }
    return problem(rest, "an operator or the end was expected, was " + rest.shown());
  }

  private Located or() {
    Located left = and();
    while (peek().is("or")) {
      left = binary(BinaryOperator.OR, left, take(), and());
    }
    return left;
  }

  private Located and() {
    Located left = not();
    while (peek().is("and")) {
      left = binary(BinaryOperator.AND, left, take(), not());
    }
    return left;
  }

  private Located not() {
    if (!peek().is("not")) {
      return comparison();
    }
    Token word = deeper();
    Located operand = not();
    nesting--;
    return new Located(
        new Not(operand.expression()),
        word.span().to(operand.span()),
        word.span(),
        List.of(operand));
  }

  private Located comparison() {
    Located left = sum();
    Optional<BinaryOperator> operator = comparison(peek());
    if (operator.isEmpty()) {
      return left;
    }
    Token word = take();
    Located right = sum();
    Optional<BinaryOperator> second = comparison(peek());
    if (second.isPresent()) {
      throw chained(left, operator.get(), right, second.get());
    }
    return binary(operator.get(), left, word, right);
  }

  private SyntaxException chained(
      Located left, BinaryOperator operator, Located right, BinaryOperator second) {
    Token at = take();
    String middle = ExpressionPrinter.print(right.expression());
    String whole =
        String.format(
            Locale.ROOT,
            "%s %s %s and %s %s %s",
            ExpressionPrinter.print(left.expression()),
            operator.symbol(),
            middle,
            middle,
            second.symbol(),
            ExpressionPrinter.print(sum().expression()));
    return whole.length() > 160
        ? problem(at, "comparisons do not chain; join two with 'and'")
        : problem(at, "comparisons do not chain", "'" + whole + "'");
  }

  private static Optional<BinaryOperator> comparison(Token token) {
    if (token.kind() == Token.Kind.SYMBOL) {
      for (BinaryOperator operator : BinaryOperator.values()) {
        if (operator.isComparison() && operator.symbol().equals(token.text())) {
          return Optional.of(operator);
        }
      }
    }
    return Optional.empty();
  }

  private Located sum() {
    Located left = product();
    while (peek().is("+") || peek().is("-")) {
      Token word = take();
      BinaryOperator operator = word.is("+") ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
      left = binary(operator, left, word, product());
    }
    return left;
  }

  private Located product() {
    Located left = unary();
    while (peek().is("*") || peek().is("/")) {
      Token word = take();
      BinaryOperator operator = word.is("*") ? BinaryOperator.MULTIPLY : BinaryOperator.DIVIDE;
      left = binary(operator, left, word, unary());
    }
    return left;
  }

  private static Located binary(BinaryOperator operator, Located left, Token word, Located right) {
    return new Located(
        new Binary(operator, left.expression(), right.expression()),
        left.span().to(right.span()),
        word.span(),
        List.of(left, right));
  }

  private Located unary() {
    if (!peek().is("-")) {
      return postfix(primary());
    }
    Token sign = deeper();
    boolean beforeNumber = peek().kind() == Token.Kind.NUMBER;
    Located operand = unary();
    nesting--;
    Span span = sign.span().to(operand.span());
    return beforeNumber && operand.expression() instanceof NumberLiteral(double value)
        ? new Located(new NumberLiteral(-value), span, span, List.of())
        : new Located(new Negate(operand.expression()), span, sign.span(), List.of(operand));
  }

  private Located postfix(Located primary) {
    Located result = primary;
    while (true) {
      if (peek().is("[")) {
        result = ago(result);
      } else if (peek().is("@")) {
        result = at(result);
      } else if (peek().is("of")) {
        result = of(result);
      } else {
        return result;
      }
    }
  }

  private Located ago(Located series) {
    take();
    boolean negative = peek().is("-");
    Span from = negative ? take().span() : peek().span();
    Token count = take();
    Span word = from.to(count.span());
    String whole = "a whole number of bars was expected between '[' and ']', was ";
    if (count.kind() != Token.Kind.NUMBER) {
      throw problem(count, whole + count.shown());
    }
    double bars = Double.parseDouble(count.text());
    if (bars != Math.rint(bars) || Double.isInfinite(bars)) {
      throw problem(count, whole + count.shown());
    }
    if (negative && bars > 0) {
      throw new SyntaxException(
          ExpressionProblem.at(word, "a bar of the future is not known; bars ago must be >= 0"));
    }
    if (bars > ExpressionLimits.MAX_BARS_AGO) {
      throw problem(
          count,
          "bars ago must be in 0.." + ExpressionLimits.MAX_BARS_AGO + ", was " + count.text());
    }
    Token end = expect("]");
    return new Located(
        new Ago(series.expression(), (int) bars),
        series.span().to(end.span()),
        word,
        List.of(series));
  }

  private Located at(Located series) {
    take();
    Token code = take();
    if (code.kind() != Token.Kind.COUNTED) {
      throw problem(
          code, "a timeframe such as 4h or 1D was expected behind '@', was " + code.shown());
    }
    String canonical;
    try {
      canonical = Timeframe.parse(code.text()).code();
    } catch (IllegalArgumentException e) {
      throw problem(code, String.valueOf(e.getMessage()));
    }
    boolean partial = peek().is("?");
    Span end = partial ? take().span() : code.span();
    return new Located(
        new At(series.expression(), canonical, partial),
        series.span().to(end),
        code.span(),
        List.of(series));
  }

  private Located of(Located series) {
    take();
    Token id = take();
    if (id.kind() != Token.Kind.STRING) {
      String suggestion = id.kind() == Token.Kind.WORD ? '"' + id.text() + '"' : "";
      String message =
          "an instrument in quotation marks was expected behind 'of', was " + id.shown();
      throw suggestion.isEmpty() ? problem(id, message) : problem(id, message, suggestion);
    }
    if (!Words.isInstrument(id.text())) {
      throw problem(
          id,
          "an instrument is 1 to 40 letters, digits or . _ / : - and starts with a letter or digit");
    }
    return new Located(
        new Of(series.expression(), id.text()),
        series.span().to(id.span()),
        id.span(),
        List.of(series));
  }

  private Located primary() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER -> leaf(number(take()), token);
      case COUNTED -> leaf(duration(take()), token);
      case PARAMETER -> leaf(new Parameter(take().text()), token);
      case WORD -> word();
      case SYMBOL -> {
        if (token.is("(")) {
          yield parenthesised();
        }
        if (token.is("+")) {
          throw problem(token, "a value was expected, was '+'; a sign is only written for minus");
        }
        throw problem(token, "a value was expected, was " + token.shown());
      }
      case STRING ->
          throw problem(
              token, "an instrument stands behind 'of'", "close of \"" + token.text() + '"');
      case END -> throw problem(token, "a value was expected, was the end");
    };
  }

  private static Located leaf(Expression expression, Token token) {
    return new Located(expression, token.span(), token.span(), List.of());
  }

  private static NumberLiteral number(Token token) {
    double value = Double.parseDouble(token.text());
    if (!Double.isFinite(value)) {
      throw problem(token, "a number must be finite, was " + token.text());
    }
    return new NumberLiteral(value);
  }

  private static DurationLiteral duration(Token token) {
    try {
      return DurationLiteral.parse(token.text());
    } catch (IllegalArgumentException e) {
      String lower = token.text().toLowerCase(Locale.ROOT);
      boolean minutes = !lower.equals(token.text()) && lower.matches("0*[1-9][0-9]{0,8}[smh]");
      String message = String.valueOf(e.getMessage());
      throw minutes ? problem(token, message, lower) : problem(token, message);
    }
  }

  private Located parenthesised() {
    deeper();
    Located inner = or();
    expect(")");
    nesting--;
    return inner;
  }

  private Located word() {
    Token word = take();
    return switch (word.text()) {
      case "true" -> leaf(new BooleanLiteral(true), word);
      case "false" -> leaf(new BooleanLiteral(false), word);
      case "adjusted" -> adjusted(word);
      case "not" ->
          throw problem(word, "a value was expected, was 'not'; put parentheses around it");
      case "and", "or", "of" -> throw problem(word, "a value was expected, was " + word.shown());
      default -> named(word);
    };
  }

  private Located named(Token word) {
    if (Words.FIELDS.contains(word.text())) {
      if (peek().is("(")) {
        throw problem(word, word.text() + " is a field and takes no arguments");
      }
      return leaf(new Field(SeriesInput.valueOf(word.text().toUpperCase(Locale.ROOT))), word);
    }
    return peek().is("(") ? call(word) : leaf(new Name(word.text()), word);
  }

  private Located adjusted(Token word) {
    if (!peek().is("(")) {
      throw problem(peek(), "'(' was expected behind 'adjusted', was " + peek().shown());
    }
    deeper();
    Located inner = or();
    Token end = expect(")");
    nesting--;
    return new Located(
        new Adjusted(inner.expression()), word.span().to(end.span()), word.span(), List.of(inner));
  }

  private Located call(Token word) {
    deeper();
    List<Located> arguments = new ArrayList<>();
    if (!peek().is(")")) {
      arguments.add(or());
      while (peek().is(",")) {
        take();
        arguments.add(or());
      }
    }
    Token end = expect(")");
    nesting--;
    return new Located(
        new Call(word.text(), arguments.stream().map(Located::expression).toList()),
        word.span().to(end.span()),
        word.span(),
        arguments);
  }

  private Token peek() {
    return tokens.get(next);
  }

  /** The next token; the end stays where it is. */
  private Token take() {
    Token token = tokens.get(next);
    next += token.kind() == Token.Kind.END ? 0 : 1;
    return token;
  }

  private Token deeper() {
    if (++nesting > MAX_NESTING) {
      throw problem(peek(), tooDeep());
    }
    return take();
  }

  private Token expect(String symbol) {
    Token token = peek();
    if (!token.is(symbol)) {
      throw problem(token, "'" + symbol + "' was expected, was " + token.shown());
    }
    return take();
  }

  private static SyntaxException problem(Token at, String message) {
    return new SyntaxException(ExpressionProblem.at(at.span(), message));
  }

  private static SyntaxException problem(Token at, String message, String suggestion) {
    return new SyntaxException(ExpressionProblem.at(at.span(), message, suggestion));
  }

  /** Leaves the recursion at the first problem; never leaves this class. */
  private static final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExpressionProblem problem;

    SyntaxException(ExpressionProblem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }
}
