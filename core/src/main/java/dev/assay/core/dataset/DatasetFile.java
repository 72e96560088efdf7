package dev.assay.core.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One file of a dataset.
 *
 * @param path the file as the user named it
 * @param examples its examples, in order
 * @since 0.1
 */
public record DatasetFile(Path path, List<Example> examples) {

  /** Copies the examples. */
  public DatasetFile {
    Objects.requireNonNull(path, "path");
    examples = List.copyOf(examples);
  }
}
