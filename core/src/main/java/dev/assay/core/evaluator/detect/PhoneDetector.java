package dev.assay.core.evaluator.detect;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Phone numbers: international ones, national ones of the regions given, and, for the North
 * American plan, whatever is grouped like one, for the invented numbers of that form are given out
 * as real.
 *
 * <p>A bare run of digits is a number of something; it is a phone number only after a word that
 * says so. Validity is libphonenumber's.
 */
final class PhoneDetector implements Detector {

  private static final int WINDOW = 200;
  private static final int OVERLAP = 40;
  private static final int MILLIS = 2_000;
  private static final int FEWEST_DIGITS = 7;
  private static final long MOST_TRIES = 200;

  private static final Pattern NORTH_AMERICAN =
      Pattern.compile(
          "(?<![\\w.+-])(?:\\+?1[-. ])?(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}(?![\\w-])");
  private static final Pattern WORD_FOR_IT =
      Pattern.compile("(?i)\\b(?:phone|tel|telephone|call|mobile|cell|fax|sms|text|whatsapp)\\b");
  private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

  private final List<String> regions;
  private final boolean northAmerican;

  private PhoneDetector(List<String> regions) {
    this.regions = regions;
    this.northAmerican = regions.contains("US") || regions.contains("CA");
  }

  static Detector of(String subject, List<String> given) {
    List<String> regions = new ArrayList<>();
    for (String region : given) {
      String key = region.strip().toUpperCase(Locale.ROOT);
      if (!Phones.REGIONS.contains(key)) {
        throw new InvalidInputException(
            Problem.of(subject + ".regions", region, "ISO country codes such as US, DE, FR"));
      }
      regions.add(key);
    }
    return new PhoneDetector(regions);
  }

  @Override
  public void find(String text, Predicate<Found> sink) {
    TimedText timed = TimedText.of(text, MILLIS);
    int i = 0;
    while (i < text.length()) {
      if (!isPart(timed.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      int digits = 0;
      while (i < text.length() && isPart(timed.charAt(i)) && i - start < WINDOW) {
        digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
        i++;
      }
      boolean cut = i - start == WINDOW;
      if (digits >= FEWEST_DIGITS
          && !isFraction(text, start, i)
          && !findIn(timed, start, i, sink)) {
        return;
      }
      if (cut) {
        i -= OVERLAP;
      }
    }
  }

  // Some characters around the run: what touches a number decides whether it is one.
  private boolean findIn(TimedText text, int start, int end, Predicate<Found> sink) {
    int from = Math.max(0, start - 30);
    int to = Math.min(text.length(), end + 5);
    CharSequence part = text.subSequence(from, to);
    if (northAmerican) {
      var matcher = NORTH_AMERICAN.matcher(part);
      while (matcher.find()) {
        if (!sink.test(new Found("phone number", matcher.group(), from + matcher.start()))) {
          return false;
        }
      }
    }
    for (String region : regions(part)) {
      for (PhoneNumberMatch match :
          Phones.UTIL.findNumbers(part, region, Leniency.VALID, MOST_TRIES)) {
        if (isWrittenAsOne(part, match)
            && !sink.test(new Found("phone number", match.rawString(), from + match.start()))) {
          return false;
        }
      }
    }
    return true;
  }

  // Without a region only what begins with a plus is a number.
  private List<String> regions(CharSequence part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '+' || part.charAt(i) == '\uff0b') {
        List<String> all = new ArrayList<>(List.of("ZZ"));
        all.addAll(regions);
        return all;
      }
    }
    return regions;
  }

  // 0.0123456789: vectors are made of these, and nobody's number is written so.
  private static boolean isFraction(String text, int start, int end) {
    int from = start;
    while (from < end && (text.charAt(from) == ' ' || text.charAt(from) == '-')) {
      from++;
    }
    int dot = from;
    while (dot < end && Character.isDigit(text.charAt(dot))) {
      dot++;
    }
    if (dot - from > 2 || dot == from || dot == end || text.charAt(dot) != '.') {
      return false;
    }
    int to = dot + 1;
    while (to < end && Character.isDigit(text.charAt(to))) {
      to++;
    }
    return to - dot > 5 && text.substring(to, end).isBlank();
  }

  private static boolean isWrittenAsOne(CharSequence text, PhoneNumberMatch match) {
    String raw = match.rawString();
    if (raw.startsWith("+")) {
      return true;
    }
    if (DOTTED_QUAD.matcher(raw).matches()) {
      return false;
    }
    boolean grouped = raw.chars().anyMatch(c -> c < '0' || c > '9');
    return grouped || WORD_FOR_IT.matcher(text.subSequence(0, match.start())).find();
  }

  private static boolean isPart(char c) {
    return (c >= '0' && c <= '9') || "+() -./\u00a0\u2011\u2013".indexOf(c) >= 0;
  }

  /** The metadata, read when the first number is looked for. */
  private static final class Phones {

    static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    static final Set<String> REGIONS = UTIL.getSupportedRegions();

    private Phones() {}
  }
}
