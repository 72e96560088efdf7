package dev.assay.core.evaluator;

import dev.assay.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads reference vectors: one JSON document a line, beside the test that uses them. */
public final class Vectors {

  private Vectors() {}

  /** One row: what went in and what the reference implementation gave. */
  public record Row(String id, JsonNode input, JsonNode expected) {

    @Override
    public String toString() {
      return id;
    }
  }

  /** The rows of {@code file} beside {@code test}. */
  public static Stream<Row> of(Class<?> test, String file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(test.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      List<Row> rows = reader.lines().map(line -> row(line, file)).toList();
      return rows.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON array as texts. */
  public static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private static Row row(String line, String file) {
    JsonNode node = Json.parse(line, file, 1);
    return new Row(node.get("id").stringValue(), node.get("input"), node.get("expected"));
  }
}
