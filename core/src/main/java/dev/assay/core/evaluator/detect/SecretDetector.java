package dev.assay.core.evaluator.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials: keys of the well-known services by their prefixes, private keys, JSON Web Tokens,
 * passwords in URLs, and values assigned to names such as {@code password}.
 *
 * <p>What repeats itself is a placeholder, not a key: a match counts only if its characters are as
 * mixed as those of a random one (Shannon entropy).
 *
 * @since 0.1
 */
public final class SecretDetector implements Detector {

  private static final int MILLIS = 2_000;

  /** Bits per character; random base 62 text of 20 characters has some 3.9, English words 3. */
  private static final double MIXED = 2.9;

  private static final double VERY_MIXED = 3.2;

  private static final String ASSIGNED = "password or key";

  private static final String START = "(?<![A-Za-z0-9_-])";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "AWS access key id",
              List.of("AKIA", "ASIA", "AGPA", "AIDA", "AROA", "AIPA", "ANPA", "ANVA"),
              START + "(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)([A-Z0-9]{16})(?![A-Za-z0-9])",
              MIXED),
          new Shape(
              "AWS secret key",
              List.of("secret", "Secret", "SECRET"),
              "(?i:secret.{0,20}[=:\\s]\\s{0,3}[\"']?)(?<![A-Za-z0-9/+])([A-Za-z0-9/+]{40})"
                  + "(?![A-Za-z0-9/+=])",
              4),
          new Shape(
              "GitHub token",
              List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
              START + "gh[pousr]_([A-Za-z0-9]{36,255})",
              MIXED),
          new Shape(
              "GitHub token",
              List.of("github_pat_"),
              START + "github_pat_([A-Za-z0-9_]{40,255})",
              MIXED),
          new Shape(
              "GitLab token", List.of("glpat-"), START + "glpat-([A-Za-z0-9_-]{20,64})", MIXED),
          new Shape(
              "Slack token", List.of("xox"), START + "xox[abeoprs]-([A-Za-z0-9-]{10,250})", MIXED),
          new Shape(
              "Slack webhook",
              List.of("hooks.slack.com"),
              "hooks\\.slack\\.com/services/(T[A-Za-z0-9_/]{20,80})",
              MIXED),
          new Shape(
              "API key",
              List.of("sk-"),
              START + "sk-(?:[a-z]{2,10}-)?([A-Za-z0-9_-]{20,250})",
              MIXED),
          new Shape(
              "Stripe key",
              List.of("k_live_", "k_test_"),
              START + "[rs]k_(?:live|test)_([A-Za-z0-9]{16,250})",
              MIXED),
          new Shape(
              "Google API key",
              List.of("AIza"),
              START + "AIza([A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])",
              MIXED),
          new Shape(
              "Google OAuth token",
              List.of("ya29."),
              START + "ya29\\.([A-Za-z0-9_-]{20,500})",
              MIXED),
          new Shape(
              "npm token", List.of("npm_"), START + "npm_([A-Za-z0-9]{36})(?![A-Za-z0-9])", MIXED),
          new Shape(
              "SendGrid key",
              List.of("SG."),
              START + "SG\\.([A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])",
              MIXED),
          new Shape(
              "Hugging Face token",
              List.of("hf_"),
              START + "hf_([A-Za-z0-9]{34,40})(?![A-Za-z0-9])",
              MIXED),
          new Shape("PyPI token", List.of("pypi-"), START + "pypi-([A-Za-z0-9_-]{60,400})", MIXED),
          new Shape(
              "DigitalOcean token",
              List.of("doo_v1_", "dop_v1_", "dor_v1_"),
              START + "do[opr]_v1_([a-f0-9]{64})(?![A-Za-z0-9])",
              MIXED),
          new Shape(
              "Shopify token",
              List.of("shpat_", "shpca_", "shppa_", "shpss_"),
              START + "shp(?:at|ca|pa|ss)_([a-fA-F0-9]{32})(?![A-Za-z0-9])",
              MIXED),
          new Shape(
              "Databricks token",
              List.of("dapi"),
              START + "dapi([a-f0-9]{32})(?:-[0-9])?(?![A-Za-z0-9])",
              MIXED),
          new Shape(
              "Telegram bot token",
              List.of(":AA"),
              "(?<![A-Za-z0-9:])[0-9]{8,10}:(AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])",
              MIXED),
          new Shape(
              "Azure storage key", List.of("AccountKey="), "AccountKey=([A-Za-z0-9/+]{86}==)", 4),
          new Shape(
              "bearer token",
              List.of("earer "),
              "(?:[Aa]uthorization|AUTHORIZATION)[\"']?[:=] {0,3}[\"']?[Bb]earer"
                  + " ((?=[^\\s\"']{0,199}[0-9])[A-Za-z0-9._~+/-]{16,2000}=*)",
              VERY_MIXED),
          new Shape(
              "private key",
              List.of("PRIVATE KEY"),
              "-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY-----()",
              0),
          new Shape(
              "password in a URL",
              List.of("://"),
              "(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@]{1,64}:([^\\s:/@]{3,128})@[a-z0-9]",
              1.5),
          new Shape(
              ASSIGNED,
              List.of("=", ":"),
              "(?i)(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token)"
                  + "[\"']?\\s{0,3}[:=]\\s{0,3}[\"'`]?((?=[^\\s\"'`]{0,199}[0-9])"
                  + "(?=[^\\s\"'`]{0,199}[A-Za-z])[^\\s\"'`<>{}$,;]{8,200})",
              VERY_MIXED));

  private static final Pattern WEB_TOKEN =
      Pattern.compile(
          START + "(eyJ[A-Za-z0-9_-]{10,4000})\\.[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{10,2000}");

  private final List<Shape> shapes;

  private SecretDetector(List<Shape> shapes) {
    this.shapes = shapes;
  }

  /** Looks for the known shapes. */
  public static SecretDetector withDefaults() {
    return new SecretDetector(SHAPES);
  }

  /**
   * Looks for {@code pattern} too, whatever its characters are.
   *
   * @param what what it finds, in words
   */
  public SecretDetector with(String what, Pattern pattern) {
    List<Shape> all = new ArrayList<>(shapes);
    all.add(new Shape(what, List.of(), pattern, 0));
    return new SecretDetector(List.copyOf(all));
  }

  @Override
  public void find(String text, Predicate<Found> sink) {
    TimedText timed = TimedText.of(text, MILLIS);
    if (findShapes(text, timed, sink, false)) {
      findWebTokens(text, timed, sink);
    }
  }

  /**
   * Gives to {@code sink} what {@link #find} finds, but of a credential that is known by what
   * stands before it, such as the name it is assigned to, the credential alone: what must go if the
   * text is to be kept.
   *
   * <p>Of a private key that is its first line.
   *
   * @throws TookTooLong if it was stopped
   */
  public void findSecrets(String text, Predicate<Found> sink) {
    TimedText timed = TimedText.of(text, MILLIS);
    if (findShapes(text, timed, sink, true)) {
      findWebTokens(text, timed, sink);
    }
  }

  /**
   * How a credential looks.
   *
   * @param what what it is
   * @param hints one of these is in every text that the pattern can match, which is quick to see
   * @param pattern with the secret part as its first group
   * @param bits what the secret part needs in bits per character
   */
  private record Shape(String what, List<String> hints, Pattern pattern, double bits) {

    Shape(String what, List<String> hints, String expression, double bits) {
      this(what, hints, Pattern.compile(expression), bits);
    }

    boolean mayBeIn(String text) {
      for (String hint : hints) {
        if (text.contains(hint)) {
          return !what.equals(ASSIGNED) || namesOne(text);
        }
      }
      return hints.isEmpty();
    }

    // In any case, and all names in one pass: most texts have a colon and none of the names.
    private static boolean namesOne(String text) {
      for (int i = 0; i + 1 < text.length(); i++) {
        int lower = text.charAt(i) | 0x20;
        if (lower != 'p' && lower != 's' && lower != 'a') {
          continue;
        }
        int next = text.charAt(i + 1) | 0x20;
        boolean one =
            switch (lower) {
              case 'p' ->
                  (next == 'a' && starts(text, i, "passw"))
                      || (next == 'w' && starts(text, i, "pwd"));
              case 's' -> next == 'e' && starts(text, i, "secret");
              default ->
                  (next == 'p' && starts(text, i, "api"))
                      || (next == 'c' && starts(text, i, "access"))
                      || (next == 'u' && starts(text, i, "auth"));
            };
        if (one) {
          return true;
        }
      }
      return false;
    }

    private static boolean starts(String text, int at, String name) {
      return text.regionMatches(true, at, name, 0, name.length());
    }

    Found found(Matcher matcher, boolean alone) {
      boolean known = alone && matcher.groupCount() > 0 && !pattern.pattern().startsWith(START);
      return known && !matcher.group(1).isEmpty()
          ? new Found(what, matcher.group(1), matcher.start(1))
          : new Found(what, matcher.group(), matcher.start());
    }

    boolean isMixed(Matcher matcher) {
      return bits == 0 || entropy(matcher.group(1)) >= bits;
    }
  }

  private boolean findShapes(String text, TimedText timed, Predicate<Found> sink, boolean alone) {
    for (Shape shape : shapes) {
      if (!shape.mayBeIn(text)) {
        continue;
      }
      Matcher matcher = shape.pattern().matcher(timed);
      while (matcher.find()) {
        if (shape.isMixed(matcher) && !sink.test(shape.found(matcher, alone))) {
          return false;
        }
      }
    }
    return true;
  }

  private static void findWebTokens(String text, TimedText timed, Predicate<Found> sink) {
    if (!text.contains("eyJ")) {
      return;
    }
    Matcher matcher = WEB_TOKEN.matcher(timed);
    while (matcher.find()) {
      if (isTokenHeader(matcher.group(1))
          && !sink.test(new Found("JSON Web Token", matcher.group(), matcher.start()))) {
        return;
      }
    }
  }

  private static boolean isTokenHeader(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return new String(bytes, StandardCharsets.UTF_8).contains("\"alg\"");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Shannon entropy in bits per character. */
  static double entropy(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    text.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
    double bits = 0;
    for (int count : counts.values()) {
      double share = (double) count / text.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return bits;
  }
}
