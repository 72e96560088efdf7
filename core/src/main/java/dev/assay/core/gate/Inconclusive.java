package dev.assay.core.gate;

import java.util.Locale;
import java.util.Optional;

/**
 * What it means for the gate that a criterion's data are there and do not say.
 *
 * <p>It is not asked where data are missing (too much is unscored, no example, no baseline): that
 * is never a pass, nor a failure.
 *
 * @since 0.1
 */
public enum Inconclusive {
  /** The gate fails: what must hold is to be shown. */
  FAIL,
  /** The run goes through with a warning: only what is shown not to hold stops it. */
  WARN;

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that files call {@code key}. */
  public static Optional<Inconclusive> ofKey(String key) {
    for (Inconclusive one : values()) {
      if (one.key().equals(key)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
