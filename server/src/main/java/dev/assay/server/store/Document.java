package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Something small that people or schedules make, such as a key, a silence, a spot check: a JSON
 * document in a collection.
 *
 * @param collection the collection's name
 * @param id the document's id in it
 * @param updatedAt when it was written
 * @param json the document, as a JSON object
 * @since 0.1
 */
public record Document(String collection, String id, Instant updatedAt, String json) {

  /** Checks the parts. */
  public Document {
    Objects.requireNonNull(collection, "collection");
    Objects.requireNonNull(id, "id");
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(json, "json");
  }
}
