package dev.assay.core.cache;

import dev.assay.core.cache.CacheFiles.Entry;
import dev.assay.core.cache.CacheFiles.Folder;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to go from a cache: everything, what was not used since some time, or what was not used
 * for longest until the rest is small enough.
 *
 * @param all whether everything goes
 * @param notUsedSince goes what was used last before this; null to keep by age
 * @param mostBytes how large the rest may be; null to keep by size
 * @since 0.1
 */
public record CachePruning(boolean all, @Nullable Instant notUsedSince, @Nullable Long mostBytes) {

  /**
   * What was done, or would be.
   *
   * @param entries how many entries went
   * @param bytes by how much the files became smaller; on a dry run how large the entries are
   * @param keptEntries how many entries are left
   * @param inUse the files that were left alone because another process writes them
   * @since 0.1
   */
  public record Result(int entries, long bytes, int keptEntries, List<Path> inUse) {

    /** Copies the list. */
    public Result {
      inUse = List.copyOf(inUse);
    }
  }

  /** What would go, without touching anything. */
  public Result plan(CacheFiles files) {
    Set<Entry> gone = choose(files);
    int all = files.folders().stream().mapToInt(folder -> folder.entries().size()).sum();
    long bytes = gone.stream().mapToLong(Entry::bytes).sum();
    return new Result(gone.size(), bytes, all - gone.size(), List.of());
  }

  /**
   * Prunes. Processes that use the cache meanwhile see entries missing, and no wrong ones.
   *
   * @throws InvalidInputException if a file cannot be changed
   */
  public Result prune(CacheFiles files) {
    Set<Entry> gone = choose(files);
    Tally tally = new Tally();
    for (Folder folder : files.folders()) {
      try {
        tally.prune(folder, gone);
      } catch (IOException e) {
        throw new InvalidInputException(
            Problem.of("cache", folder.path(), "a folder that can be changed: " + e), e);
      }
    }
    return tally.result();
  }

  private Set<Entry> choose(CacheFiles files) {
    List<Entry> entries = new ArrayList<>();
    files.folders().forEach(folder -> entries.addAll(folder.entries().values()));
    Set<Entry> gone = new HashSet<>();
    long left = 0;
    for (Entry entry : entries) {
      boolean old = notUsedSince != null && entry.usedAt() < notUsedSince.getEpochSecond();
      if (all || old) {
        gone.add(entry);
      } else {
        left += entry.bytes();
      }
    }
    if (mostBytes != null && left > mostBytes) {
      entries.sort(Comparator.comparingLong(Entry::usedAt));
      for (Entry entry : entries) {
        if (left > mostBytes && gone.add(entry)) {
          left -= entry.bytes();
        }
      }
    }
    return gone;
  }

  /** Adds up what went. */
  private static final class Tally {

    private int entries;
    private long bytes;
    private int kept;
    private final List<Path> inUse = new ArrayList<>();

    void prune(Folder folder, Set<Entry> gone) throws IOException {
      for (Map.Entry<Path, Long> segment : folder.sizes().entrySet()) {
        List<Entry> here =
            folder.entries().values().stream()
                .filter(entry -> entry.segment().equals(segment.getKey()))
                .toList();
        List<Entry> staying = here.stream().filter(entry -> !gone.contains(entry)).toList();
        long lines = staying.stream().mapToLong(Entry::bytes).sum();
        if (lines == segment.getValue() && lines > 0) {
          kept += here.size();
        } else {
          rewrite(segment.getKey(), segment.getValue(), here, staying);
        }
      }
      removeIfEmpty(folder.path());
    }

    private void rewrite(Path path, long size, List<Entry> here, List<Entry> staying)
        throws IOException {
      CacheSegment segment = CacheSegment.openToWrite(path);
      if (segment == null) {
        inUse.add(path);
        kept += here.size();
        return;
      }
      try (segment) {
        long before = Files.size(path);
        // One more, where opening ended a torn line.
        if (before != size && before != size + 1) {
          inUse.add(path);
          kept += here.size();
          return;
        }
        long after = segment.keep(staying.stream().map(Entry::line).toList());
        if (after == 0) {
          // While it is locked, so that nobody begins to write to it.
          Files.deleteIfExists(path);
        }
        entries += here.size() - staying.size();
        kept += staying.size();
        bytes += before - after;
      }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
      if (!CacheFolder.segments(folder).isEmpty()) {
        return;
      }
      Files.deleteIfExists(folder.resolve(CacheFolder.ABOUT));
      try (Stream<Path> rest = Files.list(folder)) {
        if (rest.findAny().isPresent()) {
          return;
        }
      }
      Files.deleteIfExists(folder);
    }

    Result result() {
      return new Result(entries, bytes, kept, inUse);
    }
  }
}
