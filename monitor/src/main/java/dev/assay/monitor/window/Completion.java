package dev.assay.monitor.window;

/**
 * Whether the user got done what they came for.
 *
 * @since 0.1
 */
public enum Completion {
  /** Done. */
  COMPLETED,
  /** Not done. */
  NOT_COMPLETED,
  /** Nothing says. */
  UNKNOWN
}
