package dev.assay.core.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a model gave no usable answer. What was to be scored is then unscored, never 0.
 *
 * @since 0.1
 */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The provider asked to slow down, to the end. */
    RATE_LIMITED,
    /** There was no complete answer in time. */
    TIMEOUT,
    /** The provider failed, could not be reached, or broke off. */
    UNAVAILABLE,
    /** What came back is not what the protocol allows. */
    INVALID_REPLY,
    /** The key was not accepted. */
    UNAUTHORISED,
    /** The provider will not take this request, however often it is sent. */
    REJECTED,
    /** Not asked, for the model had failed too often just before. */
    CIRCUIT_OPEN,
    /** The caller was interrupted. */
    INTERRUPTED,
    /** Another failure. */
    OTHER;

    /** The name as files spell it, such as {@code rate-limited}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this key. */
    public static Optional<Kind> ofKey(String key) {
      return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
  }

  private final Kind kind;

  /** A failure, in words fit for a report. */
  public ModelException(String message, @Nullable Throwable cause) {
    this(Kind.OTHER, message, cause);
  }

  /** A failure of a kind, in words fit for a report: without keys, bounded, on one line. */
  public ModelException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
