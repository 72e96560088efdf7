package dev.assay.cli;

import dev.assay.core.cache.CacheFiles;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cache a command is about, and how its size is said. */
final class CacheOptions {

  private static final Path DEFAULT = Path.of(".assay", "cache");
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "The cache; .assay/cache in the current folder unless given.")
  private @Nullable Path directory;

  Path directory() {
    return directory == null ? DEFAULT : directory;
  }

  /** What is in the cache; nothing if there is none at the default place. */
  CacheFiles read() {
    if (directory != null && !Files.isDirectory(directory)) {
      throw new InvalidInputException(
          Problem.of("--cache", directory, "a directory that exists")
              .next("looked at " + directory.toAbsolutePath().normalize()));
    }
    return CacheFiles.read(directory());
  }

  /** Bytes as people read them: {@code 12.3 MB}. */
  static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 999.95 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
