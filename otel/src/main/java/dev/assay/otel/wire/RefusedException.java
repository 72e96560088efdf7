package dev.assay.otel.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused as a whole; nothing of it is taken.
 *
 * @since 0.1
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Refusal refusal;

  /**
   * Refuses.
   *
   * @param message for the sender, in the form {@code subject: value (expected: rule)}
   */
  public RefusedException(Refusal refusal, String message) {
    this(refusal, message, null);
  }

  /** Refuses because of {@code cause}, which the sender is not told. */
  public RefusedException(Refusal refusal, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.refusal = Objects.requireNonNull(refusal, "refusal");
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }

  /** What to tell the sender. */
  public String explanation() {
    return Objects.requireNonNullElse(getMessage(), refusal.name());
  }
}
