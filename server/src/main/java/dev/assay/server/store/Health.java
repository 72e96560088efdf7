package dev.assay.server.store;

import org.jspecify.annotations.Nullable;

/**
 * Whether a part is likely to work.
 *
 * @param ok whether it is
 * @param reason why not, in one line; null if it is
 * @since 0.1
 */
public record Health(boolean ok, @Nullable String reason) {

  /** It works. */
  public static final Health OK = new Health(true, null);

  /** It does not. */
  public static Health failing(String reason) {
    return new Health(false, reason);
  }
}
