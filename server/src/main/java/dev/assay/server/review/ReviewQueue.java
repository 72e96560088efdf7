package dev.assay.server.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why people look at an interaction.
 *
 * @since 0.1
 */
public enum ReviewQueue {
  /** It was drawn by chance, with a known probability. */
  SPOT_CHECK,
  /** The evaluator says one thing, what users did another. */
  DISAGREEMENT,
  /** The evaluator could as well have decided otherwise. */
  NEAR_THRESHOLD,
  /** One person has answered, and another should. */
  SECOND_OPINION,
  /** Two people disagree. */
  ADJUDICATION;

  /** As addresses spell it, such as {@code spot-check}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that addresses call {@code key}. */
  public static Optional<ReviewQueue> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }
}
