package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

/**
 * A key just made: the only time that it can be shown.
 *
 * @param key what is kept of it
 * @param token the key itself, to be sent as {@code Authorization: Bearer …}
 * @since 0.1
 */
public record NewKey(ApiKey key, String token) {

  /** Checks the parts. */
  public NewKey {
    requireNonNull(key, "key");
    requireNonNull(token, "token");
  }

  @Override
  public String toString() {
    return "NewKey[" + key + "]";
  }
}
