package dev.assay.core.dataset;

import dev.assay.core.problem.Location;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A dataset and where it was read from.
 *
 * @param dataset all examples, in the order of the files
 * @param files each file with its examples
 * @param locations for each example's id, the place at which it begins
 * @since 0.1
 */
public record LoadedDataset(
    Dataset dataset, List<DatasetFile> files, Map<String, Location> locations) {

  /** Copies the collections. */
  public LoadedDataset {
    Objects.requireNonNull(dataset, "dataset");
    files = List.copyOf(files);
    locations = Map.copyOf(locations);
  }

  /** Where the example with this id begins. */
  public Optional<Location> location(String id) {
    return Optional.ofNullable(locations.get(id));
  }
}
