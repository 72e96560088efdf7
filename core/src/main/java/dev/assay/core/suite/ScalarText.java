package dev.assay.core.suite;

import dev.assay.core.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Numbers and durations written as text. */
final class ScalarText {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,30}+(\\.[0-9]{1,30}+)?+([eE][-+]?[0-9]{1,3}+)?+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(30);

  static final String DURATION = "a duration such as 250ms, 30s, 5m or 1h";

  private ScalarText() {}

  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** What the environment gave as text: a switch, a number, or text. */
  static JsonNode value(Node.Scalar scalar) {
    String text = scalar.meant().asString("");
    if (text.equals("true") || text.equals("false")) {
      return Json.array().add(text.equals("true")).get(0);
    }
    return number(text)
        .<JsonNode>map(n -> Json.array().add(n.doubleValue()).get(0))
        .orElse(scalar.meant());
  }

  /** A duration above zero, such as {@code 90s} or {@code 1m30s}. */
  static Optional<Duration> duration(String text) {
    Matcher matcher = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      long millis =
          new BigDecimal(matcher.group(1))
              .multiply(BigDecimal.valueOf(unit(matcher.group(2))))
              .longValue();
      sum = sum.plusMillis(millis);
      end = matcher.end();
    }
    boolean whole = end == text.length();
    return whole && !sum.isZero() && sum.compareTo(LONGEST) <= 0
        ? Optional.of(sum)
        : Optional.empty();
  }

  private static long unit(String name) {
    return switch (name) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "m" -> 60_000;
      default -> 3_600_000;
    };
  }
}
