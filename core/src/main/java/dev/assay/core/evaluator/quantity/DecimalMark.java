package dev.assay.core.evaluator.quantity;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How points and commas in numbers are read.
 *
 * <p>Where a number has both, the last is the decimal mark. Where it has one of them several times,
 * it groups thousands. Where it has one once, {@link #AUTO} takes a point for the decimal mark, and
 * a comma too, unless exactly three digits follow one to three that do not begin with 0: {@code
 * 1,234} is a thousand and more, {@code 1,5} and {@code 0,125} are decimals, and {@code 1.234} is
 * little more than one. {@link #POINT} and {@link #COMMA} say which of the two it is in a text that
 * is known to follow one custom.
 *
 * @since 0.1
 */
public enum DecimalMark {
  /** By the number's own look. */
  AUTO,
  /** The point, as in English. */
  POINT,
  /** The comma, as in German or French. */
  COMMA;

  /**
   * Reads digits with separators between them.
   *
   * @param groups the runs of digits
   * @param marks what stands between them, one fewer; spaces and apostrophes only group
   * @return empty if that is no number
   */
  OptionalDouble read(List<String> groups, String marks) {
    int decimals = decimals(groups, marks);
    if (decimals < 0) {
      return OptionalDouble.empty();
    }
    List<String> whole = groups.subList(0, groups.size() - decimals);
    if (!isGrouped(whole, marks.substring(0, whole.size() - 1))) {
      return OptionalDouble.empty();
    }
    String number = String.join("", whole);
    String text = decimals == 1 ? number + "." + groups.get(groups.size() - 1) : number;
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  // 1 if the last run of digits are decimals, 0 if not, -1 if this is no number.
  private int decimals(List<String> groups, String marks) {
    if (marks.isEmpty()) {
      return 0;
    }
    char last = marks.charAt(marks.length() - 1);
    if (last != '.' && last != ',') {
      return 0;
    }
    boolean once = marks.indexOf(last) == marks.length() - 1;
    if (marks.length() > 1) {
      return once ? 1 : 0;
    }
    boolean point = last == '.';
    if (this != AUTO) {
      boolean isMark = point == (this == POINT);
      // What cannot group is the decimal mark after all.
      return isMark || !isGrouped(groups, marks) ? 1 : 0;
    }
    return point || !isGrouped(groups, marks) ? 1 : 0;
  }

  // 1 234 567, and 12,34,567 as in India; one mark throughout.
  private static boolean isGrouped(List<String> groups, String marks) {
    if (marks.isEmpty()) {
      return true;
    }
    boolean same = marks.chars().allMatch(c -> c == marks.charAt(0));
    String first = groups.get(0);
    if (!same || first.length() > 3 || first.charAt(0) == '0') {
      return false;
    }
    List<String> rest = groups.subList(1, groups.size());
    boolean thousands = rest.stream().allMatch(group -> group.length() == 3);
    boolean indian =
        marks.charAt(0) == ','
            && first.length() <= 2
            && rest.get(rest.size() - 1).length() == 3
            && rest.subList(0, rest.size() - 1).stream().allMatch(group -> group.length() == 2);
    return thousands || indian;
  }
}
