package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class FieldMappingTest {

  @TempDir private Path folder;

  @Test
  void read_foreignColumns_becomeOurFields() throws IOException {
    FieldMapping mapping =
        mapping(
            """
            {"id": "qid", "input": "question", "expected_output": "/answers/text",
             "metadata.source": "corpus", "defaults": {"partition": "distribution", "tags": ["x"]},
             "unmapped": "metadata"}
            """);
    Path file =
        file(
            "d.jsonl",
            """
            {"qid": 5, "question": "q", "answers": {"text": ["a", "b"]}, "corpus": "squad", "lang": "en"}
            """);
    Example example = DatasetReader.read(file, mapping).dataset().examples().get(0);
    assertThat(Json.write(ExampleJson.write(example)))
        .isEqualTo(
            "{\"id\":\"5\",\"partition\":\"distribution\",\"input\":\"q\","
                + "\"expected_output\":[\"a\",\"b\"],\"tags\":[\"x\"],"
                + "\"metadata\":{\"source\":\"squad\",\"lang\":\"en\"}}");
  }

  @Test
  void read_partsOfInput_makeAnObject() throws IOException {
    FieldMapping mapping =
        FieldMapping.none()
            .withColumn("input.question", "q")
            .withColumn("input.lang", "l")
            .withDefaultPartition(Partition.GOLDEN)
            .withIds(FieldMapping.Ids.ROW);
    Path file = file("d.csv", "q,l\nWhy?,en\nHow?,de\n");
    Dataset dataset = DatasetReader.read(file, mapping).dataset();
    assertThat(dataset.examples()).extracting(Example::id).containsExactly("d-1", "d-2");
    assertThat(Json.write(dataset.examples().get(1).input()))
        .isEqualTo("{\"question\":\"How?\",\"lang\":\"de\"}");
  }

  @Test
  void read_unmappedColumns_areRefusedByDefault() throws IOException {
    FieldMapping mapping =
        FieldMapping.none().withColumn("input", "question").withDefaultPartition(Partition.GOLDEN);
    Path file = file("d.jsonl", "{\"id\": \"a\", \"question\": \"q\", \"lang\": \"en\"}\n");
    assertThatThrownBy(() -> DatasetReader.read(file, mapping))
        .hasMessageContaining(file + ":1:30: field: lang");
    assertThat(
            DatasetReader.read(file, mapping.withUnmapped(FieldMapping.Unmapped.DROP))
                .dataset()
                .examples()
                .get(0)
                .metadata())
        .isEmpty();
  }

  @Test
  void read_contentIds_followTheContent() throws IOException {
    FieldMapping mapping =
        FieldMapping.none()
            .withDefaultPartition(Partition.GOLDEN)
            .withIds(FieldMapping.Ids.CONTENT);
    Path one = file("one.jsonl", "{\"input\": \"a\"}\n{\"input\": \"b\"}\n");
    Path two = file("two.jsonl", "{\"input\": \"b\"}\n{\"input\": \"a\"}\n");
    String id = DatasetReader.read(one, mapping).dataset().examples().get(0).id();
    assertThat(id).matches("c-[0-9a-f]{16}");
    assertThat(DatasetReader.read(two, mapping).dataset().examples().get(1).id()).isEqualTo(id);
  }

  @Test
  void read_columnThatTableLacks_isNamed() throws IOException {
    FieldMapping mapping = FieldMapping.none().withColumn("input", "question");
    Path file = file("d.csv", "id,partition,prompt\n1,golden,q\n");
    assertThatThrownBy(() -> DatasetReader.read(file, mapping))
        .hasMessageContaining("d.csv:1: mapping.input: question (expected: a column of the file");
  }

  @Test
  void read_mistakenMapping_isRefusedWithTheNearestName() {
    assertThatThrownBy(() -> mapping("{\"expectd_output\": \"a\", \"ids\": \"rows\"}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("did you mean expected_output?")
        .hasMessageContaining("mapping.ids: rows (expected: required, content, row)");
    assertThatThrownBy(() -> mapping("{\"input\": 4}"))
        .hasMessage("mapping.input: 4 (expected: the name of a column)");
    assertThatThrownBy(() -> mapping("{\"defaults\": 4}"))
        .hasMessageContaining("mapping.defaults: 4");
    assertThatThrownBy(() -> mapping("{\"tags.x\": \"y\"}"))
        .hasMessageContaining("mapping: tags.x");
  }

  private static FieldMapping mapping(String json) {
    return FieldMapping.read((ObjectNode) Json.parse(json, "mapping", 1));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
