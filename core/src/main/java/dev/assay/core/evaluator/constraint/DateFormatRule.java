package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.TimedText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every date in the output must be written in one of the formats given, and be a day that exists.
 *
 * <p>What counts as a date: three groups of digits with points, slashes or hyphens of which one can
 * be a year of four digits, or the first two a day and a month; and a month's English name with a
 * day and a year.
 */
final class DateFormatRule {

  private static final String MONTH =
      "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?"
          + "|Nov(?:ember)?|Dec(?:ember)?)\\.?";

  private static final Pattern DATE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}./-])(?:[0-9]{4}([./-])[0-9]{1,2}\\1[0-9]{1,2}"
              + "|[0-9]{1,2}([./-])[0-9]{1,2}\\2(?:[0-9]{4}|[0-9]{2})"
              + "|"
              + MONTH
              + " [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}"
              + "|[0-9]{1,2}(?:st|nd|rd|th|\\.)? "
              + MONTH
              + ",? [0-9]{4})(?![\\p{L}\\p{N}/-]|\\.[0-9])");

  private DateFormatRule() {}

  static Rule of(Settings settings) {
    List<DateTimeFormatter> formats = new ArrayList<>();
    for (String format : settings.texts()) {
      formats.add(formatter(settings, format));
    }
    String expected =
        settings.texts().stream().map(Shown::quoted).collect(Collectors.joining(" or "));
    return Rule.ofOutput(
        output -> {
          Matcher matcher = DATE.matcher(TimedText.of(output, RegexRule.MILLIS));
          while (matcher.find()) {
            String date = matcher.group();
            if (formats.stream().noneMatch(format -> isDate(date, format))) {
              return Finding.violated("the date " + Shown.quoted(date), "dates as " + expected);
            }
          }
          return Finding.HOLDS;
        });
  }

  // A year without an era is what people write; strict, so that the 30th of February is none.
  private static DateTimeFormatter formatter(Settings settings, String format) {
    try {
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(format.replace('y', 'u'), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      LocalDate day = LocalDate.of(2024, 11, 23);
      if (!LocalDate.parse(formatter.format(day), formatter).equals(day)) {
        throw settings.wrong("a format with a day, a month and a year, such as yyyy-MM-dd");
      }
      return formatter;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw settings.wrong("a format with a day, a month and a year, such as yyyy-MM-dd");
    }
  }

  private static boolean isDate(String text, DateTimeFormatter format) {
    try {
      LocalDate.parse(text, format);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
