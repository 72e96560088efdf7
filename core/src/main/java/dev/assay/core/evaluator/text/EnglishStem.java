package dev.assay.core.evaluator.text;

import java.nio.charset.StandardCharsets;

/**
 * The stem of one English word, as ROUGE has it.
 *
 * @since 0.1
 */
public final class EnglishStem {

  private static final int LONGEST = 40;

  private EnglishStem() {}

  /**
   * The stem of {@code word}, which is in lower case. Words with anything but the letters a to z,
   * of three letters or fewer, or of more than {@value #LONGEST}, are their own stem.
   */
  public static String of(String word) {
    int length = word.length();
    if (length <= 3 || length > LONGEST || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return word;
    }
    byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
    int stemmed = PorterStemmer.stem(bytes, length);
    return new String(bytes, 0, stemmed, StandardCharsets.US_ASCII);
  }
}
