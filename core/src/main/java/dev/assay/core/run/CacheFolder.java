package dev.assay.core.run;

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
 * The answers of one target version: append-only segments, each written by one process at a time.
 * Indexed once, on opening; what other processes add later is not seen.
 */
final class CacheFolder implements AutoCloseable {

  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".txt";
  private static final int MOST_SEGMENTS = 256;

  private record Place(CacheSegment segment, CacheSegment.Span span) {}

  private final Path directory;
  private final Map<String, Place> index = new HashMap<>();
  private final List<CacheSegment> open = new ArrayList<>();
  private @Nullable CacheSegment own;
  private boolean unwritable;

  CacheFolder(Path directory) {
    this.directory = directory;
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(CacheFolder::isSegment).sorted().forEach(this::load);
    } catch (IOException e) {
      // Not there yet, or not readable: nothing is known.
      index.clear();
    }
  }

  synchronized byte @Nullable [] get(String key) {
    Place place = index.get(key);
    return place == null ? null : place.segment().read(key, place.span());
  }

  synchronized boolean put(String key, byte[] json) {
    CacheSegment segment = writable();
    if (segment == null) {
      return false;
    }
    try {
      index.put(key, new Place(segment, segment.append(key, json)));
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

  private void load(Path file) {
    try {
      CacheSegment segment = CacheSegment.openToRead(file);
      open.add(segment);
      segment.scan((key, span) -> index.put(key, new Place(segment, span)));
    } catch (IOException e) {
      // A segment that cannot be read holds nothing.
    }
  }

  private @Nullable CacheSegment writable() {
    if (own != null || unwritable) {
      return unwritable ? null : own;
    }
    try {
      Files.createDirectories(directory);
      for (int i = 0; i < MOST_SEGMENTS && own == null; i++) {
        own = CacheSegment.openToWrite(directory.resolve(PREFIX + i + SUFFIX));
      }
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

  private static boolean isSegment(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }
}
