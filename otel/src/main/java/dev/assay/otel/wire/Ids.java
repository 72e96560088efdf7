package dev.assay.otel.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ids as lower-case hexadecimal digits: null if absent or all zero, {@link #WRONG} if no id. */
final class Ids {

  /** In place of what cannot be an id. */
  static final String WRONG = "";

  static final int TRACE_BYTES = 16;
  static final int SPAN_BYTES = 8;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Ids() {}

  static @Nullable String of(byte[] source, int from, int length, int expected) {
    if (length == 0) {
      return null;
    }
    if (length != expected) {
      return WRONG;
    }
    byte[] digits = new byte[2 * length];
    int any = 0;
    for (int i = 0; i < length; i++) {
      int b = source[from + i];
      any |= b;
      digits[2 * i] = DIGITS[(b >> 4) & 0xF];
      digits[2 * i + 1] = DIGITS[b & 0xF];
    }
    return any == 0 ? null : new String(digits, StandardCharsets.ISO_8859_1);
  }

  static @Nullable String of(String given, int expected) {
    if (given.isEmpty()) {
      return null;
    }
    if (given.length() != 2 * expected) {
      return WRONG;
    }
    boolean zero = true;
    boolean lower = true;
    for (int i = 0; i < given.length(); i++) {
      char c = given.charAt(i);
      if (c >= 'A' && c <= 'F') {
        lower = false;
      } else if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return WRONG;
      }
      zero &= c == '0';
    }
    if (zero) {
      return null;
    }
    return lower ? given : given.toLowerCase(Locale.ROOT);
  }
}
