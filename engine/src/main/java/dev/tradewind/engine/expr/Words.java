package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.SeriesInput;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a word of the language may be. */
final class Words {
  static final List<String> KEYWORDS =
      List.of("true", "false", "not", "and", "or", "of", "adjusted");
  static final List<String> FIELDS =
      Arrays.stream(SeriesInput.values())
          .filter(SeriesInput::isField)
          .map(SeriesInput::code)
          .toList();
  static final int MAX_LENGTH = 64;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern INSTRUMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,39}");

  private Words() {}

  static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }

  /** Whether a bare word names a function or a saved feature. */
  static boolean isName(String text) {
    return isIdentifier(text) && !KEYWORDS.contains(text) && !FIELDS.contains(text);
  }

  static boolean isInstrument(String text) {
    return INSTRUMENT.matcher(text).matches();
  }

  static boolean isWordStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordPart(int c) {
    return isWordStart(c) || isDigit(c);
  }
}
