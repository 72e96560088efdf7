package dev.assay.monitor.watch;

import java.util.Locale;

/**
 * Where an alert stands.
 *
 * @since 0.1
 */
public enum AlertState {
  /** Something speaks for it, not yet enough or not yet for long enough; nobody is told. */
  PENDING,
  /** It holds. */
  FIRING,
  /** It is over. */
  RESOLVED;

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
