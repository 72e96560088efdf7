package dev.assay.core.cache;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache in a directory. Safe to use from several threads and processes at once; what is put is on
 * disk when {@link #put} returns, so that a killed process does not lose it.
 *
 * <p>A folder per {@link Shelf}, which may be deleted at any time, with append-only files of at
 * most 64 MiB. Entries above 8 MiB are not kept. A cache that cannot be read or written any more
 * makes its user slower and nothing else.
 *
 * @since 0.1
 */
public final class DiskCache implements AutoCloseable {

  /** The largest entry in bytes. */
  public static final int LARGEST_ENTRY = 8 << 20;

  private final Path directory;
  private final Clock clock;
  private final Map<String, CacheFolder> folders = new HashMap<>();
  private boolean closed;

  private DiskCache(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Opens the cache in {@code directory}, which is made if it is missing.
   *
   * @param clock tells when entries were used, for pruning
   * @throws InvalidInputException if the directory cannot be used
   */
  public static DiskCache open(Path directory, Clock clock) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("cache", directory, "a directory that can be written: " + e)
              .next("choose another, or run with --no-cache"),
          e);
    }
    return new DiskCache(directory, clock);
  }

  /**
   * What is kept under {@code key}; null if nothing is.
   *
   * @param key 64 hexadecimal digits, such as of a SHA-256
   */
  public byte @Nullable [] get(Shelf shelf, String key) {
    CacheFolder folder = folder(shelf);
    return folder == null ? null : folder.get(key, clock.instant().getEpochSecond());
  }

  /**
   * Keeps one line of JSON, in place of what was kept under {@code key}.
   *
   * @param key 64 hexadecimal digits, such as of a SHA-256
   * @return whether it was kept
   * @throws IllegalArgumentException if the JSON has several lines
   */
  public boolean put(Shelf shelf, String key, byte[] json) {
    for (byte b : json) {
      if (b == '\n') {
        throw new IllegalArgumentException("json: several lines (expected: one)");
      }
    }
    CacheFolder folder = json.length > LARGEST_ENTRY || json.length == 0 ? null : folder(shelf);
    return folder != null && folder.put(key, json, clock.instant().getEpochSecond());
  }

  @Override
  public synchronized void close() {
    closed = true;
    folders.values().forEach(CacheFolder::close);
    folders.clear();
  }

  private synchronized @Nullable CacheFolder folder(Shelf shelf) {
    if (closed) {
      return null;
    }
    return folders.computeIfAbsent(
        shelf.folder(), name -> new CacheFolder(directory.resolve(name), shelf));
  }
}
