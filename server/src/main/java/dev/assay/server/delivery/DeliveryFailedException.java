package dev.assay.server.delivery;

import dev.assay.core.problem.Printable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A message did not arrive. The text is fit to be shown: on one line, without secrets. */
final class DeliveryFailedException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final boolean hopeless;
  private final @Nullable Duration wait;

  private DeliveryFailedException(String text, boolean hopeless, @Nullable Duration wait) {
    super(Printable.line(text, LONGEST));
    this.hopeless = hopeless;
    this.wait = wait;
  }

  /** It may arrive at another attempt. */
  static DeliveryFailedException passing(String text) {
    return new DeliveryFailedException(text, false, null);
  }

  /** It may arrive at another attempt, not before so long. */
  static DeliveryFailedException passing(String text, @Nullable Duration wait) {
    return new DeliveryFailedException(text, false, wait);
  }

  /** The message is refused for what it is. */
  static DeliveryFailedException hopeless(String text) {
    return new DeliveryFailedException(text, true, null);
  }

  /** What went wrong. */
  String text() {
    return String.valueOf(getMessage());
  }

  boolean isHopeless() {
    return hopeless;
  }

  /** What the other side asked to be left alone for. */
  @Nullable Duration asked() {
    return wait;
  }
}
