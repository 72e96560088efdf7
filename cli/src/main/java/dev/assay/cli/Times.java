package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A time that traffic began in. */
final class Times {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "What began at this time or later: 2026-11-01, or 2026-11-01T09:30:00Z.")
  private @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "What began before this time; a date is the beginning of its day in UTC.")
  private @Nullable String until;

  Optional<Instant> from() {
    return time("--from", from);
  }

  Optional<Instant> until() {
    return time("--until", until);
  }

  private static Optional<Instant> time(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          Problem.of(option, text, "a date such as 2026-11-01, or a time with its offset"), e);
    }
  }
}
