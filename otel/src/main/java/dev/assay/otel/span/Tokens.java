package dev.assay.otel.span;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one call. Null means not reported, which is not zero.
 *
 * @param input read, cached ones included
 * @param output written, reasoning ones included
 * @param cacheRead of the input, served from the provider's cache
 * @param cacheWrite of the input, written to the provider's cache
 * @param reasoning of the output, spent on reasoning
 * @param total as reported, or input and output
 * @param cacheAdded whether the sender's input left the cached ones out, and they were added here
 * @since 0.1
 */
public record Tokens(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning,
    @Nullable Long total,
    boolean cacheAdded) {

  /** Nothing was reported. */
  public static final Tokens NONE = new Tokens(null, null, null, null, null, null, false);

  /** Fills what is not reported here from another report of the same call. */
  public Tokens or(Tokens other) {
    return new Tokens(
        input != null ? input : other.input,
        output != null ? output : other.output,
        cacheRead != null ? cacheRead : other.cacheRead,
        cacheWrite != null ? cacheWrite : other.cacheWrite,
        reasoning != null ? reasoning : other.reasoning,
        total != null ? total : other.total,
        input != null ? cacheAdded : other.cacheAdded);
  }

  /** Whether anything was reported. */
  public boolean reported() {
    return input != null || output != null || total != null;
  }
}
