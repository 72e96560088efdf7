package dev.assay.core.evaluator.quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of a text from left to right. */
final class QuantityReader {

  private static final int LONGEST_DIGITS = 300;
  private static final int LONGEST_WORD = 12;
  private static final int SHOWN = 60;
  private static final String SPACES = " \u00a0\u202f\u2009";
  private static final String APOSTROPHES = "'\u2019";
  private static final String SYMBOLS = "$€£¥₹₽₩₺₴₪₫₦฿";

  private static final Map<String, Double> SCALES =
      Map.ofEntries(
          Map.entry("hundred", 1e2),
          Map.entry("thousand", 1e3),
          Map.entry("thousands", 1e3),
          Map.entry("million", 1e6),
          Map.entry("millions", 1e6),
          Map.entry("mn", 1e6),
          Map.entry("mio", 1e6),
          Map.entry("billion", 1e9),
          Map.entry("billions", 1e9),
          Map.entry("bn", 1e9),
          Map.entry("mrd", 1e9),
          Map.entry("trillion", 1e12),
          Map.entry("trillions", 1e12),
          Map.entry("lakh", 1e5),
          Map.entry("crore", 1e7));

  private final String text;
  private final DecimalMark mark;
  private int position;
  // Where the last number ended: a sign or a currency before that is not the next one's.
  private int free;
  private int currencyStart;

  QuantityReader(String text, DecimalMark mark) {
    this.text = text;
    this.mark = mark;
  }

