package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetReaderTest {

  @TempDir private Path folder;

  @Test
  void read_jsonLinesWithMarkBlankLinesAndCarriageReturns_findsEachAtItsLine() throws IOException {
    Path file = file("d.jsonl", "\ufeff" + row("a").strip() + "\r\n\r\n   \n" + row("b").strip());
    LoadedDataset loaded = DatasetReader.read(file);
    assertThat(loaded.dataset().name()).isEqualTo("d");
    assertThat(loaded.dataset().examples()).extracting(Example::id).containsExactly("a", "b");
    assertThat(loaded.location("b")).contains(Location.ofLine(file.toString(), 4));
  }

  @Test
  void read_everyField_keepsIt() throws IOException {
    Path file =
        file(
            "d.jsonl",
            "{\"id\":7,\"partition\":\"Regression\",\"input\":{\"question\":\"q\"},"
                + "\"expected_output\":[\"a\",\"b\"],\"context\":[\"c\",{\"id\":\"doc\"}],"
                + "\"metadata\":{\"root_cause\":\"r\"},\"created_at\":\"2026-01-02T03:04:05+01:00\","
                + "\"tags\":[\"t\"],\"reviews\":[{\"by\":\"Ada\",\"at\":\"2026-01-02\",\"note\":\"n\"}],"
                + "\"provenance\":{\"run\":\"r1\"}}");
    Example example = DatasetReader.read(file).dataset().examples().get(0);
    assertThat(example.id()).isEqualTo("7");
    assertThat(example.partition()).isEqualTo(Partition.REGRESSION);
    assertThat(example.inputText()).isEqualTo("q");
    assertThat(example.references()).containsExactly("a", "b");
    assertThat(example.context()).hasSize(2);
    assertThat(example.metadata().get("root_cause").stringValue()).isEqualTo("r");
    assertThat(example.createdAt()).isEqualTo("2026-01-02T03:04:05+01:00");
    assertThat(example.tags()).containsExactly("t");
    assertThat(example.reviews()).containsExactly(new Review("Ada", "2026-01-02", "n"));
    assertThat(example.provenance()).isEqualTo(Json.object().put("run", "r1"));
  }

  @Test
  void read_duplicateIds_namesBothLines() throws IOException {
    Path file = file("d.jsonl", row("a") + row("b") + "\n" + row("a"));
    assertThat(problems(file))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            file + ":4: id: a (expected: unique in the dataset, but it is at " + file + ":1 too)");
  }

  @Test
  void read_duplicateIdsInTwoFiles_namesBothFiles() throws IOException {
    Path first = file("one.jsonl", row("a"));
    Path second = file("two.jsonl", row("b") + row("a"));
    assertThatThrownBy(() -> DatasetReader.read(List.of(first, second), FieldMapping.none()))
        .hasMessageContaining(second + ":2: id: a")
        .hasMessageContaining(first + ":1 too");
  }

  @Test
  void read_twoFiles_joinsThemInOrder() throws IOException {
    Path first = file("one.jsonl", row("a"));
    Path second = file("two.json", "{\"task_type\":\"qa\",\"examples\":[" + row("b") + "]}");
    LoadedDataset loaded = DatasetReader.read(List.of(first, second), FieldMapping.none());
    assertThat(loaded.dataset().name()).isEqualTo("one+two");
    assertThat(loaded.dataset().taskType()).isEqualTo("qa");
    assertThat(loaded.files()).extracting(f -> f.examples().size()).containsExactly(1, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'partition':'golden','input':'q'}|id: missing (expected: a text",
        "{'id':' ','partition':'golden','input':'q'}|id: \" \" (expected: a text",
        "{'id':['a'],'partition':'golden','input':'q'}|id: [\"a\"] (expected: a text",
        "{'id':'a','input':'q'}|partition: missing (expected: golden, regression",
        "{'id':'a','partition':'goldn','input':'q'}|did you mean golden?",
        "{'id':'a','partition':4,'input':'q'}|partition: 4 (expected: golden",
        "{'id':'a','partition':'golden'}|input: missing (expected: a string",
        "{'id':'a','partition':'golden','input':null}|input: missing (expected: a string",
        "{'id':'a','partition':'golden','input':'q','expected':'x'}|field: expected (expected: id",
        "{'id':'a','partition':'golden','input':'q','expected_ouput':'x'}|did you mean"
            + " expected_output?",
        "{'id':'a','partition':'golden','input':'q','tags':'t'}|tags: \"t\" (expected: a list",
        "{'id':'a','partition':'golden','input':'q','tags':[1]}|tags[0]: 1 (expected: a text",
        "{'id':'a','partition':'golden','input':'q','metadata':[]}|metadata: [] (expected: an obj",
        "{'id':'a','partition':'golden','input':'q','context':[4]}|context[0]: 4 (expected: an object",
        "{'id':'a','partition':'golden','input':'q','context':[{'text':'t','titel':1}]}|titel",
        "{'id':'a','partition':'golden','input':'q','created_at':'yesterday'}|created_at: \"yest",
        "{'id':'a','partition':'golden','input':'q','created_at':'2026-02-30'}|created_at: \"2026",
        "{'id':'a','partition':'golden','input':'q','created_at':20260101}|created_at: 20260101",
        "{'id':'a','partition':'golden','input':'q','provenance':3}|provenance: 3 (expected",
        "{'id':'a','partition':'golden','input':'q','reviews':'Ada'}|reviews: \"Ada\" (expected",
        "{'id':'a','partition':'golden','input':'q','reviews':['Ada']}|reviews[0]: \"Ada\"",
        "{'id':'a','partition':'golden','input':'q','reviews':[{'at':'2026-01-01'}]}|reviews[0].by:"
            + " missing",
        "{'id':'a','partition':'golden','input':'q','reviews':[{'by':'A'}]}|reviews[0].at: missing",
        "{'id':'a','partition':'golden','input':'q','reviews':[{'by':'A','at':'x'}]}|reviews[0].at:"
            + " \"x\"",
        "{'id':'a','partition':'golden','input':'q','reviews':[{'by':'A','at':'2026-01-01','on':1}]}"
            + "|reviews[0].on: 1 (expected: no field but",
        "{'id':'a','id':'b','partition':'golden','input':'q'}|JSON: Duplicate",
        "{'id':'a' 'partition':'golden'}|JSON: Unexpected character",
        "{'id':'a','partition':'golden','input':'q'} x|JSON: Unrecognized token",
        "{'id':'a','partition':'golden','input':'q'} {}|content: more after the end",
        "'just text'|example: \"just text\" (expected: one JSON object a line)",
        "[1,2]|example: [1,2] (expected: one JSON object a line)",
      })
  void read_mistakeOnSecondLine_isNamedThere(String line, String message) throws IOException {
    Path file = file("d.jsonl", row("ok") + line.replace('\'', '"') + "\n" + row("ok2"));
    assertThat(problems(file))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).startsWith(file + ":2").contains(message);
            });
  }

  @Test
  void read_severalMistakes_reportsAllUpToFifty() throws IOException {
    Path few = file("few.jsonl", row("a") + "{}\n" + "{\n" + row("b") + "nul\n");
    assertThat(problems(few)).hasSize(5);
    Path many = file("many.jsonl", "{\"x\":1}\n".repeat(1000));
    assertThat(problems(many)).hasSize(51);
  }

  @Test
  void read_unknownField_namesLineAndColumn() throws IOException {
    Path jsonl = file("d.jsonl", "{\"id\":\"a\", \"partition\":\"golden\", \"imput\":\"q\"}");
    assertThat(problems(jsonl).get(0).location()).isEqualTo(new Location(jsonl.toString(), 1, 34));
    Path json = file("d.json", "{\n \"examples\": [\n  {\"id\":\"a\",\n   \"labels\":1}]}");
    assertThat(problems(json).get(0).location()).isEqualTo(new Location(json.toString(), 4, 4));
    Path yaml = file("d.yaml", "examples:\n- id: a\n  partition: golden\n  labels: 1\n");
    assertThat(problems(yaml).get(0).location()).isEqualTo(new Location(yaml.toString(), 4, 3));
    assertThat(problems(yaml).get(0).message()).contains("field: labels");
  }

  @Test
  void read_invalidUtf8_namesLineColumnAndByte() throws IOException {
    byte[] bytes = (row("é") + row("a")).getBytes(StandardCharsets.UTF_8);
    int broken = bytes.length - 20;
    bytes[broken] = (byte) 0xC3;
    for (String name : List.of("d.jsonl", "d.json", "d.csv", "d.yaml")) {
      Path file = folder.resolve(name);
      Files.write(file, bytes);
      assertThat(problems(file).get(0).message())
          .startsWith(file + ":2:")
          .contains("encoding: byte C3 at offset")
          .contains("(expected: UTF-8)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.jsonl", "d.csv"})
  void read_nothing_isAnError(String name) throws IOException {
    for (String text : List.of("", "\n\n", "\ufeff")) {
      assertThat(problems(file(name, text)).get(0).message())
          .contains("examples: none (expected: at least one)");
    }
  }

  @Test
  void read_emptyDocuments_areErrors() throws IOException {
    assertThat(problems(file("a.json", "[]")).get(0).message()).contains("examples: none");
    assertThat(problems(file("b.json", "{}")).get(0).message()).contains("examples: missing");
    assertThat(problems(file("c.json", "")).get(0).message()).contains("nothing (expected: a list");
    assertThat(problems(file("d.yaml", "")).get(0).message()).contains("nothing (expected: a list");
    assertThat(problems(file("e.yaml", "examples: []")).get(0).message())
        .contains("examples: none");
    assertThat(problems(file("f.csv", "id,partition,input\n")).get(0).message())
        .contains("examples: none");
  }

  @Test
  void read_jsonFormThatIsNotOne_saysWhere() throws IOException {
    assertThat(problems(file("a.json", "{\n\"examples\": [\n{\"id\": }]}")).get(0).message())
        .contains("a.json:3:8: JSON: ");
    assertThat(problems(file("b.json", "{\"examples\": 4}")).get(0).message())
        .contains("examples: 4 (expected: a list of examples)");
    assertThat(problems(file("c.json", "{\"exampels\": []}")).get(0).message())
        .contains("did you mean examples?");
    assertThat(problems(file("d.json", "[1]")).get(0).message())
        .contains("examples[0]: 1 (expected: an object)");
    assertThat(problems(file("e.json", "[" + row("a") + "] []")).get(0).message())
        .contains("more after the end");
    assertThat(problems(file("f.json", "[".repeat(100_000))).get(0).message()).contains("f.json:1");
  }

  @Test
  void read_jsonFormNamedJsonLines_isRecognised() throws IOException {
    Path file = file("d.jsonl", "{\n  \"examples\": [\n" + row("a") + "  ]\n}\n");
    assertThat(problems(file).get(0).message()).contains("is this the JSON form?");
  }

  @Test
  void read_yaml_givesWhatJsonWould() throws IOException {
    Path file =
        file(
            "d.yaml",
            """
            name: support
            task_type: qa
            examples:
              - id: a
                partition: golden
                input: {question: "How much?", n: 3}
                expected_output: |
                  20
                  dollars
                created_at: 2026-01-02
                tags: [billing, yes]
                provenance: ~
            """);
    Dataset dataset = DatasetReader.read(file).dataset();
    assertThat(dataset.name()).isEqualTo("support");
    Example example = dataset.examples().get(0);
    assertThat(Json.write(ExampleJson.write(example)))
        .isEqualTo(
            "{\"id\":\"a\",\"partition\":\"golden\",\"input\":{\"question\":\"How much?\",\"n\":3},"
                + "\"expected_output\":\"20\\ndollars\\n\",\"tags\":[\"billing\",\"yes\"],"
                + "\"created_at\":\"2026-01-02\"}");
  }

  @Test
  void read_yamlThatIsNotOne_saysWhere() throws IOException {
    assertThat(problems(file("a.yaml", "examples:\n- id: &x a\n  input: *x\n")).get(0).message())
        .contains("a.yaml:3:10: alias: *x (expected: no YAML aliases)");
    assertThat(problems(file("b.yaml", "examples: [\n- id: a")).get(0).message())
        .contains("b.yaml:1:12:")
        .contains("YAML: ")
        .doesNotContain("\n");
    assertThat(problems(file("c.yaml", "examples:\n- id: a\n  id: b\n")).get(0).message())
        .contains("c.yaml:3:")
        .contains("Duplicate");
    assertThat(
            problems(file("d.yaml", "- id: a\n  partition: golden\n  input: .inf\n"))
                .get(0)
                .message())
        .contains("number: .inf (expected: a finite number)");
    assertThat(problems(file("e.yaml", "a: " + "[".repeat(100_000))).get(0).message())
        .contains("e.yaml:1");
    assertThat(
            problems(file("f.yaml", "- id: a\n  partition: golden\n  input: q\n---\n[]\n"))
                .get(0)
                .message())
        .contains("more after the end");
  }

  @Test
  void read_aliasesThatWouldExplode_areRefusedAtOnce() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1);
      bomb.append(", *a").append(i - 1).append("]\n");
    }
    assertThat(problems(file("d.yaml", bomb.toString()))).isNotEmpty();
  }

  @Test
  void read_csv_readsCellsDotsTagsAndJson() throws IOException {
    Path file =
        file(
            "d.csv",
            """
            id,partition,input.question,input.n:json,tags,metadata.topic,context,expected_output
            1,golden,"How, ""much""
            now?",3,a; b ;,billing,"[""c1"",""c2""]","{20}"

            2,distribution,q2,,,,,
            """
                .replace("\n", "\r\n"));
    LoadedDataset loaded = DatasetReader.read(file);
    Example first = loaded.dataset().examples().get(0);
    assertThat(Json.write(first.input()))
        .isEqualTo("{\"question\":\"How, \\\"much\\\"\\r\\nnow?\",\"n\":3}");
    assertThat(first.tags()).containsExactly("a", "b");
    assertThat(first.metadata().get("topic").stringValue()).isEqualTo("billing");
    assertThat(first.context()).hasSize(2);
    assertThat(first.references()).containsExactly("{20}");
    assertThat(loaded.location("2")).contains(Location.ofLine(file.toString(), 5));
    assertThat(loaded.dataset().examples().get(1).expectedOutput()).isNull();
  }

  @Test
  void read_csvThatIsNotOne_saysWhere() throws IOException {
    assertThat(
            problems(file("a.csv", "id,partition,input\n1,golden,q\n2,golden,\"a\"b\n"))
                .get(0)
                .message())
        .contains("a.csv:3: CSV: ");
    assertThat(problems(file("b.csv", "id,partition,input\n1,golden,q,more\n")).get(0).message())
        .contains("b.csv:2: cell 4: more (expected: a cell under a named column)");
    assertThat(problems(file("c.csv", "id,id,input\n1,golden,q\n")).get(0).message())
        .contains("c.csv:1: column: id (expected: each column once)");
    assertThat(problems(file("d.csv", "id,partition,input,label\n1,golden,q,x\n2,golden,q,y\n")))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("d.csv:1: field: label"));
    assertThat(problems(file("e.csv", "id,partition,input:json\n1,golden,{\n")).get(0).message())
        .contains("e.csv:2: input: { (expected: JSON");
    assertThat(
            problems(file("f.csv", "id,partition,input\n1,golden,q\n\n1,golden,q\n"))
                .get(0)
                .message())
        .contains("f.csv:4: id: 1")
        .contains("f.csv:2 too");
  }

  @Test
  void read_wrongFiles_sayWhatIsWrong() throws IOException {
    assertThat(problems(folder.resolve("none.jsonl")).get(0).message())
        .contains("none.jsonl (expected: a file that exists)");
    assertThat(problems(folder).get(0).message()).contains("(expected: a file, not a folder)");
    assertThat(problems(file("d.txt", row("a"))).get(0).message())
        .contains("(expected: a name that ends in .jsonl");
    assertThatThrownBy(() -> DatasetReader.read(List.of(), FieldMapping.none()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void read_formatGiven_overridesExtension() throws IOException {
    Path file = file("d.txt", row("a"));
    assertThat(
            DatasetReader.read(List.of(file), FieldMapping.none(), DatasetFormat.JSONL)
                .dataset()
                .examples())
        .hasSize(1);
  }

  @Test
  void read_longAndDeepLines_survive() throws IOException {
    String text = "x<&\\u0000\\ud800 ".repeat(400_000);
    Path file = file("d.jsonl", row("a").replace("\"q\"", "\"" + text + "\""));
    assertThat(DatasetReader.read(file).dataset().examples().get(0).inputText())
        .hasSize(400_000 * 6)
        .startsWith("x<&\u0000\ud800 ");
    Path deep = file("deep.jsonl", row("a").replace("\"q\"", "[".repeat(2000)));
    assertThat(problems(deep).get(0).message()).contains("deep.jsonl:1:");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String row(String id) {
    return "{\"id\":\"" + id + "\",\"partition\":\"golden\",\"input\":\"q\"}\n";
  }

  private static List<Problem> problems(Path file) {
    return catchThrowableOfType(InvalidInputException.class, () -> DatasetReader.read(file))
        .problems();
  }
}
