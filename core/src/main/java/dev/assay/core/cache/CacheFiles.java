package dev.assay.core.cache;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What lies in a cache directory and in the folders of other caches within it: read from the files,
 * beside whatever processes use them.
 *
 * @since 0.1
 */
public final class CacheFiles {

  /**
   * One folder of a cache in numbers.
   *
   * @param shelf what it holds; the name and version are empty where it does not say
   * @param folder where it is
   * @param entries how many entries can be read
   * @param bytes how large its files are, which is more than its entries where some were replaced
   * @param oldestUse when the entry that was not used for longest was used; null without entries
   * @param newestUse when an entry was used last; null without entries
   * @since 0.1
   */
  public record ShelfStats(
      Shelf shelf,
      Path folder,
      int entries,
      long bytes,
      @Nullable Instant oldestUse,
      @Nullable Instant newestUse) {}

  private static final int LARGEST_ABOUT = 1 << 16;

  private final List<Folder> folders;

  private CacheFiles(List<Folder> folders) {
    this.folders = folders;
  }

  /** An entry where it lies. */
  static final class Entry {
    private final Path segment;
    private final String key;
    private final CacheSegment.Span span;
    private long usedAt;

    private Entry(Path segment, String key, CacheSegment.Span span, long usedAt) {
      this.segment = segment;
      this.key = key;
      this.span = span;
      this.usedAt = usedAt;
    }

    Path segment() {
      return segment;
    }

    long usedAt() {
      return usedAt;
    }

    long bytes() {
      return span.bytes();
    }

    CacheSegment.Line line() {
      return new CacheSegment.Line(key, span, usedAt);
    }
  }

  /**
   * A folder and what is in it.
   *
   * @param sizes the sizes of its segments
   * @param entries the entries that count, by key, in the order of the files
   */
  record Folder(Path path, Shelf shelf, Map<Path, Long> sizes, Map<String, Entry> entries) {

    private ShelfStats stats() {
      long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
      Instant oldest = null;
      Instant newest = null;
      for (Entry entry : entries.values()) {
        Instant used = Instant.ofEpochSecond(entry.usedAt());
        oldest = oldest == null || used.isBefore(oldest) ? used : oldest;
        newest = newest == null || used.isAfter(newest) ? used : newest;
      }
      return new ShelfStats(shelf, path, entries.size(), bytes, oldest, newest);
    }
  }

  /**
   * Reads the cache in {@code directory}; a directory that is missing holds nothing.
   *
   * @throws InvalidInputException if it cannot be read
   */
  public static CacheFiles read(Path directory) {
    List<Folder> folders = new ArrayList<>();
    try {
      for (Path path : folders(directory)) {
        folders.add(folder(path));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("cache", directory, "a directory that can be read: " + e), e);
    }
    return new CacheFiles(folders);
  }

  /** The folders in numbers. */
  public List<ShelfStats> shelves() {
    return folders.stream().map(Folder::stats).toList();
  }

  List<Folder> folders() {
    return folders;
  }

  // Folders of shelves here and one level below; symbolic links are not followed.
  private static List<Path> folders(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path path : directories(directory)) {
      if (Shelf.isFolder(path.getFileName().toString())) {
        found.add(path);
      } else {
        directories(path).stream()
            .filter(inner -> Shelf.isFolder(inner.getFileName().toString()))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static List<Path> directories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
          .sorted()
          .toList();
    }
  }

  private static Folder folder(Path path) throws IOException {
    Map<Path, Long> sizes = new LinkedHashMap<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, Long> touched = new HashMap<>();
    for (Path segment : CacheFolder.segments(path)) {
      sizes.put(segment, Files.size(segment));
      CacheSegment.scan(
          segment,
          (key, span, at) -> {
            touched.merge(key, at, Math::max);
            if (span.length() > 0) {
              entries.remove(key);
              entries.put(key, new Entry(segment, key, span, at));
            }
          });
    }
    entries.values().forEach(entry -> entry.usedAt = touched.getOrDefault(entry.key, entry.usedAt));
    return new Folder(path, shelf(path), sizes, entries);
  }

  private static Shelf shelf(Path folder) {
    Path about = folder.resolve(CacheFolder.ABOUT);
    try {
      if (Files.isRegularFile(about) && Files.size(about) <= LARGEST_ABOUT) {
        String text = new String(Files.readAllBytes(about), StandardCharsets.UTF_8);
        JsonNode json = Json.parse(text, about.toString(), 1);
        return new Shelf(
            json.path("kind").asString("unknown"),
            json.path("name").asString(""),
            json.path("version").asString(""));
      }
    } catch (IOException | InvalidInputException e) {
      // Of use to people only; the entries count all the same.
    }
    return new Shelf("unknown", "", "");
  }
}
