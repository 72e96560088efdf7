package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * Remembers the stems of words seen before, in two tables of fixed size in which a new word
 * displaces an old one. Threads share it without locks: an entry is immutable, and a lost one is
 * only stemmed again.
 */
final class StemCache {

  private static final int BITS = 14;
  private static final int LONGEST_REMEMBERED = 64;
  private static final ShortEntry[] SHORT = new ShortEntry[1 << BITS];
  private static final LongEntry[] LONG = new LongEntry[1 << BITS];

  private StemCache() {}

  private record ShortEntry(long word, long stem) {}

  @SuppressWarnings("ArrayRecordComponent") // private, and neither array is ever changed
  private record LongEntry(byte[] word, byte[] stem) {}

  /** The key of the stem of a word of up to eight letters, itself given as its key. */
  static long stemOfShort(long word, int length) {
    int slot = Overlap.slot(word, 64 - BITS);
    ShortEntry entry = SHORT[slot];
    if (entry != null && entry.word == word) {
      return entry.stem;
    }
    byte[] bytes = new byte[8];
    Bytes.store(bytes, 0, word);
    int stemLength = PorterStemmer.stem(bytes, length);
    long stem = Bytes.load(bytes, 0, stemLength);
    SHORT[slot] = new ShortEntry(word, stem);
    return stem;
  }

  /** The key of the stem of a longer word. */
  static long stemOfLong(byte[] source, int start, int end, LongTokens longTokens) {
    byte[] stem = longStem(source, start, end);
    return stem.length <= 8
        ? Bytes.load(stem, 0, stem.length)
        : longTokens.key(stem, 0, stem.length);
  }

  private static byte[] longStem(byte[] source, int start, int end) {
    int slot = Overlap.slot(LongTokens.hash(source, start, end), 64 - BITS);
    LongEntry entry = LONG[slot];
    if (entry != null && Arrays.equals(entry.word, 0, entry.word.length, source, start, end)) {
      return entry.stem;
    }
    byte[] word = Arrays.copyOfRange(source, start, end);
    byte[] buffer = word.clone();
    int stemLength = PorterStemmer.stem(buffer, buffer.length);
    byte[] stem = Arrays.copyOf(buffer, stemLength);
    if (word.length <= LONGEST_REMEMBERED) {
      LONG[slot] = new LongEntry(word, stem);
    }
    return stem;
  }
}
