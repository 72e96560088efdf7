package dev.assay.core.evaluator.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts what a text is made of, in time linear in it.
 *
 * @since 0.1
 */
public final class TextCount {

  private static final String CLOSERS = "\"')]}»”’」』*_`";

  // Words before a full stop that does not end a sentence, in the languages most answers are in.
  private static final Set<String> TITLES =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "approx", "fig", "nr", "bzw", "ca",
          "abs", "art", "sr", "sra", "mme", "mlle", "sig", "dott", "e.g", "i.e", "z.b", "u.a",
          "d.h", "p.ex");

  private TextCount() {}

  /** Unicode code points; a lone surrogate counts as one. */
  public static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Words: what white space separates, if it holds a letter or a digit. In Chinese and Japanese,
   * which put no space between words, every ideograph and kana counts as one.
   */
  public static int words(String text) {
    int words = 0;
    boolean inWord = false;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        inWord = false;
      } else if (standsAlone(c)) {
        words++;
        inWord = false;
      } else if (!inWord && Character.isLetterOrDigit(c)) {
        words++;
        inWord = true;
      }
    }
    return words;
  }

  /**
   * The words that {@link #words} counts, as they are written, punctuation around them left out.
   */
  public static List<String> wordList(String text, int most) {
    List<String> words = new ArrayList<>();
    int start = -1;
    int end = 0;
    int i = 0;
    while (i < text.length() && words.size() < most) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean alone = standsAlone(c);
      if (start >= 0 && (alone || isSpace(c))) {
        words.add(text.substring(start, end));
        start = -1;
      }
      if (alone) {
        words.add(text.substring(i, next));
      } else if (Character.isLetterOrDigit(c)) {
        start = start < 0 ? i : start;
        end = next;
      }
      i = next;
    }
    if (start >= 0 && words.size() < most) {
      words.add(text.substring(start, end));
    }
    return words;
  }

  /** Lines that hold more than white space. */
  public static int lines(String text) {
    return (int) text.lines().filter(line -> !line.isBlank()).count();
  }

  /** Paragraphs: what lines of white space alone separate. */
  public static int paragraphs(String text) {
    int[] count = {0};
    boolean[] inside = {false};
    text.lines()
        .forEach(
            line -> {
              boolean blank = line.isBlank();
              count[0] += !blank && !inside[0] ? 1 : 0;
              inside[0] = !blank;
            });
    return count[0];
  }

  /** List items: lines that begin with a bullet, or with a number and a stop or bracket. */
  public static int listItems(String text) {
    return (int) text.lines().filter(TextCount::isListItem).count();
  }

  private static boolean isListItem(String line) {
    String item = line.strip();
    int digits = 0;
    while (digits < item.length() && digits < 4 && Character.isDigit(item.charAt(digits))) {
      digits++;
    }
    if (digits == item.length()) {
      return false;
    }
    char mark = item.charAt(digits);
    boolean marked = digits == 0 ? "-*+•–".indexOf(mark) >= 0 : mark == '.' || mark == ')';
    return marked && item.length() > digits + 1 && isSpace(item.charAt(digits + 1));
  }

  /**
   * Sentences: what ends with a full stop, exclamation or question mark before white space or the
   * end, with an empty line, or before a list item, if it holds a letter or a digit. A full stop
   * after a title, an initial or a number of a list, or before a small letter, ends none.
   */
  public static int sentences(String text) {
    int[] count = {0};
    walk(
        text,
        (start, end) -> {
          count[0]++;
          return true;
        });
    return count[0];
  }

  /**
   * The first {@code most} sentences, as {@link #sentences} counts them, in order and without white
   * space around them.
   */
  public static List<Sentence> sentenceList(String text, int most) {
    List<Sentence> sentences = new ArrayList<>();
    walk(
        text,
        (start, end) -> {
          sentences.add(Sentence.of(text, start, end));
          return sentences.size() < most;
        });
    return sentences;
  }

  /**
   * A sentence and where it stands.
   *
   * @param text the sentence
   * @param start where it starts, in UTF-16 units from 0
   */
  public record Sentence(String text, int start) {

    static Sentence of(String text, int start, int end) {
      int from = start;
      while (from < end && isSpace(text.codePointAt(from))) {
        from++;
      }
      return new Sentence(text.substring(from, end).stripTrailing(), from);
    }
  }

  /** Takes sentences while it wants more. */
  @FunctionalInterface
  private interface Sink {
    boolean take(int start, int end);
  }

  private static void walk(String text, Sink sink) {
    boolean content = false;
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean ends = false;
      if (isTerminator(c)) {
        next = afterTerminators(text, i);
        ends = endsSentence(text, i, next);
      } else if (c == '\n') {
        ends = startsBlock(text, next);
      } else {
        content |= Character.isLetterOrDigit(c);
      }
      if (ends && content) {
        if (!sink.take(start, next)) {
          return;
        }
        start = next;
        content = false;
      }
      i = next;
    }
    if (content) {
      sink.take(start, text.length());
    }
  }

  private static boolean endsSentence(String text, int from, int after) {
    boolean fullWidth = text.charAt(from) > 0x3000;
    if (fullWidth || after == text.length()) {
      return true;
    }
    if (!isSpace(text.codePointAt(after))) {
      return false;
    }
    boolean soft = text.substring(from, after).chars().noneMatch(c -> c == '!' || c == '?');
    return !soft || !(isAbbreviation(text, from) || goesOnSmall(text, after));
  }

  private static boolean isAbbreviation(String text, int stop) {
    int start = stop;
    while (start > 0 && stop - start < 8 && !isSpace(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, stop);
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && start > 0;
    boolean listNumber =
        !word.isEmpty()
            && word.chars().allMatch(Character::isDigit)
            && (start == 0 || text.charAt(start - 1) == '\n');
    return initial || listNumber || TITLES.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean goesOnSmall(String text, int after) {
    int i = after;
    while (i < text.length() && i - after < 4 && text.charAt(i) == ' ') {
      i++;
    }
    return i < text.length() && Character.isLowerCase(text.codePointAt(i));
  }

  private static int afterTerminators(String text, int from) {
    int i = from;
    while (i < text.length() && isTerminator(text.charAt(i))) {
      i++;
    }
    while (i < text.length() && CLOSERS.indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  // An empty line, or a line that starts with a bullet or a number and a stop.
  private static boolean startsBlock(String text, int lineStart) {
    int i = lineStart;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\r')) {
      i++;
    }
    if (i == text.length() || text.charAt(i) == '\n') {
      return true;
    }
    if ("-*•–".indexOf(text.charAt(i)) >= 0) {
      return true;
    }
    int digits = i;
    while (digits < text.length() && digits - i < 4 && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    return digits > i && digits < text.length() && ".)".indexOf(text.charAt(digits)) >= 0;
  }

  private static boolean isTerminator(int c) {
    return c == '.' || c == '!' || c == '?' || c == '…' || c == '。' || c == '！' || c == '？';
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean standsAlone(int c) {
    return c >= 0x3040
        && (Character.isIdeographic(c)
            || Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA
            || Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA);
  }
}
