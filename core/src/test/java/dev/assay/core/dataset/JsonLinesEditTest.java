package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesEditTest {

  private static final Example NEW =
      Example.builder("n", Partition.REGRESSION, "Where is \ud800 it?").build();
  private static final String NEW_LINE =
      "{\"id\":\"n\",\"partition\":\"regression\",\"input\":\"Where is \\ud800 it?\"}";

  private static String put(String before, Example... examples) {
    byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
    JsonLinesEdit.Edited edited = JsonLinesEdit.put(bytes, "d.jsonl", List.of(examples));
    return new String(edited.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void put_newExample_leavesEveryOtherByte() {
    String before = "{ \"id\" : \"a\",\t\"input\": \"x\" }\n\n{\"input\":\"y\",\"id\":\"b\"}\n";
    assertThat(put(before, NEW)).isEqualTo(before + NEW_LINE + "\n");
  }

  @Test
  void put_noLineEndAtTheEnd_isGivenOneOfTheFilesKind() {
    assertThat(put("{\"id\":\"a\"}", NEW)).isEqualTo("{\"id\":\"a\"}\n" + NEW_LINE + "\n");
    assertThat(put("{\"id\":\"a\"}\r\n{\"id\":\"b\"}", NEW))
        .isEqualTo("{\"id\":\"a\"}\r\n{\"id\":\"b\"}\r\n" + NEW_LINE + "\r\n");
    assertThat(put("", NEW)).isEqualTo(NEW_LINE + "\n");
  }

  @Test
  void put_sameId_replacesThatLineOnly() {
    String before = "\uFEFF{\"id\":\"n\",\"input\":\"old\"}\r\n{ \"id\":\"b\"}\r\n";
    assertThat(put(before, NEW)).isEqualTo("\uFEFF" + NEW_LINE + "\r\n{ \"id\":\"b\"}\r\n");
  }

  @Test
  void put_whatIsThere_changesNothing() {
    String before = "{\"partition\": \"regression\", \"input\": \"x\", \"id\":\"n\"}";
    Example same = Example.builder("n", Partition.REGRESSION, "x").build();
    byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
    JsonLinesEdit.Edited edited = JsonLinesEdit.put(bytes, "d.jsonl", List.of(same));
    assertThat(edited.bytes()).isEqualTo(bytes);
    assertThat(edited.added() + edited.replaced()).isZero();
  }

  @Test
  void put_lineThatIsNone_isNamed() {
    assertThatThrownBy(() -> put("{\"id\":\"a\"}\n[1]\n", NEW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("d.jsonl:2: line: [1] (expected: a JSON object");
    assertThatThrownBy(() -> put("{\"id\":\"a\"}\n{\"id\":\n", NEW))
        .hasMessageStartingWith("d.jsonl:2");
  }

  @Test
  void put_file_isReadBackWithTheExample(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("d.jsonl");
    assertThat(JsonLinesEdit.put(file, List.of(NEW)).added()).isEqualTo(1);
    assertThat(JsonLinesEdit.put(file, List.of(NEW)).added()).isZero();
    assertThat(Files.readAllLines(file)).containsExactly(NEW_LINE);
    assertThatThrownBy(() -> JsonLinesEdit.put(folder.resolve("d.csv"), List.of(NEW)))
        .hasMessageContaining("a JSON Lines file");
  }
}
