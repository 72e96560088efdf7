package dev.assay.models.call;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.ModelException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where one attempt gave no usable answer; says whether another may.
 *
 * @since 0.1
 */
public final class AttemptFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ModelException.Kind kind;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  /**
   * A failed attempt.
   *
   * @param retryable whether the same request may succeed later: 408, 409, 429, 5xx, a connection
   *     that broke, a stall
   * @param retryAfter how long the provider asked to wait, if it did
   * @param message in words fit for a report: without keys, bounded, on one line
   */
  public AttemptFailedException(
      ModelException.Kind kind,
      boolean retryable,
      @Nullable Duration retryAfter,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** What went wrong. */
  public ModelException.Kind kind() {
    return kind;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** How long the provider asked to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
