package dev.assay.monitor.watch;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor waits for.
 *
 * <p>Where a condition has {@code falseAlarms}, that is the mean time between false alarms of the
 * monitor, of all its slices together, while nothing changes; the probability of one within a time
 * {@code t} of the start is then at most {@code t / falseAlarms}.
 *
 * @since 0.1
 */
public sealed interface Condition {

  /** The name of the kind as files spell it. */
  default String kind() {
    String name = getClass().getSimpleName();
    return name.equals("CumulativeSum")
        ? "cusum"
        : name.equals("HealthLimit") ? "health" : name.toLowerCase(Locale.ROOT);
  }

  /**
   * One interaction of which something is found.
   *
   * @param mode how it failed; null for any
   * @param evaluator who found it; null for any
   * @param category what the evaluator is about; null for any
   * @param label the label; null for any
   * @param most how often the alert is told within {@code per}; further ones are counted
   * @param per see there
   * @param quiet how long without another one until it is resolved
   */
  record Immediate(
      @Nullable FailureMode mode,
      @Nullable String evaluator,
      @Nullable Category category,
      @Nullable String label,
      int most,
      Duration per,
      Duration quiet)
      implements Condition {

    /** Checks the parts. */
    public Immediate {
      Conditions.check(most >= 1 && most <= 1000, "most", most, "1 to 1000");
      Conditions.positive("per", per);
      Conditions.positive("quiet", quiet);
    }

    /** An answer that failed in this mode; told once an hour at most. */
    public static Immediate of(FailureMode mode) {
      return new Immediate(mode, null, null, null, 1, Duration.ofHours(1), Duration.ofHours(1));
    }

    /** Whether this is one of those that it waits for. */
    public boolean matches(Finding finding) {
      return (mode != null || finding.mode() != null)
          && (mode == null || mode == finding.mode())
          && (evaluator == null || evaluator.equals(finding.evaluator()))
          && (category == null || category == finding.category())
          && (label == null || label.equals(finding.label()));
    }
  }

  /**
   * A measure beyond a limit.
   *
   * @param measure what
   * @param direction {@code DOWN} for below, {@code UP} for above
   * @param limit the limit
   * @param least how many must have been looked at since it passed the limit
   * @param bucket how long a look is
   * @param falseAlarms the mean time between false alarms while the measure is at the limit
   */
  record Threshold(
      WatchedMeasure measure,
      Direction direction,
      double limit,
      long least,
      Duration bucket,
      Duration falseAlarms)
      implements Condition {

    /** Checks the parts. */
    public Threshold {
      Conditions.oneSided(direction);
      Conditions.check(Double.isFinite(limit), "limit", limit, "a finite number");
      Conditions.check(least >= 1, "least", least, "at least 1");
      Conditions.looks(bucket, falseAlarms);
    }
  }

  /**
   * A measure that moved away from its baseline.
   *
   * @param measure what
   * @param direction which changes matter
   * @param margin a change that does not matter, in the unit of the measure; 0 or more
   * @param baseline what is compared with
   * @param rhythm what the level depends on anyhow
   * @param bucket how long a look is
   * @param falseAlarms the mean time between false alarms
   */
  record Change(
      WatchedMeasure measure,
      Direction direction,
      double margin,
      BaselineSource baseline,
      Rhythm rhythm,
      Duration bucket,
      Duration falseAlarms)
      implements Condition {

    /** Checks the parts. */
    public Change {
      Conditions.check(margin >= 0 && margin < 1e150, "margin", margin, "0 or more, finite");
      Conditions.looks(bucket, falseAlarms);
    }
  }

  /**
   * A measure that moved away from its past, by a cumulative sum.
   *
   * @param measure what
   * @param direction which changes matter
   * @param shift what it is best at, in standard deviations of a look, 0.1 to 10
   * @param memory the mean age of what is compared with
   * @param rhythm what the level depends on anyhow
   * @param bucket how long a look is
   * @param falseAlarms the expected run length
   */
  record CumulativeSum(
      WatchedMeasure measure,
      Direction direction,
      double shift,
      BaselineSource.Past memory,
      Rhythm rhythm,
      Duration bucket,
      Duration falseAlarms)
      implements Condition {

    /** Checks the parts. */
    public CumulativeSum {
      Conditions.check(shift >= 0.1 && shift <= 10, "shift", shift, "0.1 to 10");
      Conditions.looks(bucket, falseAlarms);
      Conditions.check(
          falseAlarms.dividedBy(bucket) <= 500_000,
          "false_alarms",
          falseAlarms,
          "at most 500000 buckets");
    }
  }

  /** How two distributions are held against each other. */
  enum Distance {
    /** The population stability index. */
    PSI,
    /** The greatest distance of the distribution functions. */
    KS,
    /** The Jensen-Shannon divergence, in bits. */
    JS,
    /** The maximum mean discrepancy of embeddings. */
    MMD;

    /** The name as files spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What has a distribution. */
  enum DriftOf {
    /** A quantity of all interactions, such as a length. */
    QUANTITY,
    /** The labels of an evaluator, such as languages. */
    LABELS,
    /** The values of a dimension, such as features. */
    DIMENSION,
    /** Embeddings of inputs. */
    INPUTS
  }

