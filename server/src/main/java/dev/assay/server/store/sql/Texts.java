package dev.assay.server.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes any text fit for a column. */
final class Texts {

  // An index of PostgreSQL takes 2,700 bytes of a row's key; a character is 3 bytes at most.
  private static final int LONGEST_KEY = 400;
  private static final int KEPT_OF_KEY = 300;
  private static final int LONGEST = 1 << 20;

  private Texts() {}

  /**
   * The text with NULs and lone surrogates, which PostgreSQL refuses, as U+FFFD, and cut at a
   * million characters.
   */
  static @Nullable String column(@Nullable String text) {
    return text == null ? null : required(text);
  }

  static String required(String text) {
    return whole(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
  }

  /** A text that is never cut, such as a document. */
  static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return mended(text);
      }
    }
    return text;
  }

  /** A text that rows are named and found by: one that is too long ends in its hash instead. */
  static String key(String text) {
    String sound = required(text);
    return sound.length() <= LONGEST_KEY
        ? sound
        : required(sound.substring(0, KEPT_OF_KEY)) + "\u2026" + hash(text);
  }

  static @Nullable String nullableKey(@Nullable String text) {
    return text == null ? null : key(text);
  }

  private static String mended(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xFFFD
                    : c)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
