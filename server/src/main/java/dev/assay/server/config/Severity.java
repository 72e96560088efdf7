package dev.assay.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How bad something is, mildest first, so that they compare.
 *
 * @since 0.1
 */
public enum Severity {
  /** Good to know. */
  LOW,
  /** To be looked at when there is time. */
  MEDIUM,
  /** To be looked at today. */
  HIGH,
  /** To be looked at now. */
  CRITICAL;

  /** As files and stored alerts write it, such as {@code high}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity of a key. */
  public static Optional<Severity> ofKey(String key) {
    return Arrays.stream(values()).filter(severity -> severity.key().equals(key)).findFirst();
  }

  /** All keys, mildest first. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Severity::key).toList();
  }
}
