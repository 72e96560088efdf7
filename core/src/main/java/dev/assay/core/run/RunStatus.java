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
  /** Told to run until the gate's decision is clear, and it was before every example ran. */
  DECIDED,
  /** A budget was spent first. */
  INCOMPLETE,
  /** A person stopped it. */
  INTERRUPTED;

  /** Whether it came to the end it was to come to. */
  public boolean finished() {
    return this == COMPLETE || this == DECIDED;
  }

  /** The name as files spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
