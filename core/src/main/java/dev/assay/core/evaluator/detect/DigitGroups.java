package dev.assay.core.evaluator.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of digits in groups with single separators, such as {@code 4111 1111 1111 1111}, that
 * stands for itself: no letter, digit or decimal point touches it.
 *
 * @param starts where each group starts
 * @param ends where each group ends
 */
record DigitGroups(List<Integer> starts, List<Integer> ends) {

  int size() {
    return starts.size();
  }

  int length(int group) {
    return ends.get(group) - starts.get(group);
  }

  String text(String text, int from, int to) {
    return text.substring(starts.get(from), ends.get(to));
  }

  static String digits(String text) {
    return text.replaceAll("[^0-9]", "");
  }

  /** The runs of {@code text}; each uses one separator, a blank or a hyphen. */
  static List<DigitGroups> in(String text) {
    List<DigitGroups> runs = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text, i)) {
        i++;
        continue;
      }
      int end = runEnd(text, i);
      if (standsAlone(text, i, end)) {
        runs.add(groups(text, i, end));
      }
      i = end;
    }
    return runs;
  }

  private static int runEnd(String text, int start) {
    int i = start;
    char separator = 0;
    while (i < text.length()) {
      if (isDigit(text, i)) {
        i++;
        continue;
      }
      char c = text.charAt(i);
      boolean separates = (c == ' ' || c == '-') && (separator == 0 || separator == c);
      if (!separates || !isDigit(text, i + 1)) {
        break;
      }
      separator = c;
      i++;
    }
    return i;
  }

  private static DigitGroups groups(String text, int start, int end) {
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    int i = start;
    while (i < end) {
      starts.add(i);
      while (i < end && isDigit(text, i)) {
        i++;
      }
      ends.add(i);
      i++;
    }
    return new DigitGroups(starts, ends);
  }

  private static boolean standsAlone(String text, int start, int end) {
    if (start > 0) {
      char before = text.charAt(start - 1);
      boolean decimal = before == '.' && start > 1 && isDigit(text, start - 2);
      if (Character.isLetterOrDigit(before) || before == '_' || decimal) {
        return false;
      }
    }
    if (end == text.length()) {
      return true;
    }
    char after = text.charAt(end);
    boolean decimal = after == '.' && isDigit(text, end + 1);
    return !Character.isLetterOrDigit(after) && after != '_' && !decimal;
  }

  private static boolean isDigit(String text, int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }
}
