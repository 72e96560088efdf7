package dev.assay.server.web.explore;

import dev.assay.core.json.Json;
import dev.assay.server.store.Document;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A view that somebody keeps.
 *
 * @param id names it
 * @param name what they call it; hostile
 * @param owner whose it is
 * @param query of the address, without a question mark
 * @param at when it was kept
 */
record SavedView(String id, String name, String owner, String query, Instant at) {

  static final String COLLECTION = "views";

  static SavedView of(Document document) {
    JsonNode json = Json.parse(document.json(), COLLECTION, 1);
    return new SavedView(
        document.id(),
        json.path("name").asString(""),
        json.path("owner").asString(""),
        json.path("query").asString(""),
        document.updatedAt());
  }

  Document document() {
    String json =
        Json.write(Json.object().put("name", name).put("owner", owner).put("query", query));
    return new Document(COLLECTION, id, at, json);
  }

  /** Where it shows what it was kept for. */
  String href() {
    return query.isEmpty() ? ExploreRoom.PATH : ExploreRoom.PATH + "?" + query;
  }
}
