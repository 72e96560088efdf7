package dev.assay.core.run;

import dev.assay.core.cache.DiskCache;
import dev.assay.core.cache.Shelf;
import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers of targets, kept on disk by target version, input, metadata and repetition, so that a
 * second run need not call the target. Holds successful answers only. Safe to use from several
 * threads and processes at once.
 *
 * <p>One folder per target version, which may be deleted at any time. Answers above 8 MiB are not
 * kept. A cache that cannot be read or written any more makes a run slower and nothing else.
 *
 * @since 0.1
 */
public final class OutputCache implements AutoCloseable {

  private final DiskCache disk;
  private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();

  private OutputCache(DiskCache disk) {
    this.disk = disk;
  }

  /**
   * Opens the cache in {@code directory}, which is made if it is missing.
   *
   * @throws InvalidInputException if the directory cannot be used
   */
  public static OutputCache open(Path directory) {
    return open(directory, Clock.systemUTC());
  }

  /**
   * Opens the cache in {@code directory}, which is made if it is missing.
   *
   * @param clock tells when answers were used, for pruning
   * @throws InvalidInputException if the directory cannot be used
   */
  public static OutputCache open(Path directory, Clock clock) {
    return new OutputCache(DiskCache.open(directory, clock));
  }

  /**
   * Says what people call the target of this version, for those who look at the cache.
   *
   * @param name a name without secrets
   */
  public void describe(String targetVersion, String name) {
    shelves.put(targetVersion, new Shelf("outputs", name, targetVersion));
  }

  /** The answer of the target of this version to this example and repetition, if it is known. */
  public Optional<Interaction> get(String targetVersion, Example example, int repeat) {
    byte[] json = disk.get(shelf(targetVersion), key(example, repeat));
    if (json == null) {
      return Optional.empty();
    }
    try {
      String text = new String(json, StandardCharsets.UTF_8);
      if (Json.parse(text, "cache", 1) instanceof ObjectNode object) {
        return Optional.of(answer(object, example));
      }
      return Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps an answer; failed ones and huge ones are not kept.
   *
   * @return whether it was kept, so that a killed process does not lose it
   */
  public boolean put(String targetVersion, Example example, int repeat, Interaction answer) {
    if (answer.failed()) {
      return false;
    }
    Interaction stored =
        answer.input().equals(example.inputMessages())
            ? answer.toBuilder().input(List.of()).build()
            : answer;
    byte[] json = Json.writeUtf8(InteractionJson.write(stored));
    return disk.put(shelf(targetVersion), key(example, repeat), json);
  }

  @Override
  public void close() {
    disk.close();
  }

  private static Interaction answer(ObjectNode json, Example example) {
    Interaction answer = InteractionJson.read(json);
    return answer.input().isEmpty()
        ? answer.toBuilder().input(example.inputMessages()).build()
        : answer;
  }

  private Shelf shelf(String targetVersion) {
    return shelves.computeIfAbsent(targetVersion, v -> new Shelf("outputs", "", v));
  }

  private static String key(Example example, int repeat) {
    ObjectNode key = Json.object();
    key.set("input", example.input());
    key.set("metadata", example.metadata());
    key.put("repeat", repeat);
    String hash = ContentHash.of(key);
    return hash.substring(hash.indexOf(':') + 1);
  }
}
