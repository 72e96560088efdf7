package dev.assay.core.model;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Opens entailment models in files; found with {@link ServiceLoader}.
 *
 * @since 0.1
 */
public interface EntailmentModelProvider {

  /**
   * Opens the model in {@code path}, a folder or a file. It may be kept for the whole process.
   *
   * @param setting what the user named the path in, such as {@code grounding.nli}, for errors
   * @throws InvalidInputException if there is no usable model
   */
  EntailmentModel open(Path path, String setting);

  /**
   * Opens a model with the provider on the class path.
   *
   * @throws InvalidInputException if there is no provider or no usable model
   */
  static EntailmentModel openInstalled(Path path, String setting) {
    return ServiceLoader.load(
            EntailmentModelProvider.class, EntailmentModelProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of(setting, path.toString(), "a program that runs ONNX models")
                        .next("add assay-models to the class path")))
        .open(path, setting);
  }
}
