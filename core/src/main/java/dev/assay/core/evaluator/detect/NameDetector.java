package dev.assay.core.evaluator.detect;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Names that are listed, as whole words, without regard to case and accents. A name of one word
 * must begin with a capital where the listed one does: May is a name, may is not.
 *
 * @since 0.1
 */
public final class NameDetector implements Detector {

  private final Map<String, List<Name>> byFirstWord = new HashMap<>();

  private NameDetector() {}

  /** Looks for {@code names}; those without a letter or digit are left out. */
  public static NameDetector of(List<String> names) {
    NameDetector detector = new NameDetector();
    for (String name : names) {
      List<Word> words = words(name);
      if (!words.isEmpty()) {
        boolean capital = words.size() == 1 && Character.isUpperCase(name.strip().codePointAt(0));
        detector
            .byFirstWord
            .computeIfAbsent(words.get(0).folded(), k -> new ArrayList<>())
            .add(new Name(words.stream().map(Word::folded).toList(), capital));
      }
    }
    return detector;
  }

  @Override
  public void find(String text, Predicate<Found> sink) {
    List<Word> words = words(text);
    for (int i = 0; i < words.size(); i++) {
      for (Name name : byFirstWord.getOrDefault(words.get(i).folded(), List.of())) {
        if (name.standsAt(text, words, i)) {
          int start = words.get(i).start();
          int end = words.get(i + name.words().size() - 1).end();
          if (!sink.test(new Found("name", text.substring(start, end), start))) {
            return;
          }
        }
      }
    }
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && isPart(text.codePointAt(i))) {
        i += Character.charCount(text.codePointAt(i));
      }
      if (i > start) {
        words.add(new Word(fold(text.substring(start, i)), start, i));
      } else {
        i += Character.charCount(text.codePointAt(i));
      }
    }
    return words;
  }

  private static boolean isPart(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static String fold(String word) {
    String apart = Normalizer.normalize(word, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(apart.length());
    apart
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(folded::appendCodePoint);
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  private record Word(String folded, int start, int end) {}

  private record Name(List<String> words, boolean capital) {

    private static final int WIDEST_GAP = 3;

    boolean standsAt(String text, List<Word> all, int at) {
      if (at + words.size() > all.size()
          || (capital && !Character.isUpperCase(text.codePointAt(all.get(at).start())))) {
        return false;
      }
      for (int i = 1; i < words.size(); i++) {
        Word word = all.get(at + i);
        if (!word.folded().equals(words.get(i))
            || word.start() - all.get(at + i - 1).end() > WIDEST_GAP) {
          return false;
        }
      }
      return true;
    }
  }
}
