package dev.assay.cli;

import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.LoadedDataset;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The dataset that most commands below {@code assay dataset} work on. */
final class DatasetFiles {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Dataset files: JSON Lines, JSON, CSV or YAML.")
  private List<Path> files = List.of();

  @Mixin private MappingOptions mapping = new MappingOptions();

  /** Reads them as one dataset. */
  LoadedDataset read() {
    return DatasetReader.read(files, mapping.mapping(), mapping.format());
  }
}
