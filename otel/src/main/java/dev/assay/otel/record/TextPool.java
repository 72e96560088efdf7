package dev.assay.otel.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that come again and again, such as names of models, each once in memory whatever
 * number of batches it came with.
 *
 * <p>Of fixed size: a text that comes takes the place of another now and then. A text is held from
 * the second time on, so that ids, which come once, push nothing out. For one thread.
 *
 * @since 0.1
 */
public final class TextPool {

  private static final int LONGEST_BYTES = 64;
  private static final int SLOTS = 1 << 12;

  private final int[] seen = new int[SLOTS];
  private final byte[] @Nullable [] bytes = new byte[SLOTS][];
  private final @Nullable String[] texts = new String[SLOTS];

  /** The text of some bytes of UTF-8. */
  String text(byte[] from, int at, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST_BYTES) {
      return new String(from, at, length, UTF_8);
    }
    int hash = length;
    for (int i = at; i < at + length; i++) {
      hash = 31 * hash + from[i];
    }
    hash *= 0x9E3779B9;
    int slot = hash >>> 20;
    byte[] held = bytes[slot];
    String text = texts[slot];
    if (held != null
        && text != null
        && Arrays.equals(held, 0, held.length, from, at, at + length)) {
      return text;
    }
    String read = new String(from, at, length, UTF_8);
    if (seen[slot] == hash) {
      bytes[slot] = Arrays.copyOfRange(from, at, at + length);
      texts[slot] = read;
    } else {
      seen[slot] = hash;
    }
    return read;
  }
}
