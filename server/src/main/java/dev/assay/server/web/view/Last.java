package dev.assay.server.web.view;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time that ends now.
 *
 * @param text as addresses spell it, such as {@code 24h}
 * @param length how long it is
 * @since 0.1
 */
public record Last(String text, Duration length) {

  /** A day. */
  public static final Last DAY = new Last("24h", Duration.ofHours(24));

  /** What the filter bar offers. */
  public static final List<Last> OFFERED =
      List.of(parse("1h"), parse("6h"), DAY, parse("2d"), parse("7d"), parse("30d"), parse("90d"));

  private static final String FORM =
      "a number of minutes, hours or days, such as 24h; 400d at most";

  /**
   * Reads one.
   *
   * @throws InvalidInputException if it is none
   */
  static Last parse(String text) {
    Matcher matcher = Pattern.compile("([1-9][0-9]{0,4})([mhd])").matcher(text);
    if (matcher.matches()) {
      int number = Integer.parseInt(matcher.group(1));
      Duration length =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (length.compareTo(Duration.ofDays(400)) <= 0) {
        return new Last(text, length);
      }
    }
    throw new InvalidInputException(Problem.of("last", text, FORM));
  }

  /** As people say it, such as {@code the last 24 hours}. */
  public String words() {
    String number = text.substring(0, text.length() - 1);
    String unit =
        switch (text.charAt(text.length() - 1)) {
          case 'm' -> "minute";
          case 'h' -> "hour";
          default -> "day";
        };
    return number.equals("1") ? "Last " + unit : "Last " + number + " " + unit + "s";
  }
}
