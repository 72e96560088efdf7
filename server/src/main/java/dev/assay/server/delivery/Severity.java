package dev.assay.server.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * How bad, from least to worst.
 *
 * @since 0.1
 */
public enum Severity {
  /** Good to know. */
  LOW,
  /** To be looked at some day. */
  MEDIUM,
  /** To be looked at today. */
  HIGH,
  /** To be looked at now. */
  CRITICAL;

  /** As it is written: in lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that is written so. */
  public static Optional<Severity> ofKey(String key) {
    for (Severity severity : values()) {
      if (severity.key().equals(key)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
