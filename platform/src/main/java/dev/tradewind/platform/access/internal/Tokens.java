package dev.tradewind.platform.access.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets and their hashes. A secret of 256 random bits needs no slow hash. */
final class Tokens {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The token that a page sends back in a header; it can only be made from the session's own. */
  static String csrf(String sessionToken) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash("csrf:" + sessionToken));
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(hash(one), hash(other));
  }
}
