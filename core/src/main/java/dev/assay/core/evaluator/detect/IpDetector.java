package dev.assay.core.evaluator.detect;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * IP addresses of both versions, but for those that name no one: loopback, unspecified, broadcast
 * and net masks. A number of four parts after a word for a version is a version.
 */
final class IpDetector implements Detector {

  private static final int SHORTEST = 5;
  private static final int LONGEST = 45;

  private static final List<String> VERSION_WORDS =
      List.of("version", "ver", "ver.", "v", "v.", "release", "build", "section", "chapter", "§");

  @Override
  public void find(String text, Predicate<Found> sink) {
    int i = 0;
    while (i < text.length()) {
      if (!isPart(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < text.length() && isPart(text.charAt(i))) {
        i++;
      }
      int end = i;
      while (end > start && (text.charAt(end - 1) == '.' || endsWithColon(text, start, end))) {
        end--;
      }
      if (end - start >= SHORTEST && end - start <= LONGEST && isAddress(text, start, end)) {
        if (!sink.test(new Found("IP address", text.substring(start, end), start))) {
          return;
        }
      }
    }
  }

  // One colon at the end is punctuation; two are a part of the address.
  private static boolean endsWithColon(String text, int start, int end) {
    return text.charAt(end - 1) == ':' && (end - 2 < start || text.charAt(end - 2) != ':');
  }

  private static boolean isAddress(String text, int start, int end) {
    if (start > 0 && touchesBefore(text, start)) {
      return false;
    }
    if (end < text.length() && touchesAfter(text, end)) {
      return false;
    }
    String word = text.substring(start, end);
    String address = withoutPort(word);
    return isV4(address) ? !followsVersionWord(text, start) : isV6(word);
  }

  // After one slash it is a product's version, Server/1.2.3.4; after two a host.
  private static boolean touchesBefore(String text, int start) {
    char c = text.charAt(start - 1);
    boolean product = c == '/' && (start < 2 || text.charAt(start - 2) != '/');
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || product;
  }

  private static boolean touchesAfter(String text, int end) {
    char c = text.charAt(end);
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static String withoutPort(String word) {
    int colon = word.indexOf(':');
    return colon > 0 && colon == word.lastIndexOf(':') ? word.substring(0, colon) : word;
  }

  private static boolean isV4(String address) {
    String[] parts = address.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean number =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c <= '9');
      boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
      if (!number || leadingZero || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return !parts[0].equals("127") && !parts[0].equals("0") && !parts[0].equals("255");
  }

  // Three groups and a digit at least: Bad::Cafe is a name in a program, 12:30:45 a time.
  private static boolean isV6(String address) {
    int gap = address.indexOf("::");
    if (gap != address.lastIndexOf("::") || address.contains(":::") || address.contains(".")) {
      return false;
    }
    int groups = 0;
    for (String group : address.split(":", -1)) {
      if (group.length() > 4) {
        return false;
      }
      groups += group.isEmpty() ? 0 : 1;
    }
    boolean edges =
        (!address.startsWith(":") || gap == 0)
            && (!address.endsWith(":") || gap == address.length() - 2);
    boolean complete = gap < 0 ? groups == 8 : groups >= 3 && groups <= 7;
    return edges && complete && address.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean followsVersionWord(String text, int start) {
    int end = start;
    while (end > 0 && start - end < 3 && " \t:#".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int from = end;
    while (from > 0 && end - from < 10 && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    return VERSION_WORDS.contains(text.substring(from, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isPart(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F')
        || c == '.'
        || c == ':';
  }
}
