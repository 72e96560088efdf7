package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;

/**
 * What became of an alert.
 *
 * @param alert as it stands now
 * @param what happened
 * @param tell whether people are to be told: it is not silenced, not within its rate, and worth it
 * @param at when, by the clock given
 * @since 0.1
 */
public record AlertChange(Alert alert, What what, boolean tell, Instant at) {

  /** Checks the parts. */
  public AlertChange {
    requireNonNull(alert, "alert");
    requireNonNull(what, "what");
    requireNonNull(at, "at");
  }

  /** What can happen to an alert. */
  public enum What {
    /** Something speaks for it. */
    PENDING,
    /** What spoke for it went away. */
    DROPPED,
    /** It fires. */
    OPENED,
    /** It still fires, with other numbers. */
    UPDATED,
    /** It fires for long, and is told again. */
    REPEATED,
    /** It fires for long and nobody took it on. */
    ESCALATED,
    /** Somebody took it on. */
    ACKNOWLEDGED,
    /** Nobody is told any longer. */
    SILENCED,
    /** People are told again. */
    UNSILENCED,
    /** It is over. */
    RESOLVED;

    /** The name as files spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
