package dev.assay.core.interaction;

import java.util.Objects;

/**
 * Why an exchange gave no answer.
 *
 * @param kind a short, stable word to group by: {@code timeout}, {@code http_500}, {@code refused},
 *     {@code bad_response}, {@code exception}, …
 * @param message the words; hostile, may come from the target
 * @since 0.1
 */
public record InteractionError(String kind, String message) {

  /** Checks the parts. */
  public InteractionError {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }
}
