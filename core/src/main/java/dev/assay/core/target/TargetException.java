package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a target gave no answer. The example then failed with this kind; the run goes on.
 *
 * @since 0.1
 */
public final class TargetException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String kind;
  private final boolean transientFailure;
  private final @Nullable Duration retryAfter;

  private TargetException(
      String kind,
      String message,
      boolean transientFailure,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.transientFailure = transientFailure;
    this.retryAfter = retryAfter;
  }

  /**
   * A failure that calling again will not mend.
   *
   * @param kind a short, stable word to group by, such as {@code http_400}, {@code bad_response}
   */
  public static TargetException permanent(String kind, String message, @Nullable Throwable cause) {
    return new TargetException(kind, message, false, null, cause);
  }

  /**
   * A failure that may pass: it is tried again.
   *
   * @param retryAfter how long the target asked to wait, if it did
   */
  public static TargetException transientFailure(
      String kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    return new TargetException(kind, message, true, retryAfter, cause);
  }

  /** A short, stable word to group by. */
  public String kind() {
    return kind;
  }

  /** Whether calling again may help. */
  public boolean isTransient() {
    return transientFailure;
  }

  /** How long the target asked to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
