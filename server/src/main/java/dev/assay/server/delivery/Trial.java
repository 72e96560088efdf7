package dev.assay.server.delivery;

import java.util.Objects;

/**
 * What came of trying a channel.
 *
 * @param delivered whether the message arrived
 * @param detail what the other side said, or why not, in one line
 * @since 0.1
 */
public record Trial(boolean delivered, String detail) {

  /** Checks the parts. */
  public Trial {
    Objects.requireNonNull(detail, "detail");
  }
}
