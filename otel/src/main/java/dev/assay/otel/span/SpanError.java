package dev.assay.otel.span;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a span failed.
 *
 * @param type such as an exception's class or an HTTP status; {@code _OTHER} if not said
 * @param message the words, if any; hostile
 * @since 0.1
 */
public record SpanError(String type, @Nullable String message) {

  /** Where the sender did not say what failed. */
  public static final String OTHER = "_OTHER";

  /** Checks the parts. */
  public SpanError {
    Objects.requireNonNull(type, "type");
  }
}
