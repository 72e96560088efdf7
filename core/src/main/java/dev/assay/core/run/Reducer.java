package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

/**
 * How the repetitions of one example become one result.
 *
 * @param kind which way
 * @param k for {@link Kind#PASS_AT_K}, how many tries a user gets; else 1
 * @since 0.1
 */
public record Reducer(Kind kind, int k) {

  /** The ways to reduce. */
  public enum Kind {
    /** Scores are averaged over the repetitions, and the policy decides on the means. */
    MEAN,
    /** Passes if every repetition passes. */
    ALL,
    /** Passes if one repetition passes. */
    ANY,
    /** The probability that at least one of k tries passes, estimated without bias. */
    PASS_AT_K
  }

  /** Scores averaged, then decided: the default. */
  public static final Reducer MEAN = new Reducer(Kind.MEAN, 1);

  /** Checks the parts. */
  public Reducer {
    requireNonNull(kind, "kind");
    if (k < 1) {
      throw new IllegalArgumentException("k: " + k + " (expected: k >= 1)");
    }
  }

  /** The name as suites spell it: {@code mean}, {@code all}, {@code any}, {@code pass@5}. */
  public String key() {
    return switch (kind) {
      case MEAN -> "mean";
      case ALL -> "all";
      case ANY -> "any";
      case PASS_AT_K -> "pass@" + k;
    };
  }
}
