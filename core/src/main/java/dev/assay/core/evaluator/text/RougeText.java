package dev.assay.core.evaluator.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The tokens that ROUGE compares: runs of a to z and 0 to 9 of the text in lower case; words of
 * more than three letters stemmed, if asked for.
 *
 * <p>Source: google-research, {@code rouge_score.tokenize}.
 */
final class RougeText {

  private RougeText() {}

  /** The tokens of {@code text}. */
  static TokenList tokens(String text, boolean stem, LongTokens longTokens) {
    // Every other character of another script is a separator in lower case too, as is the question
    // mark that it becomes here.
    byte[] bytes = text.replace("\u212A", "k").replace("\u0130", "i?").getBytes(ISO_8859_1);
    return new Reader(bytes, stem, longTokens).read();
  }

  private static final class Reader {

    private final byte[] text;
    private final byte[] lower;
    private final boolean stem;
    private final LongTokens longTokens;
    private final TokenList tokens;

    Reader(byte[] text, boolean stem, LongTokens longTokens) {
      this.text = text;
      // Room for a whole word beyond the last token.
      this.lower = new byte[text.length + 16];
      this.stem = stem;
      this.longTokens = longTokens;
      this.tokens = new TokenList(text.length / 6);
    }

    TokenList read() {
      int start = 0;
      for (int chunk = 0; chunk <= text.length; chunk += 64) {
        int end = Math.min(chunk + 64, text.length);
        long separators = end - chunk == 64 ? 0 : -1L << (end - chunk);
        for (int i = chunk; i < end; i += 8) {
          long small = Bytes.lower(Bytes.load(text, i, end));
          Bytes.store(lower, i, small);
          separators |= (~Bytes.bits(Bytes.alphanumeric(small)) & 0xFF) << (i - chunk);
        }
        while (separators != 0) {
          int at = chunk + Long.numberOfTrailingZeros(separators);
          if (at > text.length) {
            break;
          }
          if (at > start) {
            tokens.add(key(start, at));
          }
          start = at + 1;
          separators &= separators - 1;
        }
      }
      return tokens;
    }

    private long key(int start, int end) {
      int length = end - start;
      if (length <= 8) {
        long word = Bytes.load(lower, start, end);
        return stem && length > 3 ? StemCache.stemOfShort(word, length) : word;
      }
      return stem
          ? StemCache.stemOfLong(lower, start, end, longTokens)
          : longTokens.key(lower, start, end);
    }
  }
}
