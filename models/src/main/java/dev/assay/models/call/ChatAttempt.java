package dev.assay.models.call;

import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import java.time.Duration;

/**
 * One try at an answer: a request sent, a response read, nothing repeated. Safe to call from
 * several threads.
 *
 * @since 0.1
 */
public interface ChatAttempt extends AutoCloseable {

  /**
   * Asks once. Returns or throws within {@code timeLeft} of wall-clock time, whatever the other
   * side does.
   *
   * @return an answer with {@code attempts} 1 and without a cost
   * @throws AttemptFailedException if there is no usable answer
   */
  ChatResponse ask(ChatRequest request, Duration timeLeft) throws AttemptFailedException;

  @Override
  default void close() {}
}
