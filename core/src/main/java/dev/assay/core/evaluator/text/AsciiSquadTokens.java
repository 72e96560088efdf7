package dev.assay.core.evaluator.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of {@link SquadText} from ASCII texts, which most are, eight bytes at a time.
 * The hot loops are methods of their own, small enough for the compiler to inline what they call.
 */
final class AsciiSquadTokens {

  private static final long A = 'a';
  private static final long AN = 'a' | ('n' << 8);
  private static final long THE = 't' | ('h' << 8) | ('e' << 16);

  // With room for a whole word beyond the end. Letters are made small in place where a long token
  // needs them so, else on the way.
  private final byte[] text;
  private final int size;
  private final LongTokens longTokens;

  AsciiSquadTokens(byte[] text, LongTokens longTokens) {
    this.text = Arrays.copyOf(text, text.length + 16);
    this.size = text.length;
    this.longTokens = longTokens;
  }

  /** Null where the text is not ASCII, or has control characters that are not white space. */
  @Nullable TokenList read() {
    // One bit for each byte, and one for the end.
    long[] spaces = new long[size / 64 + 1];
    return findSpaces(spaces) ? tokens(spaces) : null;
  }

  private boolean findSpaces(long[] spaces) {
    for (int i = 0; i < size; i += 8) {
      long word = Bytes.loadAll(text, i);
      if (Bytes.anyAboveAscii(word) || (Bytes.control(word) != 0 && !controlsAreSpaces(i))) {
        return false;
      }
      spaces[i >>> 6] |= (Bytes.bits(Bytes.visible(word)) ^ 0xFF) << (i & 63);
    }
    spaces[size >>> 6] |= 1L << (size & 63);
    return true;
  }

  private boolean controlsAreSpaces(int from) {
    for (int i = from; i < Math.min(from + 8, size); i++) {
      if (text[i] == 0x7F || (text[i] < ' ' && !PythonText.isSpace(text[i]))) {
        return false;
      }
    }
    return true;
  }

  private TokenList tokens(long[] spaces) {
    long[] keys = new long[size / 6 + 40];
    int count = 0;
    int start = 0;
    for (int i = 0; i < spaces.length; i++) {
      if (keys.length - count < 40) {
        keys = Arrays.copyOf(keys, keys.length * 2);
      }
      for (long left = spaces[i]; left != 0; left &= left - 1) {
        int end = i * 64 + Long.numberOfTrailingZeros(left);
        int length = end - start;
        if (length > 0 && end <= size) {
          long mask = Bytes.maskOfSome(Math.min(length, 8));
          long word = Bytes.lower(Bytes.loadAll(text, start)) & mask;
          boolean plain = (Bytes.alphanumeric(word) ^ (mask & Bytes.FLAGS)) == 0;
          long key = plain && length <= 8 ? word : otherKey(start, end, word);
          if (key != 0 && key != A && key != AN && key != THE) {
            keys[count++] = key;
          }
        }
        start = end + 1;
      }
    }
    return new TokenList(keys, count);
  }

  // The key of a token that is long or has punctuation, or 0 if nothing is left of it.
  private long otherKey(int start, int end, long head) {
    boolean punctuated = SquadText.isAsciiPunctuation(text[end - 1]);
    int length = end - start - (punctuated ? 1 : 0);
    if (length < 8 && Bytes.alphanumeric(head) == (Bytes.mask(length) & Bytes.FLAGS)) {
      return head & Bytes.mask(length);
    }
    return makeSmall(start, start + length)
        ? key(start, start + length)
        : key(start, withoutPunctuation(start, end));
  }

  private long key(int start, int end) {
    return end - start <= 8 ? Bytes.load(text, start, end) : longTokens.key(text, start, end);
  }

  // Whether the token has letters and digits only. Letters beyond its end become small too, which
  // does no harm.
  private boolean makeSmall(int start, int end) {
    boolean plain = true;
    for (int i = start; i < end; i += 8) {
      long small = Bytes.lower(Bytes.loadAll(text, i));
      Bytes.store(text, i, small);
      long wanted = Bytes.mask(end - i) & Bytes.FLAGS;
      plain &= (Bytes.alphanumeric(small) & wanted) == wanted;
    }
    return plain;
  }

  private int withoutPunctuation(int start, int end) {
    int kept = start;
    for (int i = start; i < end; i++) {
      text[kept] = text[i];
      kept += SquadText.isAsciiPunctuation(text[i]) ? 0 : 1;
    }
    return kept;
  }
}
