package dev.assay.core.evaluator.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * SQuAD's normalisation: lower case, without ASCII punctuation, without the words a, an and the,
 * white space made single spaces.
 *
 * <p>Source: P. Rajpurkar et al., the SQuAD evaluation script, version 2.0; equal to it on Python
 * 3.
 */
final class SquadText {

  private static final long A = 'a';
  private static final long AN = 'a' | ('n' << 8);
  private static final long THE = 't' | ('h' << 8) | ('e' << 16);

  private SquadText() {}

  /** The normalised text. */
  static String normalize(String text) {
    StringBuilder normal = new StringBuilder(text.length());
    for (String token : split(text)) {
      if (normal.length() > 0) {
        normal.append(' ');
      }
      normal.append(token);
    }
    return normal.toString();
  }

  /** The tokens of the normalised text. */
  static TokenList tokens(String text, LongTokens longTokens) {
    byte[] latin = text.getBytes(ISO_8859_1);
    TokenList tokens = new TokenList(latin.length / 6);
    // What is not Latin-1 became a question mark above.
    if (text.equals(new String(latin, ISO_8859_1))
        && new AsciiTokens(latin, tokens, longTokens).read()) {
      return tokens;
    }
    TokenList slow = new TokenList(latin.length / 6);
    for (String token : split(text)) {
      slow.add(TokenKeys.of(token, longTokens));
    }
    return slow;
  }

  private static Iterable<String> split(String text) {
    String lower = PythonText.lower(text);
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    int i = 0;
    while (i < lower.length()) {
      int c = lower.codePointAt(i);
      if (PythonText.isSpace(c)) {
        addWithoutArticles(token, tokens);
        token.setLength(0);
      } else if (!isAsciiPunctuation(c)) {
        token.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    addWithoutArticles(token, tokens);
    return tokens;
  }

  // An article is a whole run of word characters, and leaves a space: of "a😀b" stays "😀b".
  private static void addWithoutArticles(StringBuilder token, List<String> tokens) {
    int from = 0;
    int i = 0;
    while (i < token.length()) {
      int c = token.codePointAt(i);
      int next = i + Character.charCount(c);
      if (PythonText.isWordPart(c)) {
        while (next < token.length() && PythonText.isWordPart(token.codePointAt(next))) {
          next += Character.charCount(token.codePointAt(next));
        }
        if (isArticle(token.substring(i, next))) {
          addIfAny(token.substring(from, i), tokens);
          from = next;
        }
      }
      i = next;
    }
    addIfAny(token.substring(from), tokens);
  }

  private static void addIfAny(String token, List<String> tokens) {
    if (!token.isEmpty()) {
      tokens.add(token);
    }
  }

  private static boolean isArticle(String word) {
    return word.equals("a") || word.equals("an") || word.equals("the");
  }

  private static boolean isAsciiPunctuation(int c) {
    return (c >= '!' && c <= '/')
        || (c >= ':' && c <= '@')
        || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~');
  }

  /** Reads ASCII texts, which is most of them, eight bytes at a time. */
  private static final class AsciiTokens {

    private final byte[] text;
    private final byte[] lower;
    private final TokenList tokens;
    private final LongTokens longTokens;

    AsciiTokens(byte[] text, TokenList tokens, LongTokens longTokens) {
      this.text = text;
      // Room for a whole word beyond the last token.
      this.lower = new byte[text.length + 16];
      this.tokens = tokens;
      this.longTokens = longTokens;
    }

    /** False where the text is not ASCII, or holds control characters that are not white space. */
    boolean read() {
      int start = 0;
      for (int chunk = 0; chunk <= text.length; chunk += 64) {
        int end = Math.min(chunk + 64, text.length);
        long spaces = end - chunk == 64 ? 0 : -1L << (end - chunk);
        for (int i = chunk; i < end; i += 8) {
          long word = Bytes.load(text, i, end);
          if (Bytes.anyAboveAscii(word)
              || (Bytes.control(word) != 0 && !controlsAreSpaces(i, end))) {
            return false;
          }
          long small = Bytes.lower(word);
          Bytes.store(lower, i, small);
          spaces |= (~Bytes.bits(Bytes.visible(small)) & 0xFF) << (i - chunk);
        }
        while (spaces != 0) {
          int at = chunk + Long.numberOfTrailingZeros(spaces);
          if (at > text.length) {
            break;
          }
          if (at > start && !add(start, at)) {
            return false;
          }
          start = at + 1;
          spaces &= spaces - 1;
        }
      }
      return true;
    }

    private boolean controlsAreSpaces(int from, int end) {
      for (int i = from; i < Math.min(from + 8, end); i++) {
        if (text[i] < ' ' && !PythonText.isSpace(text[i])) {
          return false;
        }
      }
      return true;
    }

    private boolean add(int start, int end) {
      int length = end - start;
      long key = Bytes.load(lower, start, end);
      if (length <= 8 && Bytes.alphanumeric(key) == (Bytes.mask(length) & Bytes.FLAGS)) {
        if (key != A && key != AN && key != THE) {
          tokens.add(key);
        }
        return true;
      }
      int kept = start;
      for (int i = start; i < end; i++) {
        byte c = lower[i];
        if (c == 0x7F) {
          return false;
        }
        lower[kept] = c;
        kept += isAsciiPunctuation(c) ? 0 : 1;
      }
      if (kept - start > 8) {
        tokens.add(longTokens.key(lower, start, kept));
        return true;
      }
      key = Bytes.load(lower, start, kept);
      if (key != 0 && key != A && key != AN && key != THE) {
        tokens.add(key);
      }
      return true;
    }
  }
}
