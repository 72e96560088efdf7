package dev.assay.core.dataset.lint;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text as comparisons see them, each as a hash.
 *
 * <p>Compatibility forms are folded (NFKC), case is ignored, and everything but letters, digits and
 * marks separates. In scripts that do not separate words, each character is one.
 */
final class Words {

  private final String text;
  private final long[] hashes;
  private final int[] starts;
  private final int[] ends;

  private Words(String text, long[] hashes, int[] starts, int[] ends) {
    this.text = text;
    this.hashes = hashes;
    this.starts = starts;
    this.ends = ends;
  }

  static Words of(String raw) {
    String text = fold(raw);
    Builder words = new Builder(text);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int end = i + Character.charCount(c);
      if (isWordPart(c)) {
        while (!standsAlone(c) && end < text.length()) {
          int next = text.codePointAt(end);
          if (standsAlone(next) || !(isWordPart(next) || isInside(text, end, next))) {
            break;
          }
          end += Character.charCount(next);
        }
        words.add(i, end);
      }
      i = end;
    }
    return words.build();
  }

  /** The text as exact comparisons see it: case, compatibility forms and white space folded. */
  static String folded(String raw) {
    return fold(raw).strip().replaceAll("\\s+", " ");
  }

  int size() {
    return hashes.length;
  }

  /** The hash of {@code length} words from the one at {@code index}. */
  long shingle(int index, int length) {
    long hash = length;
    for (int i = index; i < index + length; i++) {
      hash = mix(hash * 31 + hashes[i]);
    }
    return hash;
  }

  /** The distinct hashes of all single words and pairs of neighbours, sorted. */
  long[] singlesAndPairs() {
    long[] shingles = new long[Math.max(0, 2 * size() - 1)];
    for (int i = 0; i < size(); i++) {
      shingles[i] = shingle(i, 1);
      if (i + 1 < size()) {
        shingles[size() + i] = shingle(i, 2);
      }
    }
    Arrays.sort(shingles);
    int distinct = 0;
    for (int i = 0; i < shingles.length; i++) {
      if (i == 0 || shingles[i] != shingles[i - 1]) {
        shingles[distinct++] = shingles[i];
      }
    }
    return Arrays.copyOf(shingles, distinct);
  }

  /** The folded text from one word through another, both included. */
  String between(int first, int last) {
    return text.substring(starts[first], ends[last]);
  }

  private static String fold(String raw) {
    return Normalizer.normalize(raw, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static boolean isWordPart(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  // An apostrophe between letters, or an invisible character.
  private static boolean isInside(String text, int index, int c) {
    if (Character.getType(c) == Character.FORMAT) {
      return true;
    }
    return (c == '\'' || c == '\u2019')
        && index + 1 < text.length()
        && Character.isLetter(text.codePointAt(index + 1));
  }

  private static boolean standsAlone(int c) {
    if (c < 0x0E00) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(c);
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetterOrDigit(c);
      default -> false;
    };
  }

  /** Stafford's variant 13 of the 64-bit finaliser: every input bit moves every output bit. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static final class Builder {

    private final String text;
    private long[] hashes = new long[16];
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int size;

    private Builder(String text) {
      this.text = text;
    }

    private void add(int start, int end) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      long hash = 0xCBF29CE484222325L;
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
        if (c != '\'' && c != '\u2019' && Character.getType(c) != Character.FORMAT) {
          hash = (hash ^ c) * 0x100000001B3L;
        }
      }
      hashes[size] = mix(hash);
      starts[size] = start;
      ends[size++] = end;
    }

    private Words build() {
      return new Words(
          text,
          Arrays.copyOf(hashes, size),
          Arrays.copyOf(starts, size),
          Arrays.copyOf(ends, size));
    }
  }
}
