package dev.assay.server.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.server.store.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A monitor that people made, with what it was before.
 *
 * @param name its name
 * @param removed whether it is watched no longer
 * @param versions the latest last; at least one
 * @since 0.1
 */
public record KeptMonitor(String name, boolean removed, List<Version> versions) {

  /** The collection of documents that they are in. */
  public static final String COLLECTION = "monitors";

  private static final int MOST_VERSIONS = 50;

  /** Checks and copies the parts. */
  public KeptMonitor {
    requireNonNull(name, "name");
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("versions: none (expected: at least one)");
    }
  }

  /**
   * What it was made by one person at one time.
   *
   * @param number from 1
   * @param yaml as it was written
   * @param by who wrote it
   * @param at when
   * @param note why; hostile
   */
  public record Version(int number, String yaml, String by, Instant at, @Nullable String note) {}

  /** The latest version. */
  public Version latest() {
    return versions.get(versions.size() - 1);
  }

  /** With a new version, watched again if it was not; the oldest of very many are let go. */
  public KeptMonitor with(String yaml, String by, Instant at, @Nullable String note) {
    List<Version> all = new ArrayList<>(versions);
    all.add(new Version(latest().number() + 1, yaml, by, at, note));
    return new KeptMonitor(
        name, false, all.subList(Math.max(0, all.size() - MOST_VERSIONS), all.size()));
  }

  /** Watched no longer. */
  public KeptMonitor without() {
    return new KeptMonitor(name, true, versions);
  }

  /** A new one. */
  public static KeptMonitor of(
      String name, String yaml, String by, Instant at, @Nullable String note) {
    return new KeptMonitor(name, false, List.of(new Version(1, yaml, by, at, note)));
  }

  /** As the store keeps it. */
  public Document document(Instant now) {
    ObjectNode json = Json.object().put("removed", removed);
    ArrayNode all = json.putArray("versions");
    for (Version each : versions) {
      ObjectNode version = all.addObject().put("number", each.number()).put("yaml", each.yaml());
      version.put("by", each.by()).put("at", each.at().toString());
      if (each.note() != null) {
        version.put("note", each.note());
      }
    }
    return new Document(COLLECTION, name, now, json.toString());
  }

  /** Reads what {@link #document} gave. */
  public static KeptMonitor of(Document document) {
    JsonNode json = Json.parse(document.json(), COLLECTION, 1);
    List<Version> versions = new ArrayList<>();
    for (JsonNode each : json.path("versions")) {
      JsonNode note = each.path("note");
      versions.add(
          new Version(
              each.path("number").asInt(),
              each.path("yaml").asString(""),
              each.path("by").asString(""),
              Instant.parse(each.path("at").asString("")),
              note.isString() ? note.stringValue() : null));
    }
    return new KeptMonitor(document.id(), json.path("removed").asBoolean(false), versions);
  }
}
