package dev.assay.models.embedding;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Splits text into words as the uncased BERT models were trained: control characters dropped, lower
 * case, accents stripped, and every punctuation mark and CJK character a word of its own.
 *
 * <p>Follows Hugging Face's {@code BertNormalizer} and {@code BertPreTokenizer}, with which the
 * sentence transformers were trained. Takes time linear in the text, whatever it holds: characters
 * are decomposed one by one, for putting a long run of combining marks in order is quadratic and
 * the marks are dropped anyway.
 */
final class BertWords {

  /** Takes the words in order. */
  @FunctionalInterface
  interface Sink {

    /**
     * Takes a word, or null for one longer than {@link #LONGEST} characters.
     *
     * @return whether it wants another
     */
    boolean take(@Nullable String word);
  }

  static final int LONGEST = 100;

  private final Sink sink;
  private final StringBuilder word = new StringBuilder();
  private int length;
  private boolean more = true;

  private BertWords(Sink sink) {
    this.sink = sink;
  }

  /** Gives the words of {@code text} to {@code sink} until it wants no more. */
  static void split(String text, Sink sink) {
    BertWords words = new BertWords(sink);
    int i = 0;
    while (i < text.length() && words.more) {
      int c = text.codePointAt(i);
      words.add(c);
      i += Character.charCount(c);
    }
    words.endWord();
  }

  private void add(int c) {
    if (isSpace(c)) {
      endWord();
    } else if (isDropped(c)) {
      return;
    } else if (c < 0x80) {
      addPlain(c);
    } else if (isCjk(c)) {
      endWord();
      addDecomposed(c);
      endWord();
    } else {
      addDecomposed(c);
    }
  }

  private void addDecomposed(int c) {
    String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
    parts
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .forEach(this::addPlain);
  }

  private void addPlain(int c) {
    if (isPunctuation(c)) {
      endWord();
      append(c);
      endWord();
    } else {
      append(Character.toLowerCase(c));
    }
  }

  private void append(int c) {
    length++;
    if (length <= LONGEST) {
      word.appendCodePoint(c);
    }
  }

  private void endWord() {
    if (length > 0 && more) {
      more = sink.take(length > LONGEST ? null : word.toString());
    }
    length = 0;
    word.setLength(0);
  }

  private static boolean isSpace(int c) {
    return c == ' '
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x80 && Character.isSpaceChar(c));
  }

  // Unassigned characters stay: which those are differs between Java versions.
  private static boolean isDropped(int c) {
    if (c < 0x80) {
      return c < ' ' || c == 0x7F;
    }
    int type = Character.getType(c);
    return c == 0xFFFD
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE;
  }

  private static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isCjk(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
