package dev.assay.core.calibration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an evaluator may be used for, as its agreement with people shows.
 *
 * @since 0.1
 */
public enum Trust {
  /** It may decide what passes. */
  GATING("trust it for gating"),
  /** Its mean may be followed over time; single results decide nothing. */
  TRENDS("trust it for trends only"),
  /** Nothing may rest on it. */
  NONE("do not trust it");

  private final String words;

  Trust(String words) {
    this.words = words;
  }

  /** In words: "trust it for gating". */
  public String words() {
    return words;
  }

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that files call {@code key}. */
  public static Optional<Trust> ofKey(String key) {
    return Arrays.stream(values()).filter(trust -> trust.key().equals(key)).findFirst();
  }

  /** Whether it allows at least what {@code needed} asks. */
  public boolean allows(Trust needed) {
    return compareTo(needed) <= 0;
  }
}
