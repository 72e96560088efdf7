package dev.assay.server.redaction;

import java.util.Map;

/**
 * What was taken out so far.
 *
 * @param redacted things replaced, by kind, such as {@code email}
 * @param dropped contents dropped, by reason: {@code switched_off} and {@code nobody_may_look} of a
 *     record, {@code not_searched} of a text that could not be searched to its end, {@code binary}
 *     of bytes, {@code user} of an id
 * @param usersHashed ids of users replaced by their hash
 * @since 0.1
 */
public record RedactionCounts(
    Map<String, Long> redacted, Map<String, Long> dropped, long usersHashed) {

  /** Copies the maps. */
  public RedactionCounts {
    redacted = Map.copyOf(redacted);
    dropped = Map.copyOf(dropped);
  }
}
