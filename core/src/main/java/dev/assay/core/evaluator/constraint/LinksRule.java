package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.TimedText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every link in the output must be to one of the hosts named, or to one below it. */
final class LinksRule {

  private static final Pattern LINK =
      Pattern.compile("(?i)\\b(?:https?|ftp)://([^\\s/?#<>\"'`)\\]]{1,300})");
  private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,250})");

  private LinksRule() {}

  static Rule of(Settings settings) {
    List<String> hosts =
        settings.texts().stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      throw settings.wrong("hosts such as example.com");
    }
    return Rule.ofOutput(
        output -> {
          Matcher matcher = LINK.matcher(TimedText.of(output, RegexRule.MILLIS));
          while (matcher.find()) {
            String host = host(matcher.group(1));
            if (hosts.stream().noneMatch(h -> host.equals(h) || host.endsWith("." + h))) {
              return Finding.violated(
                  "a link to " + Shown.quoted(host), "links to " + String.join(", ", hosts));
            }
          }
          return Finding.HOLDS;
        });
  }

  // What stands before an @ is no host: https://example.com@evil.example leads to the latter.
  // A backslash ends the host for browsers.
  private static String host(String authority) {
    String cut = authority.split("\\\\", 2)[0];
    String host = cut.substring(cut.lastIndexOf('@') + 1);
    int colon = host.indexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    while (!name.isEmpty() && !Character.isLetterOrDigit(name.charAt(name.length() - 1))) {
      name = name.substring(0, name.length() - 1);
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
