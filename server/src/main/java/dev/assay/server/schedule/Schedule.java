package dev.assay.server.schedule;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A suite, and when it is run. With neither times nor watched files it runs when asked to.
 *
 * @param name names the schedule; 1 to 100 letters, digits, {@code . _ -}
 * @param suite the suite's file
 * @param overrides {@code key=value} each, replacing values of the suite
 * @param times when; null for no times
 * @param jitter by how much at most each time is put off, the same for each by the schedule's name,
 *     so that not everything begins on the hour; up to a day
 * @param watched files and folders: when what is in them has changed, the suite runs
 * @param severity how bad it is when the gate does not pass
 * @since 0.1
 */
public record Schedule(
    String name,
    Path suite,
    List<String> overrides,
    @Nullable CronTimes times,
    Duration jitter,
    List<Path> watched,
    Severity severity) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if the name or the jitter is out of range
   */
  public Schedule {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(severity, "severity");
    overrides = List.copyOf(overrides);
    watched = List.copyOf(watched);
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new InvalidInputException(
          Problem.of("schedule", name, "1 to 100 letters, digits, '.', '_' or '-'"));
    }
    if (jitter.isNegative() || jitter.compareTo(Duration.ofDays(1)) > 0) {
      throw new InvalidInputException(Problem.of("jitter", jitter, "0 to 1 day"));
    }
  }

  /** Runs a suite at these times, or when asked to. */
  public static Schedule of(String name, Path suite, @Nullable CronTimes times) {
    return new Schedule(name, suite, List.of(), times, Duration.ZERO, List.of(), Severity.HIGH);
  }

  /** Puts each time off by up to so much. */
  public Schedule withJitter(Duration most) {
    return new Schedule(name, suite, overrides, times, most, watched, severity);
  }

  /** Runs when one of these has changed. */
  public Schedule withWatched(List<Path> files) {
    return new Schedule(name, suite, overrides, times, jitter, files, severity);
  }
}
