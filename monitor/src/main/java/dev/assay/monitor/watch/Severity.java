package dev.assay.monitor.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How bad it is.
 *
 * @since 0.1
 */
public enum Severity {
  /** To be known. */
  LOW,
  /** To be looked at in working hours. */
  MEDIUM,
  /** To be looked at today. */
  HIGH,
  /** To be looked at now. */
  CRITICAL;

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity with this key. */
  public static Optional<Severity> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }

  /** The next one up; the highest stays. */
  public Severity worse() {
    return switch (this) {
      case LOW -> MEDIUM;
      case MEDIUM -> HIGH;
      case HIGH, CRITICAL -> CRITICAL;
    };
  }
}
