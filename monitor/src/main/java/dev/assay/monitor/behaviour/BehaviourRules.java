package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When what a user does next says something about the answer before.
 *
 * @param rephraseSimilarity the least cosine similarity of two messages that say the same, above 0,
 *     at most 1; calibrated for the in-process model, see {@code docs/monitor.md}
 * @param rephraseWithin how long after an answer the next message may begin to be a rephrase of the
 *     one before
 * @param retryWithin how long after an answer the same message may come again to be a retry
 * @param abandonAfter after how long without an event an answer that invited one was left
 * @param settle how long an interaction waits for others of its conversation that began before it
 *     and come later
 * @param mostConversations how many conversations are kept; the one longest untouched goes first
 * @since 0.1
 */
public record BehaviourRules(
    double rephraseSimilarity,
    Duration rephraseWithin,
    Duration retryWithin,
    Duration abandonAfter,
    Duration settle,
    int mostConversations) {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST = 1_000_000;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public BehaviourRules {
    if (!(rephraseSimilarity > 0 && rephraseSimilarity <= 1)) {
      throw new IllegalArgumentException(
          "rephraseSimilarity: " + rephraseSimilarity + " (expected: above 0, at most 1)");
    }
    check("rephraseWithin", rephraseWithin);
    check("retryWithin", retryWithin);
    check("abandonAfter", abandonAfter);
    check("settle", settle);
    if (mostConversations < 1 || mostConversations > MOST) {
      throw new IllegalArgumentException(
          "mostConversations: " + mostConversations + " (expected: 1 to " + MOST + ")");
    }
  }

  /**
   * Similarity 0.66 within ten minutes, retries within two, abandonment after 30, settled after 45
   * seconds, 20,000 conversations.
   */
  public static BehaviourRules withDefaults() {
    return new BehaviourRules(
        0.66,
        Duration.ofMinutes(10),
        Duration.ofMinutes(2),
        Duration.ofMinutes(30),
        Duration.ofSeconds(45),
        20_000);
  }

  /** The same with another least similarity. */
  public BehaviourRules withRephraseSimilarity(double similarity) {
    return new BehaviourRules(
        similarity, rephraseWithin, retryWithin, abandonAfter, settle, mostConversations);
  }

  /** The same with another bound on conversations. */
  public BehaviourRules withMostConversations(int most) {
    return new BehaviourRules(
        rephraseSimilarity, rephraseWithin, retryWithin, abandonAfter, settle, most);
  }

  /** How long after an answer anything may still be said about its message. */
  Duration longest() {
    return rephraseWithin.compareTo(retryWithin) >= 0 ? rephraseWithin : retryWithin;
  }

  private static void check(String subject, Duration duration) {
    requireNonNull(duration, subject);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          subject + ": " + duration + " (expected: 0 to " + LONGEST + ")");
    }
  }
}
