package dev.assay.core.judge;

import dev.assay.core.model.ChatResponse;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a judge: what it says, or why it says nothing.
 *
 * @param <T> what an answer says
 * @param sample which of several answers to the same prompt, from 0
 * @param value what it says; null if it says nothing that counts
 * @param reason why there is no value; null if there is one
 * @param response what the model gave; null if it gave nothing
 * @since 0.1
 */
public record JudgeAnswer<T>(
    int sample, @Nullable T value, @Nullable String reason, @Nullable ChatResponse response) {

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
}
