package dev.assay.core.evaluator.safety;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text as words without disguise: small letters without accents, look-alikes as what they look
 * like, stretched letters short, single letters in a row as one word.
 */
final class FoldedText {

  private static final int LONGEST_WORD = 60;

  // Digits and signs that stand for letters, and Cyrillic and Greek ones that look like Latin.
  private static final String LOOKS = "@4031!$57+|€авеорсухіѕԁαεοικτν";
  private static final String MEANS = "aaoeiissttieabeopcyxisdaeoiktv";

  private final List<Word> words;

  /**
   * A word of the text.
   *
   * @param raw as it is written
   * @param forms what it may stand for, folded
   * @param start where it starts, in UTF-16 units from 0
   */
  record Word(String raw, Set<String> forms, int start) {}

  private FoldedText(List<Word> words) {
    this.words = words;
  }

  static FoldedText of(String text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      int c = text.codePointAt(i);
      while (i < text.length() && isPart(c)) {
        i += Character.charCount(c);
        c = i < text.length() ? text.codePointAt(i) : c;
      }
      if (i > start) {
        String raw = text.substring(start, Math.min(i, start + LONGEST_WORD));
        words.add(new Word(raw, formsOf(raw), start));
      } else {
        i += Character.charCount(c);
      }
    }
    return new FoldedText(joined(text, words));
  }

  int size() {
    return words.size();
  }

  Word word(int at) {
    return words.get(at);
  }

  Set<String> forms(int at) {
    return words.get(at).forms();
  }

  /** Whether the words of {@code entry} stand here, from {@code at} on. */
  boolean has(OffensiveWords.Entry entry, int at) {
    int last = at + entry.words().size() - 1;
    if (last >= words.size() || !forms(last).stream().anyMatch(entry::ends)) {
      return false;
    }
    for (int i = at; i < last; i++) {
      if (!forms(i).contains(entry.words().get(i - at))) {
        return false;
      }
    }
    return true;
  }

  /** The folded words of {@code text}, each in its plain form. */
  static List<String> words(String text) {
    List<String> folded = new ArrayList<>();
    for (String word : text.split("[^\\p{L}\\p{M}\\p{N}]+")) {
      String plain = fold(word);
      if (!plain.isEmpty()) {
        folded.add(plain);
      }
    }
    return folded;
  }

  /** Small letters and digits without accents. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFKD)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(folded::appendCodePoint);
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether {@code masked} is {@code word} with letters starred out: of the same length, the first
   * letter and half of all there.
   */
  static boolean fits(String masked, String word) {
    if (masked.length() != word.length() || word.length() < 4 || masked.charAt(0) == '*') {
      return false;
    }
    int stars = 0;
    for (int i = 0; i < word.length(); i++) {
      boolean star = masked.charAt(i) == '*';
      stars += star ? 1 : 0;
      if (!star && masked.charAt(i) != word.charAt(i)) {
        return false;
      }
    }
    return stars > 0 && 2 * stars <= word.length();
  }

  /** {@code raw} folded but for its stars, if it has some inside. */
  static String masked(String raw) {
    int star = raw.indexOf('*');
    if (star <= 0) {
      return "";
    }
    StringBuilder masked = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      masked.append(raw.charAt(i) == '*' ? "*" : fold(String.valueOf(raw.charAt(i))));
    }
    return masked.toString();
  }

  // Zero-width characters and soft hyphens are parts: they hide a word from a plain search.
  private static boolean isPart(int c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return true;
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.FORMAT
        || "@$!+|€*".indexOf(c) >= 0;
  }

  private static Set<String> formsOf(String raw) {
    if (isUndisguised(raw)) {
      return Set.of(raw.toLowerCase(Locale.ROOT));
    }
    Set<String> forms = new LinkedHashSet<>();
    String plain = fold(raw);
    String seen = fold(lookedAt(raw));
    for (String form : List.of(plain, seen)) {
      if (!form.isEmpty()) {
        forms.add(form);
        addShort(forms, form);
      }
    }
    // An exclamation mark at the end is one more often than a letter.
    String bare = withoutMarksAtEnd(raw);
    if (bare.length() < raw.length() && !bare.isEmpty()) {
      forms.addAll(formsOf(bare));
    }
    return forms;
  }

  // Most words are: Latin letters alone, none three times in a row; or one sign.
  private static boolean isUndisguised(String raw) {
    if (raw.length() == 1) {
      return raw.charAt(0) < 0x80;
    }
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain || (i > 1 && isStretched(raw, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStretched(String raw, int at) {
    int c = raw.charAt(at) | 0x20;
    return c == (raw.charAt(at - 1) | 0x20) && c == (raw.charAt(at - 2) | 0x20);
  }

  private static String withoutMarksAtEnd(String raw) {
    int end = raw.length();
    while (end > 0 && "!|+*".indexOf(raw.charAt(end - 1)) >= 0) {
      end--;
    }
    return raw.substring(0, end);
  }

  private static void addShort(Set<String> forms, String form) {
    if (form.length() > 3) {
      forms.add(squeezed(form, 1));
      forms.add(squeezed(form, 2));
    }
  }

  // Runs of three and more are stretched; a word's own double letters stay.
  private static String squeezed(String form, int keep) {
    StringBuilder squeezed = new StringBuilder(form.length());
    int i = 0;
    while (i < form.length()) {
      int end = i;
      while (end < form.length() && form.charAt(end) == form.charAt(i)) {
        end++;
      }
      int run = end - i;
      squeezed.append(form, i, i + (run >= 3 ? keep : run));
      i = end;
    }
    return squeezed.toString();
  }

  private static String lookedAt(String raw) {
    StringBuilder seen = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = Character.toLowerCase(raw.charAt(i));
      int look = LOOKS.indexOf(c);
      seen.append(look < 0 ? c : MEANS.charAt(look));
    }
    return seen.toString();
  }

  // f u c k, f.u.c.k: three and more single letters with the same one sign between them.
  private static List<Word> joined(String text, List<Word> words) {
    List<Word> joined = new ArrayList<>(words);
    int i = 0;
    while (i < words.size()) {
      int end = i;
      while (end + 1 < words.size() && end - i + 1 < LONGEST_WORD && follows(text, words, i, end)) {
        end++;
      }
      if (end - i >= 2) {
        StringBuilder letters = new StringBuilder();
        words.subList(i, end + 1).forEach(word -> letters.append(word.raw()));
        String raw = letters.toString();
        joined.add(new Word(raw, formsOf(raw), words.get(i).start()));
      }
      i = end + 1;
    }
    return joined;
  }

  private static boolean follows(String text, List<Word> words, int first, int last) {
    Word a = words.get(last);
    Word b = words.get(last + 1);
    int gap = a.start() + 1;
    int firstGap = words.get(first).start() + 1;
    return a.raw().length() == 1
        && b.raw().length() == 1
        && b.start() == gap + 1
        && text.charAt(gap) == text.charAt(firstGap);
  }
}
