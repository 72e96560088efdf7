package dev.assay.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a chat model samples its answer; null means the provider's default.
 *
 * @param temperature from 0 to 2
 * @param topP above 0, to 1
 * @param maxTokens the longest answer in tokens, at least 1
 * @param seed for providers that take one
 * @param stop texts that end the answer
 * @param topLogprobs how many alternatives to report for each token; 0 for no log probabilities, at
 *     most 20
 * @since 0.1
 */
public record ChatParameters(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens,
    @Nullable Long seed,
    List<String> stop,
    int topLogprobs) {

  /** Everything as the provider has it. */
  public static final ChatParameters DEFAULT =
      new ChatParameters(null, null, null, null, List.of(), 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public ChatParameters {
    stop = List.copyOf(stop);
    check(
        "temperature",
        temperature,
        temperature == null || in(temperature, 0, 2),
        "0 <= temperature <= 2");
    check("top_p", topP, topP == null || (topP > 0 && topP <= 1), "0 < top_p <= 1");
    check("max_tokens", maxTokens, maxTokens == null || maxTokens >= 1, "max_tokens >= 1");
    check(
        "top_logprobs",
        topLogprobs,
        topLogprobs >= 0 && topLogprobs <= 20,
        "0 <= top_logprobs <= 20");
  }

  /** The same, at {@code temperature}. */
  public ChatParameters withTemperature(@Nullable Double temperature) {
    return new ChatParameters(temperature, topP, maxTokens, seed, stop, topLogprobs);
  }

  /** The same, up to {@code maxTokens}. */
  public ChatParameters withMaxTokens(@Nullable Integer maxTokens) {
    return new ChatParameters(temperature, topP, maxTokens, seed, stop, topLogprobs);
  }

  /** The same, reporting {@code topLogprobs} alternatives for each token. */
  public ChatParameters withTopLogprobs(int topLogprobs) {
    return new ChatParameters(temperature, topP, maxTokens, seed, stop, topLogprobs);
  }

  private static boolean in(double value, double low, double high) {
    return value >= low && value <= high;
  }

  private static void check(String name, @Nullable Object value, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + rule + ")");
    }
  }
}
