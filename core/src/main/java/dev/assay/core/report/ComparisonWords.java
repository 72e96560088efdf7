package dev.assay.core.report;

import dev.assay.core.comparison.Announcement;
import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.Flip;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.comparison.RunComparison;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sentences and numbers that reports of a comparison share.
 *
 * @since 0.1
 */
public final class ComparisonWords {

  private ComparisonWords() {}

  /** What a comparison comes to. */
  public enum Kind {
    /** Something got worse. */
    FAIL,
    /** Nothing was shown to. */
    PASS,
    /** Nothing can be told. */
    UNSCORED
  }

  /** What a comparison comes to. */
  public static Kind kind(RunComparison comparison) {
    if (comparison.recommendation() == RunComparison.Recommendation.BLOCK_DEPLOYMENT) {
      return Kind.FAIL;
    }
    return comparison.conclusive() && comparison.comparable() ? Kind.PASS : Kind.UNSCORED;
  }

  /** The decision, for someone who reads nothing else. */
  public static String decision(RunComparison comparison) {
    return switch (kind(comparison)) {
      case FAIL -> "Block the deployment.";
      case PASS -> "Proceed: no regression was shown, which is not that there is none.";
      case UNSCORED ->
          comparison.comparable()
              ? "Nothing could be told, which is not a pass."
              : "The runs cannot be compared.";
    };
  }

  /** What it rests on. */
  public static String counts(RunComparison comparison) {
    List<String> parts = new ArrayList<>();
    parts.add(
        Figures.counted(comparison.with(Outcome.REGRESSION).size(), "regression")
            + " and "
            + Figures.counted(comparison.with(Outcome.IMPROVEMENT).size(), "improvement")
            + " in "
            + Figures.counted(comparison.decisive().size(), "comparison"));
    if (comparison.settings().unpaired()) {
      parts.add("examples taken as independent samples");
    } else {
      long failing = comparison.flips().stream().filter(Flip::newlyFailing).count();
      parts.add(
          Figures.count(failing)
              + " newly failing and "
              + Figures.count(comparison.flips().size() - failing)
              + " newly passing of "
              + Figures.counted(comparison.shared(), "shared example"));
    }
    long blocking = comparison.announcements().stream().filter(Announcement::blocks).count();
    if (blocking > 0) {
      parts.add(Figures.counted(blocking, "difference") + " in what was measured");
    }
    return String.join("; ", parts) + ".";
  }

  /** An estimate as its measure is shown: a rate in percent. */
  static String value(Compared compared, Estimate estimate) {
    return rate(compared)
        ? Figures.percent(estimate.value())
        : Figures.value(compared.unit(), estimate.value());
  }

  /** A difference with its sign and unit; rates differ by points of a percent. */
  static String difference(Compared compared, double value) {
    return rate(compared) ? points(value) + " pt" : Figures.signed(compared.unit(), value);
  }

  /** A difference with its interval: {@code -6.1 pt [-9.0, -3.2]}. */
  static String difference(Compared compared, Estimate difference) {
    return difference(compared, difference.value()) + " " + interval(compared, difference);
  }

  /** The interval of a difference: {@code [-9.0, -3.2]}. */
  static String interval(Compared compared, Estimate difference) {
    return rate(compared)
        ? "[" + points(difference.low()) + ", " + points(difference.high()) + "]"
        : Figures.signedInterval(compared.unit(), difference);
  }

  private static String points(double value) {
    return String.format(Locale.ROOT, "%+.1f", value * 100);
  }

  private static boolean rate(Compared compared) {
    return compared.measure().equals(Compared.PASS_RATE);
  }
}
