package dev.assay.core.evaluator.safety;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads lists: those that come with the classes, and the user's. */
final class Resources {

  private static final long LARGEST = 10_000_000;

  private Resources() {}

  /** The lines of a resource that are neither empty nor comments. */
  static List<String> lines(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + name + " (expected: beside its class)");
      }
      return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8), "#");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of {@code text} that are neither blank nor start with {@code comment}. */
  static List<String> lines(String text, String comment) {
    return text.lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty() && !l.startsWith(comment))
        .toList();
  }

  /**
   * The text of a file that a parameter names.
   *
   * @throws InvalidInputException if it cannot be read as UTF-8, or is too large
   */
  static String file(String subject, Path baseDirectory, String name) {
    try {
      Path path = baseDirectory.resolve(name);
      if (Files.size(path) > LARGEST) {
        throw new InvalidInputException(
            Problem.of(subject, name, "a file of at most " + LARGEST + " bytes"));
      }
      return Files.readString(path);
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException(
          Problem.of(subject, name, "a readable file in UTF-8")
              .next("paths are relative to the suite"),
          e);
    }
  }
}
