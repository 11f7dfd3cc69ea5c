package dev.tradewind.platform.shared;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The place in a sorted list after which the next page starts.
 *
 * @param key sort key of the last entry
 * @param id identity of the last entry, which decides among equal keys
 */
public record Cursor(double key, String id) {
  /** The text a client sends back. */
  public String encode() {
    String text = Double.toHexString(key) + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what a client sent; {@code null} for none. */
  public static @Nullable Cursor decode(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int space = plain.indexOf(' ');
      return new Cursor(Double.parseDouble(plain.substring(0, space)), plain.substring(space + 1));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw ProblemException.field("cursor", text, "cursor is not one that was given out");
    }
  }

  /** The page size to use: 50 unless asked for, at most 200. */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return 50;
    }
    if (asked < 1 || asked > 200) {
      throw ProblemException.field("limit", asked.toString(), "limit must be in 1..200");
    }
    return asked;
  }
}