  /** The next number; null if there is none. */
  @Nullable Quantity next() {
    while (position < text.length()) {
      if (digit(position) < 0) {
        position++;
      } else {
        Quantity found = number();
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  // At a digit: reads the number and what belongs to it, or skips it.
  private @Nullable Quantity number() {
    int start = position;
    Digits digits = digits(start);
    OptionalDouble plain = mark.read(digits.groups(), digits.marks());
    if (plain.isEmpty() && isList(digits)) {
      digits = digits.firstOnly(start);
      plain = mark.read(digits.groups(), "");
    }
    position = digits.end();
    @Nullable Unit before = currencyBefore(start);
    if (plain.isEmpty() || (before == null && isWordPart(start - 1))) {
      skipWord();
      return null;
    }
    double value = scientific(plain.getAsDouble());
    value *= scale(before != null);
    @Nullable Unit unit = before != null ? before : unitAfter();
    int from = before == null ? start : Math.min(start, currencyStart);
    if (isMinus(start - 1) || isMinus(from - 1)) {
      value = -value;
      from = isMinus(from - 1) ? from - 1 : Math.min(from, start - 1);
    }
    if (before == null && unit == null && position == digits.end() && beginsWord(position)) {
      // The digits begin a word that is no unit: 3D, 2nd, 4x4.
      skipWord();
      return null;
    }
    free = position;
    if (!Double.isFinite(value)) {
      return null;
    }
    int end = Math.min(position, from + SHOWN);
    return new Quantity(value, unit, text.substring(from, end), from);
  }

  /** Runs of digits and what stands between them. */
  private record Digits(List<String> groups, String marks, int end) {

    Digits firstOnly(int start) {
      return new Digits(groups.subList(0, 1), "", start + groups.get(0).length());
    }
  }

  private Digits digits(int start) {
    List<String> groups = new ArrayList<>(2);
    StringBuilder marks = new StringBuilder();
    int i = start;
    while (true) {
      StringBuilder group = new StringBuilder();
      while (i < text.length() && digit(i) >= 0) {
        if (group.length() <= LONGEST_DIGITS) {
          group.append((char) ('0' + digit(i)));
        }
        i++;
      }
      groups.add(group.toString());
      char next = at(i);
      boolean joins =
          groups.size() < 30
              && digit(i + 1) >= 0
              && (next == '.' || next == ',' || isGroupMark(next, groups, i));
      if (!joins) {
        return new Digits(groups, marks.toString(), i);
      }
      marks.append(SPACES.indexOf(next) >= 0 ? ' ' : APOSTROPHES.indexOf(next) >= 0 ? '\'' : next);
      i++;
    }
  }

  // A space or an apostrophe joins exactly three digits to one to three, before any decimal mark.
  private boolean isGroupMark(char c, List<String> groups, int at) {
    boolean mayGroup = SPACES.indexOf(c) >= 0 || APOSTROPHES.indexOf(c) >= 0;
    return mayGroup
        && groups.get(0).length() <= 3
        && groups.stream().skip(1).allMatch(group -> group.length() == 3)
        && digit(at + 2) >= 0
        && digit(at + 3) >= 0
        && digit(at + 4) < 0;
  }

  // "1,2,3" is three numbers; "1.2.3" is none.
  private static boolean isList(Digits digits) {
    return digits.marks().indexOf('.') < 0;
  }

  // A hyphen after a letter or a digit is none: "covid-19", "5-10".
  private boolean isMinus(int i) {
    if (i < free || (at(i) != '-' && at(i) != '−')) {
      return false;
    }
    char previous = at(i - 1);
    return !(Character.isLetterOrDigit(previous) || previous == ')');
  }

  // "3D" and "2nd" are words; "5x" is not.
  private boolean beginsWord(int i) {
    return Character.isLetter(at(i)) && !(at(i) == 'x' && !isWordPart(i + 1));
  }

  // The currency that stands before the number: a symbol, or a code of three letters.
  private @Nullable Unit currencyBefore(int start) {
    int end = start;
    while (end > free && start - end < 2 && SPACES.indexOf(at(end - 1)) >= 0) {
      end--;
    }
    if (end > free && (at(end - 1) == '-' || at(end - 1) == '−')) {
      end--;
    }
    if (end > free && SYMBOLS.indexOf(at(end - 1)) >= 0) {
      int from = end - 1;
      while (from > free && end - from < 3 && isCapital(from - 1)) {
        from--;
      }
      Unit precise = Unit.currency(text.substring(from, end));
      currencyStart = precise == null ? end - 1 : from;
      return precise != null ? precise : Unit.currency(text.substring(end - 1, end));
    }
    currencyStart = end - 3;
    boolean code =
        end - 3 >= free && isCapital(end - 1) && isCapital(end - 2) && isCapital(end - 3);
    return code && !isWordPart(end - 4) ? Unit.currency(text.substring(end - 3, end)) : null;
  }

  private boolean isCapital(int i) {
    return at(i) >= 'A' && at(i) <= 'Z';
  }

  // 1e6, or 3 × 10^8.
  private double scientific(double value) {
    int i = position;
    if (at(i) == 'e' || at(i) == 'E') {
      int sign = at(i + 1) == '-' || at(i + 1) == '+' ? 1 : 0;
      int end = digitsEnd(i + 1 + sign, 3);
      if (end > i + 1 + sign && !isWordPart(end)) {
        position = end;
        return value * Math.pow(10, Integer.parseInt(text.substring(i + 1, end)));
      }
    }
    i = skipSpaces(i);
    if (at(i) == '×' || at(i) == 'x' || at(i) == '*' || at(i) == '·') {
      i = skipSpaces(i + 1);
      if (text.startsWith("10^", i)) {
        int sign = at(i + 3) == '-' ? 1 : 0;
        int end = digitsEnd(i + 3 + sign, 3);
        if (end > i + 3 + sign && !isWordPart(end)) {
          position = end;
          return value * Math.pow(10, Integer.parseInt(text.substring(i + 3, end)));
        }
      }
    }
    return value;
  }

  private int digitsEnd(int from, int most) {
    int end = from;
    while (end - from < most && at(end) >= '0' && at(end) <= '9') {
      end++;
    }
    return end;
  }

  // A letter counts only where it touches the digits; "m" and "B" only of money, for they are
  // units.
  private double scale(boolean money) {
    String letters = word(position);
    double attached =
        switch (letters) {
          case "k", "K" -> 1e3;
          case "M" -> 1e6;
          case "m" -> money ? 1e6 : 0;
          case "B", "b" -> money ? 1e9 : 0;
          case "T", "t" -> money ? 1e12 : 0;
          default -> 0;
        };
    if (attached > 0) {
      position++;
      return attached;
    }
    int i = skipSpaces(position);
    if (at(i) == '-') {
      i++;
    }
    String word = word(i);
    Double scale = SCALES.get(word.toLowerCase(Locale.ROOT));
    if (scale == null) {
      return 1;
    }
    position = i + word.length();
    if (at(position) == '.' && (word.equalsIgnoreCase("mio") || word.equalsIgnoreCase("mrd"))) {
      position++;
    }
    return scale;
  }

  private @Nullable Unit unitAfter() {
    boolean touching = SPACES.indexOf(at(position)) < 0;
    int i = skipSpaces(position);
    if (at(i) == '-' && Character.isLetter(at(i + 1))) {
      i++;
    }
    char c = at(i);
    if (c == '%' || SYMBOLS.indexOf(c) >= 0 || c == '℃' || c == '℉' || c == '′' || c == '″') {
      // "5 $6": the symbol belongs to what follows it.
      if (SYMBOLS.indexOf(c) >= 0 && digit(i + 1) >= 0) {
        return null;
      }
      position = i + 1;
      return Unit.of(String.valueOf(c));
    }
    String word = c == '°' ? "°" + word(skipSpaces(i + 1)) : word(i);
    if (c == '°') {
      position = skipSpaces(i + 1) + word.length() - 1;
      return Unit.of(word.equals("°") ? "" : word);
    }
    if (word.equalsIgnoreCase("per") && text.startsWith(" cent", i + 3)) {
      position = i + 8;
      return Unit.PERCENT;
    }
    if (word.equals("degrees") || word.equals("degree")) {
      String scale = word(skipSpaces(i + word.length()));
      String name = scale.equals("C") || scale.equals("F") ? "°" + scale : scale;
      Unit degrees = Unit.of(name);
      if (degrees != null && degrees.kind().equals("temperature")) {
        position = skipSpaces(i + word.length()) + scale.length();
        return degrees;
      }
    }
    return named(word, i, touching);
  }

  private @Nullable Unit named(String word, int at, boolean touching) {
    boolean preposition =
        word.equalsIgnoreCase("in") && !touching && isWordPart(skipSpaces(at + word.length()));
    if (word.isEmpty() || preposition) {
      return null;
    }
    int end = at + word.length();
    if (word.toLowerCase(Locale.ROOT).startsWith("pound") && text.startsWith(" sterling", end)) {
      position = end + " sterling".length();
      return Unit.currency("GBP");
    }
    // "Fr." with its full stop; "km." at the end of a sentence without.
    Unit unit = at(end) == '.' ? Unit.of(word + ".") : null;
    if (unit != null) {
      end++;
    } else {
      unit = Unit.of(word);
    }
    if (unit != null && !unit.isCurrency() && isRate(end)) {
      position = end + 1 + word(end + 1).length();
      return null;
    }
    position = unit == null ? position : end;
    return unit;
  }

  // km/h is no length.
  private boolean isRate(int end) {
    return at(end) == '/' && Character.isLetter(at(end + 1));
  }

  // The letters from i on; empty if there are none or too many to be a unit.
  private String word(int i) {
    int end = i;
    while (end - i <= LONGEST_WORD && Character.isLetter(at(end))) {
      end++;
    }
    return end - i > LONGEST_WORD || digit(end) >= 0 ? "" : text.substring(Math.min(i, end), end);
  }

  private void skipWord() {
    while (isWordPart(position)
        || ((at(position) == '.' || at(position) == ',') && digit(position + 1) >= 0)) {
      position++;
    }
    free = position;
  }

  private int skipSpaces(int from) {
    int i = from;
    while (i - from < 2 && i < text.length() && SPACES.indexOf(at(i)) >= 0) {
      i++;
    }
    return i;
  }

  private boolean isWordPart(int i) {
    char c = at(i);
    return Character.isLetterOrDigit(c) || c == '_';
  }

  // The digit there, whatever its script; -1 if there is none.
  private int digit(int i) {
    char c = at(i);
    return c < 0x80 ? (c >= '0' && c <= '9' ? c - '0' : -1) : Character.digit(c, 10);
  }

  private char at(int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : '\0';
  }
}
