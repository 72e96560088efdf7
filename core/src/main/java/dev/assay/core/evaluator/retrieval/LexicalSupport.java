package dev.assay.core.evaluator.retrieval;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a passage has the words of a sentence, the rare ones counting more, and all its numbers.
 *
 * <p>Words weigh the logarithm of one plus the passages over the passages that have them, so that
 * what every passage says supports little; endings are cut, so that refunds are a refund. It is
 * coverage and not entailment: a sentence that says the opposite in the same words is covered.
 */
final class LexicalSupport {

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{M}]+|[0-9](?:[0-9.,'\u00a0]{0,20}[0-9])?");
  private static final int SHORTEST_WORD = 4;
  private static final int LONGEST_STEM = 6;
  private static final int LONGEST = 5_000;

  private final List<Set<String>> passages;
  private final Map<String, Integer> frequency = new HashMap<>();

  LexicalSupport(List<String> passages) {
    this.passages = passages.stream().map(text -> Set.copyOf(tokens(text))).toList();
    this.passages.forEach(p -> p.forEach(token -> frequency.merge(token, 1, Integer::sum)));
  }

  /**
   * What passages say of a sentence.
   *
   * @param coverage the share of the sentence's words, by weight, that they have; 1 if it has none
   * @param numbersAgree whether they have all its numbers
   */
  record Support(double coverage, boolean numbersAgree) {}

  /** {@code sentence}, to be held against passages; of a very long one, the beginning. */
  Claim claim(String sentence) {
    String cut = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
    return new Claim(Set.copyOf(tokens(cut)));
  }

  /** A sentence's words. */
  final class Claim {

    private final Set<String> tokens;

    private Claim(Set<String> tokens) {
      this.tokens = tokens;
    }

    /** What the passages at {@code indices} say of it, together. */
    Support by(List<Integer> indices) {
      double weight = 0;
      double covered = 0;
      boolean numbers = true;
      for (String token : tokens) {
        boolean there = indices.stream().anyMatch(i -> passages.get(i).contains(token));
        double own = weight(token);
        weight += own;
        covered += there ? own : 0;
        numbers &= !isNumber(token) || there;
      }
      return new Support(weight == 0 ? 1 : covered / weight, numbers);
    }
  }

  private double weight(String token) {
    double having = Math.max(0.5, frequency.getOrDefault(token, 0));
    return Math.log(1 + passages.size() / having);
  }

  private static boolean isNumber(String token) {
    return Character.isDigit(token.charAt(0));
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      String token = matcher.group();
      if (isNumber(token)) {
        tokens.add(number(token));
      } else if (counts(token)) {
        String folded = Normalizer.normalize(token.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
        tokens.add(folded.substring(0, Math.min(LONGEST_STEM, folded.length())));
      }
    }
    return tokens;
  }

  // Short words are articles and their like, unless they are names or stand for themselves.
  private static boolean counts(String word) {
    boolean ideographs = word.codePointAt(0) >= 0x3040;
    boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    return word.length() >= SHORTEST_WORD || ideographs || acronym;
  }

  // 1,000 and 1.000 and 1000 are one number; so are 2.50 and 2.5. What is ambiguous is not told
  // apart: 1.500 is 1500.
  private static String number(String token) {
    String plain = token.replaceAll("[,.'\u00a0](?=[0-9]{3}(?:[^0-9]|$))", "").replace(',', '.');
    int point = plain.indexOf('.');
    boolean decimal = point >= 0 && point == plain.lastIndexOf('.');
    return decimal ? plain.replaceAll("\\.?0+$", "") : plain;
  }
}
