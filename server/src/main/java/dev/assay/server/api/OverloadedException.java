package dev.assay.server.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nothing can be taken at the moment; the same may succeed later. Nothing was taken of what it is
 * thrown for, or all of it may be sent again without harm.
 *
 * @since 0.1
 */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * Refuses.
   *
   * @param message for the sender: no path, no content
   * @param retryAfter when to try again
   * @param cause kept from the sender
   */
  public OverloadedException(String message, Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
