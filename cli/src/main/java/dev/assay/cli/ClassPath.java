package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class path that {@code --classpath} names. */
final class ClassPath {

  private ClassPath() {}

  /**
   * A class loader for the folders and jars of {@code text}, separated as on this system.
   *
   * @throws InvalidInputException if one is not there
   */
  static ClassLoader loader(String text) {
    List<URL> urls = new ArrayList<>();
    for (String entry : text.split(File.pathSeparator)) {
      try {
        Path path = Path.of(entry);
        if (!Files.exists(path)) {
          throw new InvalidInputException(
              Problem.of("--classpath", entry, "a folder or jar that exists"));
        }
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException | InvalidPathException e) {
        throw new InvalidInputException(Problem.of("--classpath", entry, "a path"), e);
      }
    }
    return new URLClassLoader(
        "classpath", urls.toArray(URL[]::new), ClassPath.class.getClassLoader());
  }
}
