package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.calibration.CalibrationFinding.State;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a suite asks of its evaluators' calibrations.
 *
 * @param folder where they are kept
 * @param maxAge how old one may be
 * @param evaluators the suite's names of the evaluators that must have one; empty for all that a
 *     model judges
 * @param trust what they must allow
 * @param location where it stands, if in a file
 * @since 0.1
 */
public record CalibrationRequirement(
    Path folder,
    Duration maxAge,
    List<String> evaluators,
    Trust trust,
    @Nullable Location location) {

  /** Checks and copies the parts. */
  public CalibrationRequirement {
    requireNonNull(folder, "folder");
    requireNonNull(maxAge, "maxAge");
    evaluators = List.copyOf(evaluators);
    requireNonNull(trust, "trust");
  }

  /**
   * What {@code evaluator}, at {@code version}, lacks; empty if it has what is asked for.
   *
   * @param now the time to measure age by
   */
  public Optional<Problem> check(String evaluator, String version, Instant now) {
    return check(evaluator, evaluator, version, now);
  }

  /**
   * What the member of a set lacks; empty if it has what is asked for, under its name in the set or
   * under its own, as where the same version was calibrated outside the set.
   *
   * @param path its name as {@link MemberNames} gives it
   * @param own its name in the set
   */
  public Optional<Problem> check(String path, String own, String version, Instant now) {
    return find(path, own, version, now).problem().map(problem -> problem.at(location));
  }

  /**
   * What there is for the member of a set.
   *
   * @param path its name as {@link MemberNames} gives it
   * @param own its name in the set
   * @throws dev.assay.core.problem.InvalidInputException if a file is no calibration
   */
  public CalibrationFinding find(String path, String own, String version, Instant now) {
    CalibrationStore store = CalibrationStore.in(folder);
    CalibrationStore.Stored stored =
        store
            .find(new Question(own, null))
            .filter(found -> found.versions().contains(version))
            .or(() -> store.find(new Question(path, null)))
            .orElse(null);
    String next = "make one: assay calibrate --labels LABELS --scores RUN --save " + folder;
    if (stored == null) {
      return new CalibrationFinding(
          path,
          State.MISSING,
          null,
          "none in " + folder,
          "one not older than " + days(maxAge),
          next);
    }
    if (!stored.versions().contains(version)) {
      return new CalibrationFinding(
          path,
          State.OTHER_VERSION,
          stored,
          "of version " + String.join(", ", stored.versions().stream().sorted().toList()),
          "of version " + version + ", which the suite uses",
          next);
    }
    Duration age = Duration.between(stored.date(), now);
    if (age.compareTo(maxAge) > 0) {
      return new CalibrationFinding(
          path, State.OLD, stored, days(age) + " old", "not older than " + days(maxAge), next);
    }
    return new CalibrationFinding(
        path,
        stored.trust().allows(trust) ? State.MET : State.NOT_TRUSTED,
        stored,
        stored.trust().words(),
        trust.words(),
        "see " + stored.file() + "; improve the evaluator, or label more");
  }

  private static String days(Duration duration) {
    long days = duration.toDays();
    return days == 1 ? "1 day" : days + " days";
  }
}
