package dev.assay.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a model gave no usable answer. What was to be scored is then unscored, never 0.
 *
 * @since 0.1
 */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure, in words fit for a report. */
  public ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
