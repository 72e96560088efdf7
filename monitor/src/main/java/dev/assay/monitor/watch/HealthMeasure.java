package dev.assay.monitor.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A number about the evaluation itself.
 *
 * @since 0.1
 */
public enum HealthMeasure {
  /** The share of evaluations that gave no score. */
  UNSCORED_RATE,
  /** What judges cost an hour, in the currency of the price table. */
  JUDGE_COST,
  /** The age of the oldest work that waits, in seconds. */
  QUEUE_AGE,
  /** The share of the traffic that a judge and people decide alike. */
  JUDGE_AGREEMENT;

  /** Whether it is a share, told from looks that vary by chance, and not a plain fact. */
  boolean share() {
    return this == UNSCORED_RATE || this == JUDGE_AGREEMENT;
  }

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The measure with this key. */
  public static Optional<HealthMeasure> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }
}
