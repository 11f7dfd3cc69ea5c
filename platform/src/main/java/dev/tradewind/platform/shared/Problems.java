package dev.tradewind.platform.shared;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects all that is wrong with a request, so that it is reported at once. One thread. */
public final class Problems {
  private static final int MAX_DECIMAL_TEXT = 40;
  private final List<FieldProblem> found = new ArrayList<>();

  /** Notes a problem. */
  public void add(String field, @Nullable String value, String message) {
    found.add(new FieldProblem(field, value, message));
  }

  /** The value, or {@code fallback} and a problem if making it fails. */
  public <T> T attempt(String field, @Nullable String value, T fallback, Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
      String message = e.getMessage();
      add(field, value, message == null ? "is not valid" : message);
      return fallback;
    }
  }

  /** The value, or nothing and a problem if making it fails. */
  public <T> Optional<T> parse(String field, @Nullable String value, Supplier<T> make) {
    return attempt(field, value, Optional.empty(), () -> Optional.of(make.get()));
  }

  /** The exact decimal, or {@code fallback} where the text is absent or wrong. */
  public BigDecimal decimal(String field, @Nullable String text, BigDecimal fallback) {
    if (text == null) {
      return fallback;
    }
    BigDecimal value = text.length() > MAX_DECIMAL_TEXT ? null : exact(text.strip());
    if (value == null) {
      add(field, text, field + " must be a decimal number of at most 40 characters");
      return fallback;
    }
    return value;
  }

  private static @Nullable BigDecimal exact(String text) {
    try {
      BigDecimal value = new BigDecimal(text);
      return Math.abs(value.scale()) > MAX_DECIMAL_TEXT ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Notes all of these problems in another collection. */
  public void copyTo(Problems other) {
    other.found.addAll(found);
  }

  /** Whether nothing was noted. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Ends the request with 400 if anything was noted. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      String detail =
          found.size() == 1 ? found.getFirst().message() : found.size() + " fields are not valid";
      throw new ProblemException(400, detail, found);
    }
  }
}
