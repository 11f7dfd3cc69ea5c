package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Completion and help for an editor, also on a text that is not finished. Never throws on a text;
 * offsets are UTF-16 units and are taken as the nearest within the text. As thread-safe as its
 * scope.
 */
public final class ExpressionAssistant {
  private final ExpressionScope scope;

  private ExpressionAssistant(ExpressionScope scope) {
    this.scope = scope;
  }

  /** An assistant that knows what is in the scope. */
  public static ExpressionAssistant in(ExpressionScope scope) {
    return new ExpressionAssistant(scope);
  }

  /**
   * The call around a place.
   *
   * @param function its definition
   * @param argument index of the argument at the place, from 0
   * @param parameter what belongs there; empty behind the last
   */
  public record ActiveCall(
      FunctionDefinition function, int argument, Optional<FunctionParameter> parameter) {}

  /**
   * What may stand at the offset, given what is written before it: names that begin like the word
   * there come first, then names that contain it, else in the order of functions, fields, features,
   * parameters, words.
   */
  public List<Candidate> complete(String text, int offset) {
    String before = text.substring(0, Math.clamp(offset, 0, text.length()));
    int start = before.length();
    while (start > 0 && Words.isWordPart(before.charAt(start - 1))) {
      start--;
    }
    String word = before.substring(start);
    char lead = start > 0 ? before.charAt(start - 1) : ' ';
    if (isInString(before)) {
      return List.of();
    }
    Span span = new Span(start, before.length());
    if (lead == '@') {
      return matching(timeframes(span), word);
    }
    if (lead == '$') {
      return matching(parameters(new Span(start - 1, span.to())), "$" + word);
    }
    if (!word.isEmpty() && Words.isDigit(word.charAt(0))) {
      return List.of();
    }
    return matching(words(span, isBehindValue(before.substring(0, start))), word);
  }

  /** Quotation marks do not span lines. */
  private static boolean isInString(String before) {
    String line = before.substring(before.lastIndexOf('\n') + 1);
    return line.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static boolean isBehindValue(String before) {
    List<Token> tokens = new Lexer(before).run().tokens();
    if (tokens.size() < 2) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 2);
    return switch (last.kind()) {
      case NUMBER, COUNTED, PARAMETER, STRING -> true;
      case WORD -> !List.of("and", "or", "not", "of").contains(last.text());
      case SYMBOL -> last.is(")") || last.is("]") || last.is("?");
      case END -> false;
    };
  }

  private List<Candidate> words(Span span, boolean behindValue) {
    List<Candidate> all = new ArrayList<>();
    if (behindValue) {
      for (String keyword : List.of("and", "or", "of")) {
        all.add(keyword(keyword, span));
      }
      return all;
    }
    Words.FIELDS.forEach(each -> all.add(field(each, span)));
    scope.registry().all().forEach(each -> all.add(function(each, span)));
    scope.saved().names().forEach(each -> all.add(feature(each, span)));
    all.addAll(parameters(span));
    for (String keyword : List.of("not", "true", "false", "adjusted")) {
      all.add(keyword(keyword, span));
    }
    return all;
  }

  private static List<Candidate> matching(List<Candidate> all, String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(each -> each.text().toLowerCase(Locale.ROOT).contains(wanted))
        .sorted(
            Comparator.comparing(each -> !each.text().toLowerCase(Locale.ROOT).startsWith(wanted)))
        .toList();
  }

  /** What the word or sign at the offset, or just before it, means; empty if it means nothing. */
  public Optional<Candidate> describe(String text, int offset) {
    int at = Math.clamp(offset, 0, text.length());
    List<Token> tokens = new Lexer(text).run().tokens();
    Optional<Candidate> found = Optional.empty();
    for (int i = 0; i < tokens.size() - 1; i++) {
      Token token = tokens.get(i);
      if (token.span().from() <= at && at <= token.span().to()) {
        boolean behindAt = i > 0 && tokens.get(i - 1).is("@");
        Optional<Candidate> described = describe(token, behindAt, tokens.get(i + 1).is("("));
        found = described.isPresent() ? described : found;
      }
    }
    return found;
  }

