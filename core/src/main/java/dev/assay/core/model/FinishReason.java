package dev.assay.core.model;

import java.util.Locale;

/**
 * Why a model's answer ended.
 *
 * @since 0.1
 */
public enum FinishReason {
  /** It was complete. */
  STOP,
  /** It reached the longest length allowed. */
  LENGTH,
  /** The provider's filter stopped it. */
  CONTENT_FILTER,
  /** The model declined in the way its API has for that. */
  REFUSAL,
  /** It wants tools called. */
  TOOL_CALLS,
  /** Another reason. */
  OTHER,
  /** The provider did not say. */
  UNKNOWN;

  /** The name as files spell it, such as {@code content-filter}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
