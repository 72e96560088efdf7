package dev.assay.server.dataset;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of datasets. Only names that are in it are found, and no links, so that no path leads
 * out of it.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class DatasetFolder {

  /** How many files are looked at. */
  public static final int MOST_FILES = 1_000;

  private static final long LARGEST = 64L << 20;
  private static final int KEPT = 16;

  private final Path folder;
  private final Map<Path, Kept> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Kept> eldest) {
          return size() > KEPT;
        }
      };

  /** Of datasets that lie in a folder, which need not be there yet. */
  public DatasetFolder(Path folder) {
    this.folder = requireNonNull(folder, "folder");
  }

  /**
   * What a file was when it was read: the file and the lock beside it, by size and time.
   *
   * @param bytes the file's size
   * @param modifiedAt when it was last changed
   * @param lock the same of the lock
   */
  public record Stamp(long bytes, Instant modifiedAt, String lock) {}

  private record Kept(Stamp stamp, SoftReference<LoadedDataset> loaded) {}

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** The dataset files, by name. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(inside(folder));
    files.removeIf(file -> !isDataset(file));
    return files;
  }

  /** What lies in a folder, but for links, by name; nothing where there is no folder. */
  public static List<Path> inside(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !Files.isSymbolicLink(file)).sorted().limit(MOST_FILES).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The file with this name, if there is one that is not too large to be shown. */
  public Optional<Path> find(String name) {
    return files().stream()
        .filter(file -> String.valueOf(file.getFileName()).equals(name))
        .filter(file -> size(file) <= LARGEST)
        .findFirst();
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInputException with every mistake in it
   */
  public Optional<LoadedDataset> read(String name) {
    return find(name).map(this::load);
  }

  private LoadedDataset load(Path file) {
    Stamp stamp = stamp(file);
    LoadedDataset loaded = kept(file, stamp);
    if (loaded == null) {
      loaded = DatasetReader.read(file);
      synchronized (kept) {
        kept.put(file, new Kept(stamp, new SoftReference<>(loaded)));
      }
    }
    return loaded;
  }

  private @Nullable LoadedDataset kept(Path file, Stamp stamp) {
    synchronized (kept) {
      Kept found = kept.get(file);
      return found == null || !found.stamp().equals(stamp) ? null : found.loaded().get();
    }
  }

  /** What a file is now: what was made of it holds for as long as this is the same. */
  public static Stamp stamp(Path file) {
    return new Stamp(size(file), modified(file), lockStamp(GoldenLock.pathFor(file)));
  }

  private static String lockStamp(Path lock) {
    return Files.exists(lock) ? size(lock) + " " + modified(lock) : "";
  }

  private static long size(Path file) {
    return look(file, Files::size, Long.MAX_VALUE);
  }

  private static Instant modified(Path file) {
    return look(file, path -> Files.getLastModifiedTime(path).toInstant(), Instant.EPOCH);
  }

  @FunctionalInterface
  private interface Look<T> {
    T at(Path file) throws IOException;
  }

  private static <T> T look(Path file, Look<T> look, T otherwise) {
    try {
      return look.at(file);
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static boolean isDataset(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      DatasetFormat.ofPath(file);
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }
}
