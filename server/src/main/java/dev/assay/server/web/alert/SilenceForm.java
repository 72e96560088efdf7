package dev.assay.server.web.alert;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.AlertDesk;
import dev.assay.server.web.page.Visit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person wants to be quiet, as a form says it. */
final class SilenceForm {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final List<String> SCOPES = List.of("here", "monitor", "slice", "all");

  private SilenceForm() {}

  /**
   * What is submitted.
   *
   * @param monitor of the alert that it is about
   * @param slice of that alert
   * @throws InvalidInputException if it cannot be
   */
  static AlertDesk.NewSilence read(Visit visit, String monitor, String slice) {
    String scope = visit.needed("scope");
    if (!SCOPES.contains(scope)) {
      throw new InvalidInputException(
          Problem.of("scope", scope, "one of " + String.join(", ", SCOPES)));
    }
    boolean ofMonitor = scope.equals("here") || scope.equals("monitor");
    boolean ofSlice = scope.equals("here") || scope.equals("slice");
    return new AlertDesk.NewSilence(
        ofMonitor ? monitor : null, ofSlice ? slice : null, until(visit));
  }

  private static Instant until(Visit visit) {
    Optional<String> until = visit.field("until");
    Instant end = until.isPresent() ? at(visit, until.get()) : after(visit);
    if (end == null || !end.isAfter(visit.now()) || end.isAfter(visit.now().plus(LONGEST))) {
      String given = until.or(() -> visit.field("hours")).orElse("nothing");
      throw new InvalidInputException(
          Problem.of("until", given, "a time that is yet to come, within a year"));
    }
    return end;
  }

  private static @Nullable Instant at(Visit visit, String text) {
    try {
      return LocalDateTime.parse(text).atZone(visit.view().zone()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant after(Visit visit) {
    try {
      int hours = Integer.parseInt(visit.needed("hours"));
      return hours < 1 || hours > LONGEST.toHours()
          ? null
          : visit.now().plus(Duration.ofHours(hours));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
