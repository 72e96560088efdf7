package dev.assay.core.run;

import java.util.Locale;

/**
 * How far a run came.
 *
 * @since 0.1
 */
public enum RunStatus {
  /** Started and not ended: still going, or killed. */
  RUNNING,
  /** Every example ran. */
  COMPLETE,
  /** A budget was spent first. */
  INCOMPLETE,
  /** A person stopped it. */
  INTERRUPTED;

  /** The name as files spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
