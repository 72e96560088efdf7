package dev.assay.core.dataset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Dates as datasets write them. */
final class IsoTime {

  static final String EXPECTED =
      "an ISO date or instant, such as 2026-03-01 or 2026-03-01T09:30:00Z";

  private IsoTime() {}

  /** The instant of an ISO date, or date and time; without an offset it counts as UTC. */
  static Optional<Instant> parse(String text) {
    try {
      if (text.length() <= 10) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      String time = text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
      int clock = Math.max(time.lastIndexOf('+'), time.lastIndexOf('-'));
      boolean zoned = time.endsWith("Z") || time.endsWith("z") || clock > 10;
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(time).toInstant()
              : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
