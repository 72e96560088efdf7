package dev.assay.models.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  private RetryAfter() {}

  /**
   * How long to wait; null if it does not say.
   *
   * @param header the header
   * @param date the reply's own {@code Date}, by which a date is measured: the server's clock need
   *     not be ours
   */
  public static @Nullable Duration parse(@Nullable String header, @Nullable String date) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }
    Instant until = instant(text);
    Instant now = date == null ? null : instant(date.strip());
    if (until == null || now == null) {
      return null;
    }
    Duration wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
