package dev.assay.cli;

import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.Example;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Examples as a server sends them, read as strictly as those of a file. */
final class ReceivedExamples {

  private ReceivedExamples() {}

  /**
   * Reads them.
   *
   * @throws InvalidInputException if one is none
   */
  static List<Example> read(Iterable<JsonNode> examples) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (JsonNode example : examples) {
      lines.writeBytes(Json.writeUtf8(example));
      lines.write('\n');
    }
    if (lines.size() == 0) {
      return List.of();
    }
    try {
      Path file = Files.createTempFile("assay-examples", ".jsonl");
      try {
        Files.write(file, lines.toByteArray());
        return DatasetReader.read(file).dataset().examples();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("temporary file", e.getMessage(), "room for it"), e);
    }
  }
}
