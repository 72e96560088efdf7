package dev.assay.server.api.access;

import java.util.Optional;

/**
 * Knows the keys. Called by several threads at once, for every request.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface KeyCheck {

  /**
   * Whose key it is; empty if nobody's.
   *
   * @param bearer the key as sent, hostile, never empty
   */
  Optional<Caller> check(String bearer);
}
