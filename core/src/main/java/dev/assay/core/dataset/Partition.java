package dev.assay.core.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an example is for.
 *
 * @since 0.1
 */
public enum Partition {
  /** Expert-reviewed and approved; a release needs 100%. */
  GOLDEN,
  /** Past failures, each with its root cause; they must not come back. */
  REGRESSION,
  /** Input meant to break the application. */
  ADVERSARIAL,
  /** Input as it comes in production; its pass rate is an estimate of production's. */
  DISTRIBUTION;

  /** The name as files and options spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The partition with this key, in any case. */
  public static Optional<Partition> ofKey(String key) {
    return Arrays.stream(values()).filter(p -> p.key().equalsIgnoreCase(key)).findFirst();
  }

  /** All keys, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Partition::key).toList();
  }
}
