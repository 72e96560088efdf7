package dev.assay.cli;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.DatasetWriter;
import dev.assay.core.dataset.EditLock;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is to write. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Refuses to write over what is there.
   *
   * @throws InvalidInputException if the file is there and may not be replaced
   */
  static void check(Path file, boolean overwrite) {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(Problem.of("--output", file, "a file, not a folder"));
    }
    if (Files.exists(file) && !overwrite) {
      throw new InvalidInputException(
          Problem.of("--output", file, "a file that is not there yet")
              .next("use --overwrite to replace it"));
    }
  }

  /**
   * Writes a dataset, unless somebody else has written the file since it was looked for.
   *
   * @throws InvalidInputException if it is there and may not be replaced, or cannot be written
   */
  static void write(Dataset dataset, Path file, DatasetFormat format, boolean overwrite) {
    EditLock.hold(
        file,
        () -> {
          check(file, overwrite);
          DatasetWriter.write(dataset, file, format);
        });
  }

  /**
   * Makes a folder.
   *
   * @throws InvalidInputException if it cannot be made
   */
  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--output", folder, "a folder that can be written"), e);
    }
  }
}
