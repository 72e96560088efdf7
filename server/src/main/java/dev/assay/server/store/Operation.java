package dev.assay.server.store;

import dev.assay.core.interaction.Usage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange went, its content aside. Null means not reported.
 *
 * @param latencyMillis time from request to the last byte
 * @param ttftMillis time to the first token
 * @param usage tokens and cost
 * @param cacheHit whether the answer came out of a cache
 * @param finishReason why the model stopped
 * @param errorKind why there is no answer
 * @param truncated whether attributes or texts were cut on the way
 * @since 0.1
 */
public record Operation(
    @Nullable Double latencyMillis,
    @Nullable Double ttftMillis,
    Usage usage,
    @Nullable Boolean cacheHit,
    @Nullable String finishReason,
    @Nullable String errorKind,
    boolean truncated) {

  /** Checks the parts. */
  public Operation {
    Objects.requireNonNull(usage, "usage");
  }
}
