package dev.assay.core.interaction;

import org.jspecify.annotations.Nullable;

/**
 * What an exchange used. Null means not reported, which is not zero.
 *
 * @param inputTokens tokens read, cached ones included
 * @param outputTokens tokens written, reasoning ones included
 * @param cachedTokens input tokens served from the provider's cache
 * @param reasoningTokens output tokens spent on reasoning
 * @param cost money, in the currency of the price table (US dollars unless it says otherwise)
 * @since 0.1
 */
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long cachedTokens,
    @Nullable Long reasoningTokens,
    @Nullable Double cost) {

  /** Nothing was reported. */
  public static final Usage NONE = new Usage(null, null, null, null, null);

  /** Adds two usages; what neither reports stays unreported. */
  public Usage plus(Usage other) {
    return new Usage(
        sum(inputTokens, other.inputTokens),
        sum(outputTokens, other.outputTokens),
        sum(cachedTokens, other.cachedTokens),
        sum(reasoningTokens, other.reasoningTokens),
        cost == null ? other.cost : other.cost == null ? cost : (Double) (cost + other.cost));
  }

  private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : (Long) (a + b);
  }
}
