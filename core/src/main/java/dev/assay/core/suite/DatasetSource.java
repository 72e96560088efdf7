package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.Location;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dataset file as a suite names it.
 *
 * @param path the file, resolved against the suite's folder
 * @param mapping how the file's own names become fields, in the form that {@link
 *     dev.assay.core.dataset} reads; null if they are Assay's
 * @param partition what its examples are for where they do not say; null if they all do
 * @param location where it stands in the suite, if in a file
 * @since 0.1
 */
public record DatasetSource(
    Path path,
    @Nullable ObjectNode mapping,
    @Nullable Partition partition,
    @Nullable Location location) {

  /** Checks the parts. */
  public DatasetSource {
    requireNonNull(path, "path");
  }

  /** A file whose fields are named as Assay names them. */
  public static DatasetSource of(Path path) {
    return new DatasetSource(path, null, null, null);
  }

  DatasetSource under(Path folder) {
    return new DatasetSource(folder.resolve(path), mapping, partition, location);
  }
}
