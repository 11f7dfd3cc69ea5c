package dev.tradewind.report;

import dev.tradewind.engine.statistics.Statistic;
import java.util.Locale;

/** Values as a printed report shows them; what is undefined is a dash. */
final class ReportText {
  static final String UNDEFINED = "—";

  private ReportText() {}

  static String percent(double fraction) {
    return Double.isFinite(fraction)
        ? String.format(Locale.ROOT, "%.2f %%", fraction * 100)
        : UNDEFINED;
  }

  static String money(double amount) {
    return Double.isFinite(amount) ? String.format(Locale.ROOT, "%,.2f", amount) : UNDEFINED;
  }

  static String ratio(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : UNDEFINED;
  }

  static String count(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : UNDEFINED;
  }

  /** A probability: small ones are not rounded to nothing. */
  static String probability(double value) {
    if (!Double.isFinite(value)) {
      return UNDEFINED;
    }
    return value < 0.001 ? "under 0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return UNDEFINED;
    }
    long whole = Math.round(seconds);
    long days = whole / 86_400;
    long hours = whole / 3_600 % 24;
    long minutes = whole / 60 % 60;
    if (days > 0) {
      return days + " d " + hours + " h";
    }
    return hours > 0 ? hours + " h " + minutes + " min" : minutes + " min " + whole % 60 + " s";
  }

  static String value(Statistic statistic) {
    double value = statistic.value();
    return switch (statistic.unit()) {
      case FRACTION -> percent(value);
      case MONEY -> money(value);
      case COUNT -> count(value);
      case SECONDS -> duration(value);
      case BARS -> Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : UNDEFINED;
      case RATIO -> ratio(value);
    };
  }

  /** A text between tags: markup in it stays text; what XML does not allow is left out. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> {
                  boolean allowed =
                      c == '\t'
                          || c == '\n'
                          || (c >= 0x20 && c < 0xD800)
                          || (c >= 0xE000 && c < 0xFFFE)
                          || c >= 0x10000;
                  if (allowed) {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }
}
