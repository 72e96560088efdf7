package dev.assay.core.evaluator.detect;

import com.optimaize.langdetect.DetectedLanguage;
import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.i18n.LdLocale;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language of a text.
 *
 * <p>A script that one of the languages has for itself decides at once, however short the text; the
 * others are told by their n-grams, which takes a sentence or so. Source of the method: W. Cavnar
 * and J. Trenkle, "N-gram-based text categorization", 1994, and N. Shuyo's language-detection, as
 * continued by optimaize.
 *
 * @since 0.1
 */
public final class Languages {

  /** What decides besides the text. */
  public static final String VERSION = "language-detector/0.6";

  /** Letters to read; the rest of a long text says nothing new. */
  private static final int MOST_READ = 20_000;

  // Applications say the same again and again; n-grams are counted once.
  private static final int LONGEST_KEPT = 2_000;
  private static final int MOST_KEPT = 500;
  private static final Map<String, Guess> KEPT =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Guess> eldest) {
              return size() > MOST_KEPT;
            }
          });

  private static final int LEAST_LETTERS = 16;
  private static final int LONGEST_WORD = 60;
  private static final String NO_PROSE = "@/\\_=<>{}`#";

  // Found on 549 English captions and headlines and their translations into four languages: names
  // and dropped words make a short headline look foreign at a probability of 0.99.
  private static final double PROBABLE = 0.8;
  private static final double SURE = 0.95;
  private static final int LETTERS_TO_BE_SURE = 40;

  private static final Map<UnicodeScript, String> BY_SCRIPT =
      new EnumMap<>(
          Map.of(
              UnicodeScript.HANGUL, "ko",
              UnicodeScript.HIRAGANA, "ja",
              UnicodeScript.KATAKANA, "ja",
              UnicodeScript.HAN, "zh",
              UnicodeScript.GREEK, "el",
              UnicodeScript.HEBREW, "he",
              UnicodeScript.THAI, "th",
              UnicodeScript.TAMIL, "ta",
              UnicodeScript.TELUGU, "te",
              UnicodeScript.BENGALI, "bn"));

  private static final List<String> BY_NGRAMS =
      List.of(
          "ar", "bg", "ca", "cs", "da", "de", "en", "es", "et", "fa", "fi", "fr", "hi", "hr", "hu",
          "id", "it", "lt", "lv", "mr", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sv",
          "tr", "uk", "ur", "vi");

  /** The languages that can be told, as ISO 639-1 codes. */
  public static final List<String> CODES = codes();

  /**
   * What a text seems to be written in.
   *
   * @param language the code, or null if it cannot be told
   * @param probability of the language, in [0, 1]
   * @param sure whether that is enough to say that it is no other
   * @param reason why it cannot be told
   */
  public record Guess(@Nullable String language, double probability, boolean sure, String reason) {

    static Guess unknown(String reason) {
      return new Guess(null, 0, false, reason);
    }
  }

  private Languages() {}

  /** Whether the two languages are written in different scripts, so that one is not the other. */
  public static boolean differInScript(String one, String other) {
    return !one.equals(other) && !scriptOf(one).equals(scriptOf(other));
  }

  // Chinese and Japanese share one; what has none of its own is as Latin as most are.
  private static String scriptOf(String language) {
    return switch (language) {
      case "zh", "ja" -> "han";
      case "bg", "ru", "uk" -> "cyrillic";
      case "ar", "fa", "ur" -> "arabic";
      case "hi", "mr" -> "devanagari";
      default -> BY_SCRIPT.containsValue(language) ? language : "latin";
    };
  }

  /** Tells the language of {@code output}; of a long text, of its beginning. */
  public static Guess guess(String output) {
    String text = output.length() > MOST_READ ? output.substring(0, MOST_READ) : output;
    Map<UnicodeScript, int[]> letters = new EnumMap<>(UnicodeScript.class);
    int total = 0;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isLetter(c)) {
        letters.computeIfAbsent(UnicodeScript.of(c), script -> new int[1])[0] += weight(c);
        total += weight(c);
      }
    }
    if (total == 0) {
      return Guess.unknown("no letters");
    }
    String byScript = byScript(letters, total);
    if (byScript != null) {
      return new Guess(byScript, 1, true, "");
    }
    if (total < LEAST_LETTERS) {
      return Guess.unknown("only " + total + " letters");
    }
    if (text.length() > LONGEST_KEPT) {
      return byNgrams(words(text, mostUsed(letters)), total);
    }
    Guess kept = KEPT.get(text);
    if (kept == null) {
      kept = byNgrams(words(text, mostUsed(letters)), total);
      KEPT.put(text, kept);
    }
    return kept;
  }

  // An ideograph or a syllable says as much as some letters do.
  private static int weight(int letter) {
    return letter >= 0x3040 && letter < 0xFE00 ? 3 : 1;
  }

  // Chinese and Japanese share ideographs: kana, of which Japanese has many, tell them apart.
  private static @Nullable String byScript(Map<UnicodeScript, int[]> letters, int total) {
    int kana = count(letters, UnicodeScript.HIRAGANA) + count(letters, UnicodeScript.KATAKANA);
    int han = count(letters, UnicodeScript.HAN);
    if (2 * (kana + han) > total) {
      return 10 * kana > kana + han ? "ja" : "zh";
    }
    UnicodeScript most = mostUsed(letters);
    return 2 * count(letters, most) > total ? BY_SCRIPT.get(most) : null;
  }

  // What is not prose misleads: addresses, paths, code, numbers, and words in another script. The
  // library's own filters do the same with expressions that are quadratic on hostile text.
  private static String words(String text, UnicodeScript script) {
    StringBuilder words = new StringBuilder(text.length());
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isBlank(text.charAt(i))) {
        if (i > start && isProse(text, start, i, script)) {
          words.append(text, start, i).append(' ');
        }
        start = i + 1;
      }
    }
    return words.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
  }

  private static boolean isProse(String text, int start, int end, UnicodeScript script) {
    if (end - start > LONGEST_WORD) {
      return false;
    }
    int c;
    for (int i = start; i < end; i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isLetter(c) ? UnicodeScript.of(c) != script : NO_PROSE.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static UnicodeScript mostUsed(Map<UnicodeScript, int[]> letters) {
    return Collections.max(
            letters.entrySet(), Map.Entry.comparingByValue(Comparator.comparingInt(n -> n[0])))
        .getKey();
  }

  private static int count(Map<UnicodeScript, int[]> letters, UnicodeScript script) {
    int[] count = letters.get(script);
    return count == null ? 0 : count[0];
  }

  private static Guess byNgrams(String text, int letters) {
    List<DetectedLanguage> found = Detector.ONE.getProbabilities(text);
    if (found.isEmpty()) {
      return Guess.unknown("like none that is known");
    }
    DetectedLanguage best = found.get(0);
    String language = best.getLocale().getLanguage();
    double probability = best.getProbability();
    boolean sure = probability >= SURE && letters >= LETTERS_TO_BE_SURE;
    return probability >= PROBABLE
        ? new Guess(language, probability, sure, "it may be " + language + " or another")
        : Guess.unknown("it may be " + language + " or another");
  }

  private static List<String> codes() {
    List<String> codes = new ArrayList<>(BY_NGRAMS);
    BY_SCRIPT.values().stream().distinct().forEach(codes::add);
    return codes.stream().sorted().toList();
  }

  /** Some 20 MB of profiles, loaded when the first text needs them. */
  private static final class Detector {

    static final LanguageDetector ONE = load();

    private Detector() {}

    private static LanguageDetector load() {
      try {
        List<LdLocale> locales = BY_NGRAMS.stream().map(LdLocale::fromString).toList();
        return LanguageDetectorBuilder.create(NgramExtractors.standard())
            .withProfiles(new LanguageProfileReader().readBuiltIn(locales))
            .shortTextAlgorithm(0)
            .seed(1)
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
