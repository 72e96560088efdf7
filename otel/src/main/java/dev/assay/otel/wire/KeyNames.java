package dev.assay.otel.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys met in one request. Spans of one sender share their keys, so that decoding each once
 * saves half the work; and whether one names a secret is decided once.
 */
final class KeyNames {

  private static final int SLOTS = 512;

  private final @Nullable AttributeKey[] slots = new @Nullable AttributeKey[SLOTS];
  private final @Nullable AttributeKey[] spelled = new @Nullable AttributeKey[SLOTS];

  /** The key that these bytes spell. */
  AttributeKey of(byte[] source, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + source[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    AttributeKey known = slots[slot];
    if (known != null
        && Arrays.equals(known.utf8(), 0, known.utf8().length, source, from, from + length)) {
      return known;
    }
    String name = Utf8.decode(source, from, length);
    AttributeKey key =
        new AttributeKey(
            name, Arrays.copyOfRange(source, from, from + length), Secrets.names(name));
    slots[slot] = key;
    return key;
  }

  /** The key that these characters spell. */
  AttributeKey of(char[] source, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + source[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    AttributeKey known = spelled[slot];
    if (known != null && spells(known.name(), source, from, length)) {
      return known;
    }
    AttributeKey key = of(new String(source, from, length));
    spelled[slot] = key;
    return key;
  }

  private static boolean spells(String name, char[] source, int from, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != source[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** The key of this name. */
  AttributeKey of(String name) {
    return new AttributeKey(name, new byte[0], Secrets.names(name));
  }
}
