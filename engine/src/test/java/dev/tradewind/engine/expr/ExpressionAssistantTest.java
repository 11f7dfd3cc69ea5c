package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an editor offers and explains while a text is being typed. */
class ExpressionAssistantTest {
  private static final ExpressionAssistant ASSISTANT =
      ExpressionAssistant.in(
          ExpressionScope.standard()
              .withSaved(
                  SavedExpressions.of(
                      Map.of(
                          "emotion",
                          ((ParseResult.Parsed) ExpressionParser.parse("close  +  1"))
                              .expression())))
              .withParameters(
                  List.of(
                      new ExpressionParameter(
                          "fast", ExpressionParameter.Type.INTEGER, 2, 50, 1, 9)),
                  Map.of()));

  /** Completes at the bar. */
  private static List<String> completed(String text) {
    return ASSISTANT.complete(text.replace("|", ""), text.indexOf('|')).stream()
        .map(Candidate::text)
        .toList();
  }

  @Test
  void offersWhatMayStandThere() {
    assertThat(completed("em|")).startsWith("ema", "emotion");
    assertThat(completed("close > em|")).contains("ema", "emotion");
    assertThat(completed("|")).contains("ema", "close", "emotion", "$fast", "not", "adjusted");
    assertThat(completed("close |")).containsExactly("and", "or", "of");
    assertThat(completed("close a|")).containsExactly("and");
    assertThat(completed("close and CLO|")).startsWith("close");
    assertThat(completed("ema(close, $f|")).containsExactly("$fast");
    assertThat(completed("close@4|")).startsWith("4m", "45m", "4h").doesNotContain("1m", "ema");
    assertThat(completed("close@|")).hasSizeGreaterThan(190);
    assertThat(completed("close of \"S|")).isEmpty();
    assertThat(completed("close of \"SPY\" |")).contains("and");
    assertThat(completed("ema(close, 1|")).isEmpty();
    Candidate first = ASSISTANT.complete("1 + em", 6).getFirst();
    assertThat(first.kind()).isEqualTo(Candidate.Kind.FUNCTION);
    assertThat(first.signature()).isEqualTo("ema(x, period)");
    assertThat(first.documentation()).startsWith("Exponential");
    assertThat(first.span()).isEqualTo(new Span(4, 6));
  }

  @Test
  void explainsWhatStandsThere() {
    String text = "ema(close, $fast)@4h >= emotion and x";
    assertThat(ASSISTANT.describe(text, 1))
        .get()
        .satisfies(
            each -> {
              assertThat(each.kind()).isEqualTo(Candidate.Kind.FUNCTION);
              assertThat(each.span()).isEqualTo(new Span(0, 3));
            });
    assertThat(ASSISTANT.describe(text, 5).map(Candidate::kind)).contains(Candidate.Kind.FIELD);
    assertThat(ASSISTANT.describe(text, 12).map(Candidate::documentation))
        .contains("Parameter in 2..50 and whole.");
    assertThat(ASSISTANT.describe(text, 19).map(Candidate::documentation))
        .contains("4 hours, aligned to the calendar.");
    assertThat(ASSISTANT.describe(text, 22).map(Candidate::text)).contains(">=");
    assertThat(ASSISTANT.describe(text, 27).map(Candidate::documentation))
        .contains("Saved feature: close + 1");
    assertThat(ASSISTANT.describe(text, 33).map(Candidate::kind)).contains(Candidate.Kind.KEYWORD);
    assertThat(ASSISTANT.describe(text, text.length())).isEmpty();
  }

  @Test
  void knowsTheArgumentBeingTyped() {
    assertThat(ASSISTANT.activeCall("ema((close + 1), ", 17))
        .get()
        .satisfies(
            each -> {
              assertThat(each.function().name()).isEqualTo("ema");
              assertThat(each.argument()).isEqualTo(1);
              assertThat(each.parameter().map(p -> p.name())).contains("period");
            });
    assertThat(ASSISTANT.activeCall("ema(close, 3, ", 14))
        .get()
        .satisfies(each -> assertThat(each.parameter()).isEmpty());
    assertThat(ASSISTANT.activeCall("ema(rma(close, 3), (1", 21).map(c -> c.argument()))
        .contains(1);
    assertThat(ASSISTANT.activeCall("(close", 6)).isEmpty();
  }

  @Test
  void anyTextIsTaken() {
    for (long seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String text = ExpressionFuzz.text(random);
      int offset = random.nextInt(-2, text.length() + 3);
      try {
        assertThat(ASSISTANT.complete(text, offset)).isNotNull();
        assertThat(ASSISTANT.describe(text, offset)).isNotNull();
        assertThat(ASSISTANT.activeCall(text, offset)).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + " at " + offset + ": " + text, e);
      }
    }
  }
}
