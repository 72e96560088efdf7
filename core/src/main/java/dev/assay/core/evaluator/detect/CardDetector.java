package dev.assay.core.evaluator.detect;

import java.util.List;
import java.util.function.Predicate;

/**
 * Payment card numbers: an issuer's prefix and length, and the check digit of ISO/IEC 7812 (Luhn),
 * without separators or grouped as cards print them.
 */
final class CardDetector implements Detector {

  private static final List<List<Integer>> GROUPINGS =
      List.of(List.of(4, 4, 4, 4), List.of(4, 4, 4, 4, 3), List.of(4, 6, 5), List.of(4, 6, 4));

  @Override
  public void find(String text, Predicate<Found> sink) {
    for (DigitGroups run : DigitGroups.in(text)) {
      int group = 0;
      while (group < run.size()) {
        int last = lastGroup(text, run, group);
        if (last >= 0) {
          int start = run.starts().get(group);
          if (!sink.test(new Found("payment card", run.text(text, group, last), start))) {
            return;
          }
          group = last;
        }
        group++;
      }
    }
  }

  private static int lastGroup(String text, DigitGroups run, int first) {
    if (isCard(run.text(text, first, first))) {
      return first;
    }
    for (List<Integer> grouping : GROUPINGS) {
      int last = first + grouping.size() - 1;
      if (last < run.size()
          && fits(run, first, grouping)
          && isCard(DigitGroups.digits(run.text(text, first, last)))) {
        return last;
      }
    }
    return -1;
  }

  private static boolean fits(DigitGroups run, int first, List<Integer> grouping) {
    for (int i = 0; i < grouping.size(); i++) {
      if (run.length(first + i) != grouping.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCard(String digits) {
    return digits.length() >= 13
        && digits.length() <= 19
        && hasIssuer(digits)
        && luhn(digits)
        && digits.chars().distinct().count() > 1;
  }

  private static boolean hasIssuer(String digits) {
    int n = digits.length();
    int two = Integer.parseInt(digits.substring(0, 2));
    int three = Integer.parseInt(digits.substring(0, 3));
    int four = Integer.parseInt(digits.substring(0, 4));
    if (digits.charAt(0) == '4') {
      return n == 13 || n == 16 || n == 19;
    }
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
      return n == 16;
    }
    if (two == 34 || two == 37) {
      return n == 15;
    }
    if ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39) {
      return n == 14 || n == 16;
    }
    boolean discover = four == 6011 || (three >= 644 && three <= 649) || two == 65;
    boolean others = two == 62 || (four >= 3528 && four <= 3589);
    return n >= 16 && (discover || others);
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
