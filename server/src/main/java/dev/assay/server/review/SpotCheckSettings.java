package dev.assay.server.review;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.schedule.CronTimes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How spot checks are drawn and judged.
 *
 * @param size how many interactions each has, from 1 to 500
 * @param times when one is drawn
 * @param over how far back interactions are drawn from, if there was no check since; up to 31 days
 * @param evaluator the judge that is held against people: interactions are drawn from those it
 *     looked at; null draws from all whose content is kept and compares nothing
 * @param strata what the draw is spread over evenly, so that small parts of the traffic are seen;
 *     null for all alike
 * @param leastAgreement below which share of same decisions people are told, in (0, 1)
 * @param errorRate how likely that is ever told in error, in (0, 0.5)
 * @param salt makes draws differ from those of others
 * @param severity how bad it is when the judge no longer agrees
 * @since 0.1
 */
public record SpotCheckSettings(
    int size,
    CronTimes times,
    Duration over,
    @Nullable String evaluator,
    @Nullable Stratification strata,
    double leastAgreement,
    double errorRate,
    String salt,
    Severity severity) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if one is out of range
   */
  public SpotCheckSettings {
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(salt, "salt");
    Objects.requireNonNull(severity, "severity");
    if (size < 1 || size > 500) {
      throw new InvalidInputException(Problem.of("size", size, "1 to 500"));
    }
    if (over.compareTo(Duration.ofHours(1)) < 0 || over.compareTo(Duration.ofDays(31)) > 0) {
      throw new InvalidInputException(Problem.of("over", over, "1 hour to 31 days"));
    }
    if (!(leastAgreement > 0 && leastAgreement < 1)) {
      throw new InvalidInputException(
          Problem.of("least_agreement", leastAgreement, "more than 0 and less than 1"));
    }
    if (!(errorRate > 0 && errorRate < 0.5)) {
      throw new InvalidInputException(
          Problem.of("error_rate", errorRate, "more than 0 and less than 0.5"));
    }
  }

  /** Drawn from a week back at most. */
  public SpotCheckSettings(
      int size,
      CronTimes times,
      @Nullable String evaluator,
      @Nullable Stratification strata,
      double leastAgreement,
      double errorRate,
      String salt,
      Severity severity) {
    this(
        size,
        times,
        Duration.ofDays(7),
        evaluator,
        strata,
        leastAgreement,
        errorRate,
        salt,
        severity);
  }

  /** Twenty at these times, of those the evaluator looked at; below 80% agreement is too little. */
  public static SpotCheckSettings of(CronTimes times, @Nullable String evaluator) {
    return new SpotCheckSettings(
        20, times, Duration.ofDays(7), evaluator, null, 0.8, 0.05, "spot", Severity.HIGH);
  }

  /** Draws so many. */
  public SpotCheckSettings withSize(int number) {
    return new SpotCheckSettings(
        number, times, over, evaluator, strata, leastAgreement, errorRate, salt, severity);
  }

  /** Holds this judge against people. */
  public SpotCheckSettings withEvaluator(String name) {
    return new SpotCheckSettings(
        size, times, over, name, strata, leastAgreement, errorRate, salt, severity);
  }

  /** Draws from so far back. */
  public SpotCheckSettings withOver(Duration time) {
    return new SpotCheckSettings(
        size, times, time, evaluator, strata, leastAgreement, errorRate, salt, severity);
  }

  /** Tells people below this share of same decisions. */
  public SpotCheckSettings withLeastAgreement(double least) {
    return new SpotCheckSettings(
        size, times, over, evaluator, strata, least, errorRate, salt, severity);
  }

  /** Spreads the draw evenly over these. */
  public SpotCheckSettings withStrata(Stratification by) {
    return new SpotCheckSettings(
        size, times, over, evaluator, by, leastAgreement, errorRate, salt, severity);
  }

  /** What a draw can be spread over. */
  public enum Stratification {
    /** The application. */
    APP,
    /** The feature. */
    FEATURE,
    /** The environment. */
    ENVIRONMENT,
    /** The prompt template. */
    PROMPT_TEMPLATE,
    /** The model. */
    MODEL
  }
}
