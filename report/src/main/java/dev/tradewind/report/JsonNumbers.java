package dev.tradewind.report;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.core.JsonGenerator;

/** Numbers in JSON: what is undefined is null, never a word or an infinity. */
final class JsonNumbers {
  private JsonNumbers() {}

  /** The shortest text that reads back as the same double, or null. */
  static void write(JsonGenerator json, double value) {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  static void write(JsonGenerator json, String name, double value) {
    json.writeName(name);
    write(json, value);
  }

  /** For drawings only: a value with that many significant digits. */
  static double significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return value;
    }
    return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
  }
}
