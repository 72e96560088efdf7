package dev.assay.stats.sequential;

/**
 * What is known about a mean and a threshold after the observations so far.
 *
 * @since 0.1
 */
public enum SequentialDecision {
  /** The mean is above the threshold. */
  DECIDED_ABOVE(1),
  /** The mean is below the threshold. */
  DECIDED_BELOW(2),
  /** Neither is clear yet. */
  UNDECIDED(0);

  // Part of the binary form of a stream: never changes.
  private final int code;

  SequentialDecision(int code) {
    this.code = code;
  }

  /** Whether observing may stop. */
  public boolean decided() {
    return this != UNDECIDED;
  }

  int code() {
    return code;
  }

  static SequentialDecision of(int code) {
    for (SequentialDecision decision : values()) {
      if (decision.code == code) {
        return decision;
      }
    }
    throw new IllegalArgumentException("state: decision " + code + " (expected: 0 to 2)");
  }
}
