package dev.assay.core.dataset;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a dataset file is written.
 *
 * @since 0.1
 */
public enum DatasetFormat {
  /** One JSON object a line: {@code .jsonl}, {@code .ndjson}. The format Assay itself writes. */
  JSONL("jsonl ndjson"),
  /** {@code {"name", "task_type", "examples": […]}} or a bare list: {@code .json}. */
  JSON("json"),
  /** A header and a row per example: {@code .csv}. */
  CSV("csv"),
  /** The JSON form, written as YAML: {@code .yaml}, {@code .yml}. */
  YAML("yaml yml");

  private final String extensions;

  DatasetFormat(String extensions) {
    this.extensions = extensions;
  }

  private List<String> extensions() {
    return List.of(extensions.split(" "));
  }

  /** The name as options spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with this key, in any case. */
  public static Optional<DatasetFormat> ofKey(String key) {
    return Arrays.stream(values()).filter(f -> f.key().equalsIgnoreCase(key)).findFirst();
  }

  /**
   * The format a file's extension names.
   *
   * @throws InvalidInputException if it names none
   */
  public static DatasetFormat ofPath(Path path) {
    String name = String.valueOf(path.getFileName());
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (DatasetFormat format : values()) {
      if (format.extensions().contains(extension)) {
        return format;
      }
    }
    List<String> known = Arrays.stream(values()).flatMap(f -> f.extensions().stream()).toList();
    throw new InvalidInputException(
        Problem.of("dataset file", path, "a name that ends in ." + String.join(", .", known))
            .next("rename the file or name its format; " + Nearest.advice(extension, known)));
  }
}
