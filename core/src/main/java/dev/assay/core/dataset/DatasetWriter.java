package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes datasets in every format that {@link DatasetReader} reads.
 *
 * <p>What is written is read back equal, with the same content hash: any text survives, NUL and
 * lone surrogates included. Only {@link DatasetFormat#JSON} and {@link DatasetFormat#YAML} keep the
 * dataset's name and task type.
 *
 * @since 0.1
 */
public final class DatasetWriter {

  private DatasetWriter() {}

  /**
   * Writes a file, in the format that its extension names, replacing it in one step.
   *
   * @throws InvalidInputException if the extension names no format, or the file cannot be written
   */
  public static void write(Dataset dataset, Path path) {
    write(dataset, path, DatasetFormat.ofPath(path));
  }

  /**
   * Writes a file, replacing it in one step.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public static void write(Dataset dataset, Path path, DatasetFormat format) {
    EditLock.hold(path, () -> replace(dataset, path, format));
  }

  private static void replace(Dataset dataset, Path path, DatasetFormat format) {
    try {
      AtomicFile.write(path, out -> write(dataset, out, format));
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("dataset file", path, "a file that can be written").next(e.toString()), e);
    }
  }

  /**
   * Writes to a stream, which stays open.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Dataset dataset, OutputStream out, DatasetFormat format)
      throws IOException {
    switch (format) {
      case JSONL -> {
        for (Example example : dataset.examples()) {
          out.write(Json.writeUtf8(ExampleJson.write(example)));
          out.write('\n');
        }
      }
      case JSON -> {
        out.write(Json.writeUtf8(document(dataset)));
        out.write('\n');
      }
      case CSV -> out.write(CsvTable.write(dataset).getBytes(StandardCharsets.UTF_8));
      case YAML -> out.write(yaml(dataset).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static ObjectNode document(Dataset dataset) {
    ObjectNode document = heading(dataset);
    ArrayNode examples = document.putArray("examples");
    dataset.examples().forEach(example -> examples.add(ExampleJson.write(example)));
    return document;
  }

  private static ObjectNode heading(Dataset dataset) {
    ObjectNode document = Json.object().put("name", dataset.name());
    if (dataset.taskType() != null) {
      document.put("task_type", dataset.taskType());
    }
    return document;
  }

  private static String yaml(Dataset dataset) {
    StringBuilder text = new StringBuilder(YamlText.write(heading(dataset)));
    text.append("examples:\n");
    for (Example example : dataset.examples()) {
      text.append(YamlText.listItem(ExampleJson.write(example)));
    }
    return text.toString();
  }
}
