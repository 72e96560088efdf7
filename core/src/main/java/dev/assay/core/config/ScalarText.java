package dev.assay.core.config;

import dev.assay.core.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Numbers, durations and sizes written as text.
 *
 * @since 0.1
 */
public final class ScalarText {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,30}+(\\.[0-9]{1,30}+)?+([eE][-+]?[0-9]{1,3}+)?+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h|d)");
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?) ?(B|[kK]B|MB|GB|KiB|MiB|GiB)");
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int LONGEST_TEXT = 100;

  /** What {@link #duration} reads, for errors. */
  public static final String DURATION = "a duration such as 250ms, 30s, 5m or 1h";

  private ScalarText() {}

  /** A number in decimal digits, with a sign, a fraction and an exponent if it has them. */
  public static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** What the environment gave as text: a switch, a number, or text. */
  public static JsonNode value(Node.Scalar scalar) {
    String text = scalar.meant().asString("");
    if (text.equals("true") || text.equals("false")) {
      return Json.array().add(text.equals("true")).get(0);
    }
    return number(text)
        .<JsonNode>map(n -> Json.array().add(n.doubleValue()).get(0))
        .orElse(scalar.meant());
  }

  /** A duration above zero, up to 30 days, such as {@code 90s} or {@code 1m30s}. */
  public static Optional<Duration> duration(String text) {
    return time(text).filter(time -> !time.isZero() && time.compareTo(LONGEST) <= 0);
  }

  /** A duration, zero or above, such as {@code 0s}, {@code 1m30s} or {@code 400d}. */
  public static Optional<Duration> time(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
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
    return end == text.length() ? Optional.of(sum) : Optional.empty();
  }

  /**
   * The shortest way to write a duration of whole milliseconds that {@link #time} reads, such as
   * {@code 1m30s}.
   */
  public static String write(Duration time) {
    StringBuilder text = new StringBuilder();
    append(text, time.toDaysPart(), "d");
    append(text, time.toHoursPart(), "h");
    append(text, time.toMinutesPart(), "m");
    append(text, time.toSecondsPart(), "s");
    append(text, time.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }

  /**
   * A size in bytes, such as {@code 64MiB} or {@code 1.5GB}: {@code KiB} and its like are powers of
   * 1,024, {@code kB} and its like of 1,000.
   */
  public static OptionalLong size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (text.length() > LONGEST_TEXT || !matcher.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(bytes(matcher.group(2))));
    return OptionalLong.of(bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
  }

  /** The shortest way to write a size that {@link #size} reads. */
  public static String write(long bytes) {
    for (String unit : List.of("GiB", "MiB", "GB", "MB", "KiB", "kB")) {
      if (bytes > 0 && bytes % bytes(unit) == 0) {
        return bytes / bytes(unit) + unit;
      }
    }
    return bytes + "B";
  }

  private static long unit(String name) {
    return switch (name) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }

  private static long bytes(String name) {
    return switch (name) {
      case "B" -> 1;
      case "MB" -> 1_000_000;
      case "GB" -> 1_000_000_000;
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> 1_000;
    };
  }
}
