package dev.assay.models.internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  // Absurd as it is, it must neither pass for no wait nor overflow a sum.
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private RetryAfter() {}

  /**
   * How long to wait, ten years at most; null if it does not say.
   *
   * @param header the header
   * @param date the reply's own {@code Date}, by which a date is measured: the server's clock need
   *     not be ours
   * @param clock ours, for a reply without a {@code Date}
   */
  public static @Nullable Duration parse(
      @Nullable String header, @Nullable String date, Clock clock) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (text.matches("[0-9]{1,40}(\\.[0-9]{1,9})?")) {
      double seconds = Math.min(Double.parseDouble(text), (double) LONGEST.toSeconds());
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
    Instant until = instant(text);
    if (until == null) {
      return null;
    }
    Instant said = date == null ? null : instant(date.strip());
    Instant now = said == null ? clock.instant() : said;
    Duration wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
