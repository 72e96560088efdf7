package dev.assay.server.key;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The file that keys are kept in. */
final class KeyFile {

  private static final int VERSION = 1;
  private static final long LARGEST = 16 << 20;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * What tells one state of the file from another.
   *
   * @param modified when it was changed
   * @param size its size
   * @param identity the file system's own name for it: each change makes a new file
   */
  record Stamp(Instant modified, long size, @Nullable Object identity) {}

  /** Null if there is no file. */
  @Nullable Stamp stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime().toInstant(), now.size(), now.fileKey());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * The keys by id, in the order in which they were made; none if there is no file.
   *
   * @throws InvalidInputException if it is not a file of keys
   */
  Map<String, StoredKey> read() throws IOException {
    if (!Files.exists(path)) {
      return Map.of();
    }
    if (Files.size(path) > LARGEST) {
      throw refuse("at most " + (LARGEST >> 20) + " MB");
    }
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    JsonNode json = Json.parse(text, path.toString(), 1);
    if (json.path("version").asInt(0) != VERSION || !json.path("keys").isArray()) {
      throw refuse("version " + VERSION + " with keys");
    }
    Map<String, StoredKey> keys = new LinkedHashMap<>();
    for (JsonNode each : json.path("keys")) {
      StoredKey key = key(each);
      keys.put(key.key().id(), key);
    }
    return keys;
  }

  void write(Map<String, StoredKey> keys) throws IOException {
    ObjectNode json = Json.object().put("version", VERSION);
    ArrayNode array = json.putArray("keys");
    keys.values().forEach(key -> array.add(json(key)));
    OwnerFile.write(path, (Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode json(StoredKey stored) {
    ApiKey key = stored.key();
    ObjectNode json =
        Json.object()
            .put("id", key.id())
            .put("name", key.name())
            .put("created", key.created().toString())
            .put("last_used", Objects.toString(key.lastUsed(), null))
            .put("revoked", Objects.toString(key.revoked(), null))
            .put("sha256", stored.hash());
    ArrayNode scopes = json.putArray("scopes");
    new TreeSet<>(key.scopes()).forEach(scope -> scopes.add(scope.key()));
    return json;
  }

  private StoredKey key(JsonNode json) {
    String id = json.path("id").asString("");
    String hash = json.path("sha256").asString("");
    Instant created = time(json.path("created"));
    if (!ID.matcher(id).matches() || !HASH.matcher(hash).matches() || created == null) {
      throw refuse("each key with id, sha256 and created");
    }
    List<String> scopes = new ArrayList<>();
    json.path("scopes").forEach(scope -> scopes.add(scope.asString("")));
    return new StoredKey(
        new ApiKey(
            id,
            json.path("name").asString(id),
            Scopes.of(scopes),
            created,
            time(json.path("last_used")),
            time(json.path("revoked"))),
        hash);
  }

  private @Nullable Instant time(JsonNode json) {
    if (json.isNull() || json.isMissingNode()) {
      return null;
    }
    try {
      return Instant.parse(json.asString(""));
    } catch (DateTimeParseException e) {
      throw refuse("times such as 2026-01-31T12:00:00Z");
    }
  }

  private InvalidInputException refuse(String expected) {
    return new InvalidInputException(
        Problem.of("keys", path, expected).next("bring it back from a copy, or remove it"));
  }
}
