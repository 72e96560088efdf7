package dev.assay.core.evaluator.grounding;

import java.util.Set;

/**
 * A number with what it counts or measures, or a date.
 *
 * @param dimension {@code money:usd}, {@code percent}, {@code duration}, {@code date}, {@code
 *     year}, {@code time}, {@code count}, {@code ordinal}, {@code number}, …
 * @param low in base units; the lower end of a range
 * @param high the upper end; the same unless it is a range
 * @param unit how many base units the written unit is
 * @param nouns stems of what is counted, for {@code count}
 * @param bound whether it is a limit
 * @param approximate whether it says "about"
 */
record Quantity(
    String dimension,
    double low,
    double high,
    double unit,
    Set<String> nouns,
    Bound bound,
    boolean approximate) {

  /** Whether a quantity is a limit. */
  enum Bound {
    NONE,
    AT_MOST,
    AT_LEAST
  }

  private static final double EXACT = 1e-9;
  // 30 days are a month to everyone but the calendar.
  private static final double OTHER_UNIT = 0.035;
  private static final double ROUGH = 0.12;

  /** A text that is the same for equal quantities, however they are written. */
  String canonical() {
    boolean plain =
        dimension.equals("count") || dimension.equals("number") || dimension.equals("year");
    String value = trim(low) + (high > low ? "-" + trim(high) : "");
    return "#" + (plain ? "" : dimension + ":") + value;
  }

  private static String trim(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  boolean isDateLike() {
    return dimension.equals("date") || dimension.equals("year") || dimension.equals("time");
  }

  /** Whether two quantities are of one kind, so that they can agree or differ. */
  boolean comparable(Quantity other) {
    if (dimension.equals("count") && other.dimension.equals("count")) {
      return sharesNoun(other);
    }
    return dimension.equals(other.dimension);
  }

  /** Whether it is a bare number or a count. */
  boolean isPlain() {
    return dimension.equals("count") || dimension.equals("number");
  }

  /** Whether it agrees, or is the same number with a unit said on one side only. */
  boolean isSameNumber(Quantity other) {
    return (comparable(other) && agreesWith(other))
        || (low / unit == other.low / other.unit
            && (isPlain() || other.isPlain() || dimension.equals("year")));
  }

  private boolean sharesNoun(Quantity other) {
    for (String noun : nouns) {
      if (other.nouns.contains(noun)) {
        return true;
      }
      for (String synonym : Lexicon.instance().synonyms(noun)) {
        if (other.nouns.contains(synonym)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether what this says is true where {@code other} is what the context says. */
  boolean agreesWith(Quantity other) {
    double tolerance = tolerance(other);
    if (near(low, other.low, tolerance) && near(high, other.high, tolerance)) {
      return true;
    }
    boolean otherIsRange = other.high > other.low;
    if (otherIsRange && low == high) {
      // "within 10 days" of "5 to 10 days", "at least 5" of the same.
      return bound == Bound.AT_LEAST
          ? near(low, other.low, tolerance)
          : near(high, other.high, tolerance)
              || (bound == Bound.NONE && near(low, other.low, tolerance))
              || (bound == Bound.NONE && approximate && other.low <= low && low <= other.high);
    }
    return other.bound == Bound.NONE && !otherIsRange && holdsFor(other.low);
  }

  // "More than 500" is said rightly of 512; of 900 it is not what the context says.
  private boolean holdsFor(double value) {
    return bound == Bound.AT_LEAST && value >= low && value <= low * 1.1;
  }

  private double tolerance(Quantity other) {
    if (approximate && !isDateLike()) {
      return ROUGH;
    }
    boolean otherUnit = dimension.equals("duration") && unit != other.unit;
    boolean rounded = Math.abs(low) >= 1000 && isRound(low) && !isDateLike() && !isRound(other.low);
    return otherUnit ? OTHER_UNIT : rounded ? 0.02 : EXACT;
  }

  private static boolean isRound(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 1);
    return Math.abs(value / power - Math.rint(value / power)) < EXACT;
  }

  static boolean near(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
  }
}