  private Optional<Candidate> describe(Token token, boolean behindAt, boolean called) {
    String word = token.text();
    Span span = token.span();
    return switch (token.kind()) {
      case WORD -> {
        Optional<FunctionDefinition> function = scope.registry().find(word);
        boolean saved = !called && scope.saved().find(word).isPresent();
        yield saved
            ? Optional.of(feature(word, span))
            : function.isPresent()
                ? Optional.of(function(function.get(), span))
                : LanguageGuide.find(word)
                    .map(
                        _ -> Words.FIELDS.contains(word) ? field(word, span) : keyword(word, span));
      }
      case PARAMETER -> scope.parameter(word).map(each -> parameter(each, span));
      case COUNTED ->
          behindAt
              ? timeframes(span).stream().filter(each -> each.text().equals(word)).findFirst()
              : Optional.empty();
      case SYMBOL -> LanguageGuide.find(word).map(_ -> keyword(word, span));
      case NUMBER, STRING, END -> Optional.empty();
    };
  }

  /** The innermost call that is open at the offset, and which of its arguments is there. */
  public Optional<ActiveCall> activeCall(String text, int offset) {
    String before = text.substring(0, Math.clamp(offset, 0, text.length()));
    List<Token> tokens = new Lexer(before).run().tokens();
    Deque<Integer> open = new ArrayDeque<>();
    Deque<Integer> commas = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        open.push(i);
        commas.push(0);
      } else if (tokens.get(i).is(")") && !open.isEmpty()) {
        open.pop();
        commas.pop();
      } else if (tokens.get(i).is(",") && !open.isEmpty()) {
        commas.push(commas.pop() + 1);
      }
    }
    while (!open.isEmpty()) {
      int at = open.pop();
      int argument = commas.pop();
      Optional<FunctionDefinition> function =
          at > 0 && tokens.get(at - 1).kind() == Token.Kind.WORD
              ? scope.registry().find(tokens.get(at - 1).text())
              : Optional.empty();
      if (function.isPresent()) {
        List<FunctionParameter> parameters = function.get().parameters();
        return Optional.of(
            new ActiveCall(
                function.get(),
                argument,
                argument < parameters.size()
                    ? Optional.of(parameters.get(argument))
                    : Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Candidate function(FunctionDefinition function, Span span) {
    return new Candidate(
        Candidate.Kind.FUNCTION,
        function.name(),
        function.signature(),
        function.description(),
        span);
  }

  private static Candidate field(String name, Span span) {
    return new Candidate(
        Candidate.Kind.FIELD, name, name, LanguageGuide.find(name).orElse(""), span);
  }

  private static Candidate keyword(String word, Span span) {
    return new Candidate(
        Candidate.Kind.KEYWORD, word, word, LanguageGuide.find(word).orElse(""), span);
  }

  private Candidate feature(String name, Span span) {
    String definition = scope.saved().find(name).map(ExpressionPrinter::print).orElse("");
    return new Candidate(Candidate.Kind.FEATURE, name, name, "Saved feature: " + definition, span);
  }

  private List<Candidate> parameters(Span span) {
    return scope.parameters().stream().map(each -> parameter(each, span)).toList();
  }

  private static Candidate parameter(ExpressionParameter parameter, Span span) {
    return new Candidate(
        Candidate.Kind.PARAMETER,
        "$" + parameter.name(),
        "$" + parameter.name() + " = " + ExpressionPrinter.number(parameter.byDefault()),
        "Parameter " + parameter.bounds() + ".",
        span);
  }

  private List<Candidate> timeframes(Span span) {
    List<Candidate> all = new ArrayList<>();
    for (TimeframeDefinition each : scope.timeframes()) {
      String meaning =
          each.sessions() > 0
              ? each.sessions() + (each.sessions() == 1 ? " session." : " sessions.")
              : each.count()
                  + " "
                  + each.unit().name().toLowerCase(Locale.ROOT)
                  + (each.count() == 1 ? "" : "s")
                  + ", aligned to the calendar.";
      all.add(
          new Candidate(Candidate.Kind.TIMEFRAME, each.code(), "x@" + each.code(), meaning, span));
    }
    return all;
  }
}
