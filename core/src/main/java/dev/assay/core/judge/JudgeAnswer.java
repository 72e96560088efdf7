package dev.assay.core.judge;

import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a judge: what it says, or why it says nothing.
 *
 * @param <T> what an answer says
 * @param sample which of several answers to the same prompt, from 0
 * @param value what it says; null if it says nothing that counts
 * @param reason why there is no value; null if there is one
 * @param response what the model gave; null if it gave nothing
 * @param failure what went wrong with the model; null if it answered
 * @since 0.1
 */
public record JudgeAnswer<T>(
    int sample,
    @Nullable T value,
    @Nullable String reason,
    @Nullable ChatResponse response,
    @Nullable Kind failure) {

  /**
   * Checks that it has a value or a reason.
   *
   * @throws IllegalArgumentException if it has both or neither
   */
  public JudgeAnswer {
    if ((value == null) == (reason == null)) {
      throw new IllegalArgumentException("answer: (expected: either a value or a reason)");
    }
  }

  /** An answer of a model that did not fail. */
  public JudgeAnswer(
      int sample, @Nullable T value, @Nullable String reason, @Nullable ChatResponse response) {
    this(sample, value, reason, response, null);
  }
}
