package dev.assay.server.api.access;

import java.util.List;
import java.util.Locale;

/**
 * What a key is good for.
 *
 * @since 0.1
 */
public enum Scope {
  /** To send interactions, signals and OTLP. */
  INGEST,
  /** To read everything but keys. */
  READ,
  /** To label, and to say that an interaction needs none: in one's own name. */
  REVIEW,
  /** To label, silence, accept, start. */
  WRITE,
  /** To delete, and to manage keys. */
  ADMIN;

  /** The name as configurations spell it, such as {@code ingest}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scopes that each are enough for what needs this one; admin is enough for all. */
  public List<Scope> enough() {
    return this == REVIEW ? List.of(REVIEW, WRITE) : List.of(this);
  }
}
