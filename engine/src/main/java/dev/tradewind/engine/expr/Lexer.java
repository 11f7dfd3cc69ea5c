package dev.tradewind.engine.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts a text into tokens and collects what belongs to none. */
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of(
          "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "@", "?");

  /**
   * What other languages write, and what it is here; longer ones first where one begins another.
   */
  private static final List<Map.Entry<String, String>> FOREIGN =
      List.of(
          Map.entry("&&", "and"),
          Map.entry("||", "or"),
          Map.entry("<>", "!="),
          Map.entry("&", "and"),
          Map.entry("|", "or"),
          Map.entry("!", "not"),
          Map.entry("=", "=="),
          Map.entry("≤", "<="),
          Map.entry("≥", ">="),
          Map.entry("≠", "!="),
          Map.entry("×", "*"),
          Map.entry("÷", "/"),
          Map.entry("−", "-"),
          Map.entry("–", "-"),
          Map.entry("{", "("),
          Map.entry("}", ")"),
          Map.entry(";", ","));

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final List<ExpressionProblem> problems = new ArrayList<>();
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  List<Token> tokens() {
    return tokens;
  }

  List<ExpressionProblem> problems() {
    return problems;
  }

  Lexer run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else if (Words.isDigit(c) || (c == '.' && Words.isDigit(peek(at + 1)))) {
        number();
      } else if (Words.isWordStart(c)) {
        word(Token.Kind.WORD, at);
      } else if (c == '$') {
        parameter();
      } else if (c == '"' || c == '\'') {
        string(c);
      } else {
        symbol();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", new Span(at, at)));
    return this;
  }

  private int peek(int index) {
    return index < text.length() ? text.charAt(index) : -1;
  }

  private int digits(int from) {
    int end = from;
    while (Words.isDigit(peek(end))) {
      end++;
    }
    return end;
  }

  private int letters(int from) {
    int end = from;
    while (Words.isWordPart(peek(end))) {
      end++;
    }
    return end;
  }

  private void number() {
    int from = at;
    int whole = digits(from);
    int end = whole;
    if (peek(end) == '.') {
      end = digits(end + 1);
    }
    int exponent = end + 1;
    if (peek(exponent) == '+' || peek(exponent) == '-') {
      exponent++;
    }
    if ((peek(end) == 'e' || peek(end) == 'E') && Words.isDigit(peek(exponent))) {
      end = digits(exponent);
    }
    int tail = letters(end);
    at = tail;
    while (peek(at) == '.') {
      at = letters(at + 1);
    }
    Span span = new Span(from, at);
    String written = text.substring(from, at);
    if (at > tail || text.charAt(end - 1) == '.') {
      problems.add(
          ExpressionProblem.at(
              span,
              "a number has at most one point and a digit behind it, was '"
                  + shorten(written)
                  + "'"));
    } else if (tail == end) {
      tokens.add(new Token(Token.Kind.NUMBER, written, span));
    } else if (end == whole) {
      tokens.add(new Token(Token.Kind.COUNTED, written, span));
    } else {
      problems.add(
          ExpressionProblem.at(
              span,
              "a duration needs a whole count before its unit, was '" + shorten(written) + "'"));
    }
  }

  private void word(Token.Kind kind, int from) {
    int start = at;
    at = letters(at);
    Span span = new Span(from, at);
    if (at - start > Words.MAX_LENGTH) {
      problems.add(
          ExpressionProblem.at(
              span,
              "a name has at most " + Words.MAX_LENGTH + " characters, was of " + (at - start)));
    } else {
      tokens.add(new Token(kind, text.substring(start, at), span));
    }
  }

  private void parameter() {
    int from = at++;
    if (Words.isWordStart(peek(at))) {
      word(Token.Kind.PARAMETER, from);
    } else {
      problems.add(
          ExpressionProblem.at(new Span(from, at), "a parameter's name must follow the $"));
    }
  }

  private void string(char quote) {
    int from = at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at++;
    }
    String inner = text.substring(from + 1, at);
    boolean closed = peek(at) == quote;
    at += closed ? 1 : 0;
    Span span = new Span(from, at);
    if (!closed) {
      problems.add(ExpressionProblem.at(span, "the quotation mark is not closed"));
    } else if (quote != '"') {
      problems.add(
          ExpressionProblem.at(
              span, "an instrument stands in double quotation marks", '"' + shorten(inner) + '"'));
    } else {
      tokens.add(new Token(Token.Kind.STRING, inner, span));
    }
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        tokens.add(new Token(Token.Kind.SYMBOL, symbol, new Span(at, at + symbol.length())));
        at += symbol.length();
        return;
      }
    }
    for (Map.Entry<String, String> foreign : FOREIGN) {
      if (text.startsWith(foreign.getKey(), at)) {
        Span span = new Span(at, at + foreign.getKey().length());
        at = span.to();
        problems.add(
            ExpressionProblem.at(
                span, "unknown sign '" + foreign.getKey() + "'", "'" + foreign.getValue() + "'"));
        return;
      }
    }
    int c = text.codePointAt(at);
    Span span = new Span(at, at + Character.charCount(c));
    at = span.to();
    problems.add(ExpressionProblem.at(span, "unknown sign " + shownSign(c)));
  }

  private static String shownSign(int c) {
    boolean visible = Character.isDefined(c) && !Character.isISOControl(c);
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return visible && !surrogate && !Character.isWhitespace(c) && !Character.isSpaceChar(c)
        ? "'" + Character.toString(c) + "'"
        : String.format(Locale.ROOT, "U+%04X", c);
  }

  private static String shorten(String written) {
    return written.length() > 40 ? written.substring(0, 40) + "…" : written;
  }
}
