package dev.assay.otel.trace;

/**
 * How much of an interaction is wanted.
 *
 * @since 0.1
 */
public enum Detail {
  /** Times, tokens, cost, errors and names, without parsing what was said. */
  OPERATIONAL,
  /** Everything. */
  FULL
}
