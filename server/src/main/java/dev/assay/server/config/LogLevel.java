package dev.assay.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much is logged; content never is.
 *
 * @since 0.1
 */
public enum LogLevel {
  /** What somebody must mend. */
  ERROR,
  /** What somebody should look at. */
  WARN,
  /** What the server does. */
  INFO,
  /** How it does it. */
  DEBUG;

  /** As files write it, such as {@code info}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(LogLevel::key).toList();
  }

  static Optional<LogLevel> ofKey(String key) {
    return Arrays.stream(values()).filter(level -> level.key().equals(key)).findFirst();
  }
}
