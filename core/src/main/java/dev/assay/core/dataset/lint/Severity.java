package dev.assay.core.dataset.lint;

import java.util.Locale;

/**
 * How much a finding matters.
 *
 * @since 0.1
 */
public enum Severity {
  /** The dataset breaks a rule, and what is measured with it is in doubt. */
  ERROR,
  /** Probably a mistake, or against guidance. */
  WARNING,
  /** Worth knowing. */
  INFO;

  /** The name as files spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
