package dev.assay.server.web.interaction;

import org.jspecify.annotations.Nullable;

/**
 * A claim of an answer, as an evaluator found it.
 *
 * @param number from 1, as it is shown
 * @param text what is claimed
 * @param state how it stands to the context
 * @param reason why, in the evaluator's words; may be empty
 * @param said where in the answer; null where it says it in other words
 * @param support where in a passage; null where nothing bears on it
 * @param quote the words of the context that a judge quotes; empty for none
 */
record Claim(
    int number,
    String text,
    ClaimState state,
    String reason,
    @Nullable Place said,
    @Nullable Place support,
    String quote) {

  /**
   * A part of a text.
   *
   * @param passage which passage, from 0; 0 for the answer
   * @param start its first character
   * @param end after its last
   */
  record Place(int passage, int start, int end) {}

  /** Whether a judge quotes what no passage says. */
  boolean quotesNothing() {
    return support == null && !quote.isEmpty();
  }
}
