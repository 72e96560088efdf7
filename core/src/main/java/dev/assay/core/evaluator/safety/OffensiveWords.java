package dev.assay.core.evaluator.safety;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offensive words and phrases with how bad they are, by their first word. */
final class OffensiveWords {

  static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt", "nl");

  /** How bad a word is. */
  enum Severity {
    MILD(1),
    STRONG(2),
    SEVERE(3);

    private final int grade;

    Severity(int grade) {
      this.grade = grade;
    }

    /** The severity that a list's line starts with. */
    static Severity of(String line) {
      return switch (line.charAt(0)) {
        case '1' -> MILD;
        case '2' -> STRONG;
        default -> SEVERE;
      };
    }

    /** 2/3 for a mild word, 0 for a severe one. */
    double value() {
      return (3 - grade) / 3.0;
    }
  }

  /**
   * An entry of a list.
   *
   * @param words its words, folded
   * @param prefix whether the last word may have any ending
   * @param severity how bad it is
   * @param language the list's language; empty for the user's own
   * @param unlessForeign only where the text is in no other language
   */
  record Entry(
      List<String> words,
      boolean prefix,
      Severity severity,
      String language,
      boolean unlessForeign) {

    boolean ends(String word) {
      String last = words.get(words.size() - 1);
      return prefix ? word.startsWith(last) : word.equals(last);
    }
  }

  private static final int SHORTEST_PREFIX = 4;

  private final Map<String, List<Entry>> byFirstWord = new HashMap<>();
  private final Map<String, List<Entry>> byPrefix = new LinkedHashMap<>();

  /** The lists of {@code languages} that come with Assay. */
  static OffensiveWords of(List<String> languages) {
    OffensiveWords words = new OffensiveWords();
    for (String language : languages) {
      for (String line : Resources.lines("toxicity-" + language + ".txt")) {
        Severity severity = Severity.of(line);
        words.add(line.substring(2), severity, language);
      }
    }
    return words;
  }

  /**
   * Adds the user's own: {@code word} or {@code 3 word}, as in the files; 2 is the severity unless
   * given.
   *
   * @throws InvalidInputException if there is no word, or a {@code *} after less than four letters
   */
  void addOwn(String subject, String line) {
    boolean graded = line.matches("[123]\\s.*");
    Severity severity = graded ? Severity.of(line) : Severity.STRONG;
    String text = graded ? line.substring(2).strip() : line.strip();
    int letters = FoldedText.fold(text.replace("*", "")).length();
    if (letters == 0 || (text.endsWith("*") && letters < SHORTEST_PREFIX)) {
      throw new InvalidInputException(
          Problem.of(subject, line, "a word, or at least four letters and a *"));
    }
    add(text, severity, "");
  }

  /** Takes out what is listed as {@code word}. */
  void remove(String word) {
    List<String> folded = FoldedText.words(word);
    for (Map<String, List<Entry>> map : List.of(byFirstWord, byPrefix)) {
      map.values().forEach(entries -> entries.removeIf(entry -> entry.words().equals(folded)));
    }
  }

  private void add(String text, Severity severity, String language) {
    boolean unlessForeign = text.startsWith("~");
    boolean prefix = text.endsWith("*");
    List<String> words = FoldedText.words(text.replace("~", "").replace("*", ""));
    Entry entry = new Entry(words, prefix, severity, language, unlessForeign);
    boolean byItsStart = prefix && words.size() == 1;
    String key = byItsStart ? words.get(0).substring(0, SHORTEST_PREFIX) : words.get(0);
    (byItsStart ? byPrefix : byFirstWord).computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
  }

  /** The entry that {@code text} has from its word {@code at} on, the gravest, if any. */
  @Nullable Entry at(FoldedText text, int at) {
    Entry gravest = null;
    for (String form : text.forms(at)) {
      for (Entry entry : byFirstWord.getOrDefault(form, List.of())) {
        if (text.has(entry, at)) {
          gravest = graver(gravest, entry);
        }
      }
      if (form.length() >= SHORTEST_PREFIX) {
        for (Entry entry : byPrefix.getOrDefault(form.substring(0, SHORTEST_PREFIX), List.of())) {
          gravest = entry.ends(form) ? graver(gravest, entry) : gravest;
        }
      }
    }
    return gravest;
  }

  /** The entry that {@code masked}, a word with letters starred out, stands for, if any. */
  @Nullable Entry starred(String masked) {
    for (List<Entry> entries : byFirstWord.values()) {
      for (Entry entry : entries) {
        if (entry.words().size() == 1 && FoldedText.fits(masked, entry.words().get(0))) {
          return entry;
        }
      }
    }
    return null;
  }

  private static Entry graver(@Nullable Entry a, Entry b) {
    return a == null || b.severity().compareTo(a.severity()) > 0 ? b : a;
  }
}
