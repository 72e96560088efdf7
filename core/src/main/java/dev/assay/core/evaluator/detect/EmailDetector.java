package dev.assay.core.evaluator.detect;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** E-mail addresses, found from their @ outwards, within the lengths RFC 5321 allows. */
final class EmailDetector implements Detector {

  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;

  // What ends like a domain but is a file: logo@2x.png.
  private static final Set<String> FILES = Set.of("png", "jpg", "jpeg", "gif", "svg", "webp");

  @Override
  public void find(String text, Predicate<Found> sink) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = localStart(text, at);
      int end = domainEnd(text, at);
      if (start < at && isDomain(text.substring(at + 1, end))) {
        String address = text.substring(start, end);
        if (!sink.test(new Found("e-mail address", address, start))) {
          return;
        }
      }
    }
  }

  private static int localStart(String text, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int domainEnd(String text, int at) {
    int end = at + 1;
    while (end < text.length() && end - at <= LONGEST_DOMAIN && isDomainPart(text.charAt(end))) {
      end++;
    }
    while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isDomain(String domain) {
    int dot = domain.lastIndexOf('.');
    if (dot <= 0 || domain.contains("..") || !Character.isLetterOrDigit(domain.charAt(0))) {
      return false;
    }
    String top = domain.substring(dot + 1).toLowerCase(Locale.ROOT);
    boolean letters =
        top.startsWith("xn--") || (top.length() >= 2 && top.chars().allMatch(Character::isLetter));
    return letters && !FILES.contains(top);
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0;
  }

  private static boolean isDomainPart(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}
