package dev.assay.junit;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the suite file that a test names. */
final class SuitePath {

  private SuitePath() {}

  /**
   * The file at {@code name}, from the working directory, which Maven and Gradle set to the
   * module's; else the resource of that name on the class path of {@code test}.
   *
   * @throws InvalidInputException if there is neither
   */
  static Path find(String name, Class<?> test) {
    Path file = path(name);
    if (Files.exists(file)) {
      return file;
    }
    ClassLoader loader = test.getClassLoader();
    URL resource = loader.getResource(name.startsWith("/") ? name.substring(1) : name);
    if (resource == null) {
      throw new InvalidInputException(
          Problem.of(
              "suite",
              name,
              "a file from " + Path.of("").toAbsolutePath() + ", or a resource on the class path"));
    }
    if (!resource.getProtocol().equals("file")) {
      // A suite names other files beside it; inside a jar they cannot be opened.
      throw new InvalidInputException(
          Problem.of("suite", resource, "a file in a folder, not in an archive"));
    }
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new InvalidInputException(Problem.of("suite", resource, "a file"), e);
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(Problem.of("suite", name, "the path of a file"), e);
    }
  }
}
