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

  // The flag of the last of eight bytes. Of a token that goes on beyond them, it is as well to take
  // that byte for another than a letter: what follows need not be punctuation.
  private static final long LAST = Long.MIN_VALUE;

  // Spaces beyond the end, for what is read eight bytes at a time, from any place up to the end or
  // seven bytes on.
  private static final int ROOM = 24;

  private final byte[] text;
  private final int size;
  private final LongTokens longTokens;

  AsciiSquadTokens(byte[] text, LongTokens longTokens) {
    this.size = text.length;
    this.text = Arrays.copyOf(text, size + ROOM);
    Arrays.fill(this.text, size, size + ROOM, (byte) ' ');
    this.longTokens = longTokens;
  }

  /** Null where the text is not ASCII, or has control characters that are not white space. */
  @Nullable TokenList read() {
    // One bit for each byte, and one at least for the room.
    long[] spaces = new long[size / 64 + 1];
    return findSpaces(spaces) ? tokens(spaces) : null;
  }

  private boolean findSpaces(long[] spaces) {
    long any = 0;
    long controls = 0;
    for (int i = 0; i <= size; i += 8) {
      long word = Bytes.loadAll(text, i);
      any |= word;
      controls |= Bytes.control(word);
      spaces[i >>> 6] |= Bytes.bits(Bytes.invisible(word)) << (i & 63);
    }
    return !Bytes.anyAboveAscii(any) && (controls == 0 || controlsAreSpaces());
  }

  private boolean controlsAreSpaces() {
    for (int i = 0; i < size; i++) {
      if (text[i] == 0x7F || (text[i] < ' ' && !PythonText.isSpace(text[i]))) {
        return false;
      }
    }
    return true;
  }

  // Almost every token is a word, with punctuation after it at most, and takes the same steps as
  // any
  // other: what the processor cannot foresee costs it more than a few steps in vain.
  private TokenList tokens(long[] spaces) {
    long[] keys = new long[size / 6 + 70];
    int count = 0;
    int start = 0;
    for (int i = 0; i < spaces.length; i++) {
      if (keys.length - count < 70) {
        keys = Arrays.copyOf(keys, keys.length * 2);
      }
      for (long left = spaces[i]; left != 0; left &= left - 1) {
        int end = i * 64 + Long.numberOfTrailingZeros(left);
        long word = Bytes.lowerAscii(Bytes.loadAll(text, start));
        long others = Bytes.othersThanAlphanumeric(word);
        long key = word & Bytes.before(others);
        if (end - start - Bytes.firstOf(others | LAST) > 1) {
          key = longKey(start, end, word, others);
        }
        keys[count] = key;
        count += keep(key);
        start = end + 1;
      }
    }
    return new TokenList(keys, count);
  }

  // 0 for nothing and for articles, else 1.
  private static int keep(long key) {
    return key == 0 || key == A || key == AN || key == THE ? 0 : 1;
  }

  // The key of a token that is long or has punctuation inside, or 0 if nothing is left of it.
  private long longKey(int start, int end, long head, long others) {
    if (others == 0) {
      long tail = Bytes.lowerAscii(Bytes.loadAll(text, start + 8));
      long othersOfTail = Bytes.othersThanAlphanumeric(tail);
      if (end - start - 8 - Bytes.firstOf(othersOfTail | LAST) <= 1) {
        int inTail = Bytes.firstOf(othersOfTail);
        return inTail == 0
            ? head
            : longTokens.key(head, tail & Bytes.before(othersOfTail), 8 + inTail);
      }
    }
    return keyWithoutPunctuation(start, end);
  }

  private long keyWithoutPunctuation(int start, int end) {
    int kept = start;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      text[kept] = c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
      kept += SquadText.isAsciiPunctuation(c) ? 0 : 1;
    }
    return kept - start <= 8 ? Bytes.load(text, start, kept) : longTokens.key(text, start, kept);
  }
}
