package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

/**
 * A text that no log, message or page may show: a password, a key.
 *
 * @param value the text
 * @since 0.1
 */
public record Secret(String value) {

  /** Checks the part. */
  public Secret {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
