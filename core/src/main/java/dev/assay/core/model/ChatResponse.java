package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat model answered. The text is hostile.
 *
 * @param text the answer; may be empty
 * @param finishReason why it ended
 * @param usage tokens, and cost where the price is known; {@link Usage#NONE} where nothing was
 *     reported
 * @param ttftMillis time to the first token, where the answer was streamed
 * @param latencyMillis time of the attempt that succeeded, first byte sent to last byte read; of a
 *     cached answer, as it was when it was made
 * @param model the model as it named itself; null if it did not
 * @param logprobs log probabilities of the answer's tokens, where asked for and offered; else empty
 * @param attempts how many attempts it took; 0 for a cached answer
 * @since 0.1
 */
public record ChatResponse(
    String text,
    FinishReason finishReason,
    Usage usage,
    @Nullable Double ttftMillis,
    double latencyMillis,
    @Nullable String model,
    List<TokenLogprobs> logprobs,
    int attempts) {

  /** Checks and copies the parts. */
  public ChatResponse {
    requireNonNull(text, "text");
    requireNonNull(finishReason, "finishReason");
    requireNonNull(usage, "usage");
    logprobs = List.copyOf(logprobs);
  }

  /** A complete answer of which nothing else is known. */
  public static ChatResponse ofText(String text) {
    return new ChatResponse(text, FinishReason.STOP, Usage.NONE, null, 0, null, List.of(), 1);
  }

  /** Whether it comes from the cache: nothing was paid for it now. */
  public boolean cached() {
    return attempts == 0;
  }
}
