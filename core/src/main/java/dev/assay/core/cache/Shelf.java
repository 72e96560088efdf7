package dev.assay.core.cache;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where entries of one origin stand together in a cache, such as the answers of one version of a
 * target.
 *
 * @param kind what they are, such as {@code outputs} or {@code answers}
 * @param name what people call their origin; not part of its identity, and without secrets
 * @param version what decides them besides their key
 * @since 0.1
 */
public record Shelf(String kind, String name, String version) {

  private static final int DIGITS = 24;

  /** Checks the parts. */
  public Shelf {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(version, "version");
  }

  /** The name of its folder. */
  String folder() {
    String hash = ContentHash.of(Json.object().put("kind", kind).put("version", version));
    int start = hash.indexOf(':') + 1;
    return hash.substring(start, start + DIGITS);
  }

  static boolean isFolder(String name) {
    return name.length() == DIGITS && name.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  ObjectNode toJson() {
    return Json.object().put("kind", kind).put("name", name).put("version", version);
  }
}
