package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the evaluation itself is doing; read once a minute at most.
 *
 * @param readings as many as there are, in any order
 * @since 0.1
 */
public record Health(List<Reading> readings) {

  /** Copies the readings. */
  public Health {
    readings = List.copyOf(readings);
  }

  /** What was read of one measure. */
  public sealed interface Reading {

    /** What it is about. */
    HealthMeasure measure();

    /** Of which evaluator; null for all together. */
    default @Nullable String evaluator() {
      return null;
    }
  }

  /**
   * A plain fact, without an error: it is beyond its limit or it is not.
   *
   * @param measure what, not a share
   * @param value the number, finite
   */
  public record Fact(HealthMeasure measure, double value) implements Reading {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the value is not finite, or the measure is a share
     */
    public Fact {
      requireNonNull(measure, "measure");
      Conditions.check(!measure.share(), "measure", measure.key(), "a fact, not a share");
      Conditions.check(Double.isFinite(value), "value", value, "a finite number");
    }
  }

  /**
   * Looks of an evaluator since the reading before, none of which is told twice.
   *
   * @param evaluator which
   * @param done how many it took
   * @param unscored how many of them gave no score
   */
  public record Looks(String evaluator, long done, long unscored) implements Reading {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException unless {@code 0 <= unscored <= done}
     */
    public Looks {
      requireNonNull(evaluator, "evaluator");
      Conditions.check(
          unscored >= 0 && unscored <= done, "unscored", unscored, "0 to done = " + done);
    }

    @Override
    public HealthMeasure measure() {
      return HealthMeasure.UNSCORED_RATE;
    }
  }

  /**
   * How often a judge decided as people did, in all the checks that are kept.
   *
   * @param evaluator the judge
   * @param agreement check by check
   */
  public record Checked(String evaluator, CheckedAgreement agreement) implements Reading {

    /** Checks the parts. */
    public Checked {
      requireNonNull(evaluator, "evaluator");
      requireNonNull(agreement, "agreement");
    }

    @Override
    public HealthMeasure measure() {
      return HealthMeasure.JUDGE_AGREEMENT;
    }
  }
}
