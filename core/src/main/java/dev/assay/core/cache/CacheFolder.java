package dev.assay.core.cache;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one shelf: append-only segments, each written by one process at a time. Indexed
 * once, on opening; what other processes add later is not seen.
 */
final class CacheFolder implements AutoCloseable {

  static final String ABOUT = "about.json";

  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".txt";
  private static final int MOST_SEGMENTS = 256;
  private static final long DAY_SECONDS = 86_400;

  private static final class Place {
    private final CacheSegment segment;
    private final CacheSegment.Span span;
    private long usedAt;

    Place(CacheSegment segment, CacheSegment.Span span, long usedAt) {
      this.segment = segment;
      this.span = span;
      this.usedAt = usedAt;
    }
  }

  private final Path directory;
  private final Shelf shelf;
  private final Map<String, Place> index = new HashMap<>();
  private final List<CacheSegment> open = new ArrayList<>();
  private @Nullable CacheSegment own;
  private boolean unwritable;

  CacheFolder(Path directory, Shelf shelf) {
    this.directory = directory;
    this.shelf = shelf;
    try {
      segments(directory).forEach(this::load);
    } catch (IOException e) {
      // Not there yet, or not readable: nothing is known.
      index.clear();
    }
  }

  /** The segments in a folder, in the order in which later entries replace earlier ones. */
  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(CacheFolder::isSegment).sorted().toList();
    }
  }

  synchronized byte @Nullable [] get(String key, long now) {
    Place place = index.get(key);
    if (place == null) {
      return null;
    }
    byte[] json = place.segment.read(key, place.span);
    if (json != null && now - place.usedAt >= DAY_SECONDS) {
      place.usedAt = now;
      touch(key, now);
    }
    return json;
  }

  synchronized boolean put(String key, byte[] json, long now) {
    CacheSegment segment = writable();
    if (segment == null) {
      return false;
    }
    try {
      index.put(key, new Place(segment, segment.append(key, json, now), now));
      return true;
    } catch (IOException e) {
      unwritable = true;
      return false;
    }
  }

  @Override
  public synchronized void close() {
    index.clear();
    open.forEach(CacheSegment::close);
    open.clear();
    unwritable = true;
  }

  // At most once a day for each entry, so that what is used is not pruned.
  private void touch(String key, long now) {
    CacheSegment segment = writable();
    if (segment != null) {
      try {
        segment.touch(key, now);
      } catch (IOException e) {
        unwritable = true;
      }
    }
  }

  private void load(Path file) {
    try {
      CacheSegment segment = CacheSegment.openToRead(file);
      open.add(segment);
      CacheSegment.scan(
          file,
          (key, span, at) -> {
            Place known = index.get(key);
            if (span.length() > 0) {
              index.put(key, new Place(segment, span, at));
            } else if (known != null) {
              known.usedAt = Math.max(known.usedAt, at);
            }
          });
    } catch (IOException e) {
      // A segment that cannot be read holds nothing.
    }
  }

  private @Nullable CacheSegment writable() {
    if (unwritable || (own != null && !own.full())) {
      return unwritable ? null : own;
    }
    own = null;
    try {
      Files.createDirectories(directory);
      for (int i = 0; i < MOST_SEGMENTS && own == null; i++) {
        CacheSegment segment = CacheSegment.openToWrite(directory.resolve(PREFIX + i + SUFFIX));
        if (segment != null && segment.full()) {
          segment.close();
        } else {
          own = segment;
        }
      }
      describe();
    } catch (IOException e) {
      own = null;
    }
    if (own == null) {
      unwritable = true;
    } else {
      open.add(own);
    }
    return own;
  }

  // For people who look at the cache; nothing depends on it.
  private void describe() throws IOException {
    Path about = directory.resolve(ABOUT);
    if (!Files.exists(about)) {
      Files.write(about, Json.writeUtf8(shelf.toJson()));
    }
  }

  private static boolean isSegment(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX) && Files.isRegularFile(file);
  }
}
