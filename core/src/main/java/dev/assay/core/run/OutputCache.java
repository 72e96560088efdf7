package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  private static final int LARGEST_ANSWER = 8 << 20;
  private static final int VERSION_DIGITS = 24;

  private final Path directory;
  private final Map<String, CacheFolder> folders = new HashMap<>();
  private boolean closed;

  private OutputCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the cache in {@code directory}, which is made if it is missing.
   *
   * @throws InvalidInputException if the directory cannot be used
   */
  public static OutputCache open(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("cache", directory, "a directory that can be written: " + e)
              .next("choose another, or run with --no-cache"),
          e);
    }
    return new OutputCache(directory);
  }

  /** The answer of the target of this version to this example and repetition, if it is known. */
  public Optional<Interaction> get(String targetVersion, Example example, int repeat) {
    CacheFolder folder = folder(targetVersion);
    byte[] json = folder == null ? null : folder.get(key(example, repeat));
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
    CacheFolder folder = answer.failed() ? null : folder(targetVersion);
    if (folder == null) {
      return false;
    }
    Interaction stored =
        answer.input().equals(example.inputMessages())
            ? answer.toBuilder().input(List.of()).build()
            : answer;
    byte[] json = Json.writeUtf8(InteractionJson.write(stored));
    return json.length <= LARGEST_ANSWER && folder.put(key(example, repeat), json);
  }

  @Override
  public synchronized void close() {
    closed = true;
    folders.values().forEach(CacheFolder::close);
    folders.clear();
  }

  private static Interaction answer(ObjectNode json, Example example) {
    Interaction answer = InteractionJson.read(json);
    return answer.input().isEmpty()
        ? answer.toBuilder().input(example.inputMessages()).build()
        : answer;
  }

  private synchronized @Nullable CacheFolder folder(String targetVersion) {
    if (closed) {
      return null;
    }
    return folders.computeIfAbsent(
        targetVersion,
        version -> {
          String hash = ContentHash.ofBytes(version.getBytes(StandardCharsets.UTF_8));
          int start = hash.indexOf(':') + 1;
          return new CacheFolder(directory.resolve(hash.substring(start, start + VERSION_DIGITS)));
        });
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