  /**
   * A distribution that moved away from that of a reference window.
   *
   * @param distance how it is measured
   * @param of what has the distribution
   * @param name the quantity, the evaluator or the dimension; empty for inputs
   * @param rhythm what the distribution depends on anyhow: windows shorter than a day are held
   *     against the same hours of the reference, with that of a week also days against the same
   *     days
   * @param reference how long the reference window is: the first so long that is seen from the
   *     beginning of a window on; a week at least where the rhythm is that of a week
   * @param window how long a look is
   * @param least the distance that matters; what is less is no alert however sure
   * @param falseAlarms the mean time between false alarms
   */
  record Drift(
      Distance distance,
      DriftOf of,
      String name,
      Rhythm rhythm,
      Duration reference,
      Duration window,
      double least,
      Duration falseAlarms)
      implements Condition {

    /** Of how many windows of embeddings one may be a false alarm: so finely are they told. */
    static final int MOST_PERMUTED = 20_000;

    /** Checks the parts. */
    public Drift {
      Conditions.check(least >= 0 && least < 1e6, "least", least, "0 or more");
      Conditions.looks(window, falseAlarms);
      Conditions.check(
          reference.compareTo(window) >= 0, "reference", reference, "at least the window");
      Duration turn = Duration.ofHours(rhythm.slots());
      Conditions.check(
          rhythm == Rhythm.NONE || window.compareTo(turn) >= 0 || reference.compareTo(turn) >= 0,
          "reference",
          reference,
          "at least a " + rhythm.key() + ", or rhythm: none");
      Conditions.check(
          distance != Distance.MMD || falseAlarms.dividedBy(window) <= MOST_PERMUTED,
          "false_alarms",
          falseAlarms,
          "at most " + MOST_PERMUTED + " windows for mmd");
      Conditions.check(
          (of == DriftOf.INPUTS) == (distance == Distance.MMD),
          "distance",
          distance,
          "mmd for inputs alone");
      Conditions.check(
          distance != Distance.KS || of == DriftOf.QUANTITY, "distance", distance, "psi or js");
      if (of == DriftOf.QUANTITY) {
        WatchedMeasure.quantity(name);
      }
    }
  }

  /**
   * Automated scores and what users do, moving apart.
   *
   * @param scores what evaluators say
   * @param scoresGood {@code UP} where more is better
   * @param signals what users do
   * @param signalsGood {@code UP} where more is better
   * @param memory the mean age of what each is compared with
   * @param rhythm what the levels depend on anyhow
   * @param bucket how long a look is
   * @param falseAlarms the mean time between false alarms
   */
  record Divergence(
      WatchedMeasure scores,
      Direction scoresGood,
      WatchedMeasure signals,
      Direction signalsGood,
      BaselineSource.Past memory,
      Rhythm rhythm,
      Duration bucket,
      Duration falseAlarms)
      implements Condition {

    /** Checks the parts. */
    public Divergence {
      Conditions.oneSided(scoresGood);
      Conditions.oneSided(signalsGood);
      Conditions.looks(bucket, falseAlarms);
    }
  }

  /**
   * Data that does not come.
   *
   * @param evaluator whose scores; null for interactions
   * @param atLeast how long nothing must have come
   * @param expected how many should have come in that time at least, by the same hours of past days
   *     and weeks; where as many come that a gap as improbable as that were too frequent, more
   * @param falseAlarms the mean time between false alarms
   */
  record Absence(
      @Nullable String evaluator, Duration atLeast, double expected, Duration falseAlarms)
      implements Condition {

    /** Checks the parts. */
    public Absence {
      Conditions.positive("for", atLeast);
      Conditions.check(expected >= 3 && expected < 1e9, "expected", expected, "3 or more");
      Conditions.looks(Duration.ofMinutes(1), falseAlarms);
    }
  }

  /**
   * A number about the evaluation itself beyond a limit.
   *
   * @param measure what
   * @param evaluator of which evaluator; null for whatever is reported
   * @param direction {@code DOWN} for below, {@code UP} for above
   * @param limit the limit; from 0 to 1 for a share
   * @param falseAlarms of {@link HealthMeasure#UNSCORED_RATE} the mean time between false alarms
   *     while the rate of every evaluator is at the limit; null for the others
   */
  record HealthLimit(
      HealthMeasure measure,
      @Nullable String evaluator,
      Direction direction,
      double limit,
      @Nullable Duration falseAlarms)
      implements Condition {

    private static final Duration YEAR = Duration.ofDays(365);

    /** Checks the parts. */
    public HealthLimit {
      Conditions.oneSided(direction);
      Conditions.check(Double.isFinite(limit), "limit", limit, "a finite number");
      boolean share = measure.share();
      Conditions.check(!share || (limit >= 0 && limit <= 1), "limit", limit, "0 to 1 for a share");
      boolean looks = measure == HealthMeasure.UNSCORED_RATE;
      Conditions.check(
          looks == (falseAlarms != null), "false_alarms", falseAlarms + "", "for unscored_rate");
      if (falseAlarms != null) {
        Conditions.looks(HealthWatcher.READ, falseAlarms);
      }
    }

    /** With a false alarm a year at most, where there are any. */
    public HealthLimit(
        HealthMeasure measure, @Nullable String evaluator, Direction direction, double limit) {
      this(
          measure,
          evaluator,
          direction,
          limit,
          measure == HealthMeasure.UNSCORED_RATE ? YEAR : null);
    }
  }
}
