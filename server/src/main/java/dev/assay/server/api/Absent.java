package dev.assay.server.api;

import dev.assay.server.api.route.ApiException;
import org.jspecify.annotations.Nullable;

/** What a server may go without. */
final class Absent {

  private Absent() {}

  /** The part, or a refusal that says that this server has none. */
  static <T> T refuse(@Nullable T part, String name) {
    if (part == null) {
      throw ApiException.of(501, name + ": not configured (expected: set up on this server)");
    }
    return part;
  }
}
