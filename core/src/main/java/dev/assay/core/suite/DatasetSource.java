package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.Location;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset file as a suite names it.
 *
 * @param path the file, resolved against the suite's folder
 * @param mapping for files with other names: the example's field to the file's
 * @param partition what its examples are for where they do not say; null if they all do
 * @param location where it stands in the suite, if in a file
 * @since 0.1
 */
public record DatasetSource(
    Path path,
    Map<String, String> mapping,
    @Nullable Partition partition,
    @Nullable Location location) {

  /** Checks and copies the parts. */
  public DatasetSource {
    requireNonNull(path, "path");
    mapping = Map.copyOf(mapping);
  }

  /** A file whose fields are named as Assay names them. */
  public static DatasetSource of(Path path) {
    return new DatasetSource(path, Map.of(), null, null);
  }

  DatasetSource under(Path folder) {
    return new DatasetSource(folder.resolve(path), mapping, partition, location);
  }
}
