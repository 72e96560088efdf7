package dev.assay.server.store;

import java.util.Objects;

/**
 * Names a document.
 *
 * @param collection the collection's name
 * @param id the document's id in it
 * @since 0.1
 */
public record DocumentKey(String collection, String id) {

  /** Checks the parts. */
  public DocumentKey {
    Objects.requireNonNull(collection, "collection");
    Objects.requireNonNull(id, "id");
  }
}
