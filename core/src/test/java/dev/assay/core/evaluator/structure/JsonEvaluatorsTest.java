package dev.assay.core.evaluator.structure;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.score;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEvaluatorsTest {

  private static final String FENCED = "Here it is:\n```json\n{\"a\": 1}\n```\nGood luck.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json-valid | {\"a\":1} | true",
        "json-valid | ` [1, 2]\n` | true",
        "json-valid | {\"a\":1,} | false",
        "json-valid | {\"a\":1,\"a\":2} | false",
        "json-valid | {\"a\":1} {} | false",
        "json-valid | {'a':1} | false",
        "json-valid | NaN | false",
        "json-valid | `` | false",
        "json-valid(kind=object) | {} | true",
        "json-valid(kind=object) | [] | false",
        "json-valid(kind=array) | 3 | false",
      })
  void valid_output_isParsed(String expression, String output, boolean passed) {
    assertThat(scored(expression, output).passed()).isEqualTo(passed);
  }

  @Test
  void valid_fence_isTakenOffWhereAsked() {
    assertThat(scored("json-valid", FENCED).passed()).isFalse();
    assertThat(scored("json-valid(extract=fence)", FENCED).passed()).isTrue();
    assertThat(scored("json-valid(extract=auto)", FENCED).passed()).isTrue();
    assertThat(scored("json-valid(extract=auto)", "{}").passed()).isTrue();
    assertThat(scored("json-valid(extract=fence)", "{}").explanation())
        .isEqualTo("no code fence with JSON");
    assertThat(scored("json-valid(extract=fence)", "```{.json}\n{}\n```").passed()).isTrue();
    String two = "```python\nprint()\n```\n```\n[1]\n```\n";
    assertThat(scored("json-valid(extract=fence, kind=array)", two).passed()).isTrue();
  }

  @Test
  void valid_notJson_saysWhere() {
    assertThat(scored("json-valid", "{\"a\" 1}").explanation()).startsWith("not JSON: output:1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json-valid",
        "json-schema(schema={type: object})",
        "json-diff",
        "function-call(functions=[{name: f}])",
      })
  void hostileText_isScored(String expression) {
    for (String output : new String[] {"", "\0", "\ud800", "\"\u001b[31m", "[".repeat(5_000_000)}) {
      Score.Scored score = scored(expression, output, "{}");
      assertThat(score.value()).isZero();
      assertThat(score.explanation()).doesNotContain("\u001b", "\0", "\ud800").hasSizeLessThan(400);
    }
    String large = "[" + "1,".repeat(4_000_000) + "1]";
    assertThat(score(expression, large, "{}")).isNotNull();
  }

  @Test
  void schema_violations_areListedWithTheirPlaces() {
    String schema =
        "json-schema(schema={type: object, required: [a], properties: {b: {type: integer}}})";
    assertThat(scored(schema, "{\"a\":1,\"b\":2}").passed()).isTrue();
    Score.Scored score = scored(schema, "{\"b\":\"x\"}");
    assertThat(score.passed()).isFalse();
    assertThat(score.explanation()).contains("/b ").contains("'a'");
    assertThat(score.evidence().get("violations_total").intValue()).isEqualTo(2);
    assertThat(score.evidence().get("violations")).hasSize(2);
  }

  @Test
  void schema_file_isReadAndPartOfTheVersion(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("answer.json");
    Files.writeString(file, "{\"type\":\"array\"}");
    String first = version(folder);
    Files.writeString(file, "{\"type\":\"object\"}");
    assertThat(version(folder)).isNotEqualTo(first);
  }

  private static String version(Path folder) {
    return EvaluatorRegistry.installed()
        .bind(
            EvaluatorExpression.parse("json-schema(schema=answer.json)").get(0),
            new EvaluatorContext(folder, EmbeddingModels.of()))
        .version();
  }

  @Test
  void schema_thatCannotWork_isRefused() {
    assertThatThrownBy(() -> bind("json-schema(schema=missing.json)"))
        .hasMessageStartingWith("json-schema.schema: missing.json (expected: a readable file");
    assertThatThrownBy(
            () ->
                JsonSchema.of(
                    "json-schema.schema", Json.object().put("$ref", "https://example.com/x.json")))
        .hasMessageContaining("a $ref may only point into the schema itself");
    assertThatThrownBy(() -> bind("json-schema(schema={type: 3})"))
        .hasMessageStartingWith("json-schema.schema: /type ")
        .hasMessageContaining("(expected: a valid JSON Schema)");
    assertThatThrownBy(() -> bind("json-schema(schema=[1])"))
        .hasMessageContaining("a JSON Schema, or the path of a file with one");
  }

  @Test
  void schema_patternThatRunsAway_isUnscored() {
    String schema = "json-schema(schema={type: string, pattern: '^(a+)+\\1b$'})";
    assertThat(unscored(schema, "\"" + "a".repeat(60) + "\""))
        .isEqualTo("a pattern of the schema takes too long on this output");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json-diff | {\"a\":1,\"b\":[1,2]} | {\"b\":[1,2.0],\"a\":1.0} | 1",
        "json-diff | {\"a\":1,\"b\":2} | {\"a\":1,\"b\":3} | 0.5",
        "json-diff | {\"a\":1} | {\"a\":1,\"b\":3} | 0.5",
        "json-diff | {\"a\":1,\"c\":{\"d\":1,\"e\":2}} | {\"a\":1} | 0.333333333333",
        "json-diff | {\"a\":\"1\"} | {\"a\":1} | 0",
        "json-diff | {\"a\":null} | {} | 0",
        "json-diff | {} | {} | 1",
        "json-diff | {\"a\":{}} | {\"a\":[]} | 0",
        "json-diff | [2,1] | \"[1,2]\" | 0",
        "json-diff(ignore_order=true) | {\"a\":[2,1,1]} | {\"a\":[1,2,1]} | 1",
        "json-diff(ignore_order=true) | {\"a\":[1]} | {\"a\":[1,1]} | 0.5",
        "json-diff(ignore_order=[/a]) | {\"a\":[2,1],\"b\":[2,1]} | {\"a\":[1,2],\"b\":[1,2]} | 0.5",
        "json-diff(ignore_order=['/*']) | {\"a\":[2,1],\"b\":[2,1]} | {\"a\":[1,2],\"b\":[1,2]} | 1",
        "json-diff(ignore=[/t]) | {\"a\":1,\"t\":5} | {\"a\":1,\"t\":9} | 1",
        "json-diff(ignore=['/*/t']) | {\"x\":{\"t\":5,\"v\":1}} | {\"x\":{\"v\":1}} | 1",
        "json-diff(absolute=0.1) | {\"a\":1.05} | {\"a\":1} | 1",
        "json-diff(relative=0.1) | {\"a\":106} | {\"a\":100} | 1",
        "json-diff(relative=0.01) | {\"a\":106} | {\"a\":100} | 0",
        "json-diff | no json | {\"a\":100} | 0",
      })
  void diff_documents_areComparedLeafByLeaf(
      String expression, String output, String expected, double value) {
    Score score =
        bind(expression)
            .evaluate(
                new Subject(
                    Interaction.ofOutput(output),
                    Example.builder("e", Partition.GOLDEN, "q")
                        .expectedOutput(Json.parse(expected, "expected", 1))
                        .build()));
    assertThat(((Score.Scored) score).value()).isCloseTo(value, within(1e-9));
  }

  @Test
  void diff_objectsInAnyOrder_areMatchedWithTheMostAlike() {
    String expected = "[{\"id\":1,\"v\":\"a\",\"w\":1},{\"id\":2,\"v\":\"b\",\"w\":2}]";
    String output = "[{\"id\":2,\"v\":\"b\",\"w\":9},{\"id\":1,\"v\":\"a\",\"w\":1}]";
    Score.Scored score = scored("json-diff(ignore_order=true)", output, expected);
    assertThat(score.value()).isCloseTo(5.0 / 6, within(1e-12));
    assertThat(score.explanation()).isEqualTo("/1/w is 9 (expected: 2)");
  }

  @Test
  void diff_differences_areListedAndBounded() {
    Score.Scored one = scored("json-diff", "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2,\"c/d\":3}}");
    assertThat(one.explanation()).isEqualTo("/a/b is 1 (expected: 2) and 1 more");
    assertThat(Json.write(one.evidence().get("differences")))
        .isEqualTo(
            "[{\"path\":\"/a/b\",\"expected\":\"2\",\"found\":\"1\"},"
                + "{\"path\":\"/a/c~1d\",\"expected\":\"3\",\"found\":null}]");
    String many = "[" + "\"x\",".repeat(100_000) + "1]";
    assertThat(scored("json-diff", many, many.replace('x', 'y')).evidence().get("differences"))
        .hasSize(50);
  }

  @Test
  void diff_severalReferences_takesTheBest() {
    assertThat(scored("json-diff", "{\"a\":1}", "{\"a\":2}", "{\"a\":1}").value()).isEqualTo(1);
    assertThat(unscored("json-diff", "{\"a\":1}", "{\"a\":2}", "plain"))
        .startsWith("the expected output is not JSON: expected output:1:1: ");
  }

  @Test
  void diff_listAsDocument_isOneReference() {
    Subject subject =
        new Subject(
            Interaction.ofOutput("[1,2]"),
            Example.builder("e", Partition.GOLDEN, "q")
                .expectedOutput(Json.parse("[1,2]", "expected", 1))
                .build());
    assertThat(((Score.Scored) bind("json-diff").evaluate(subject)).value()).isZero();
    assertThat(((Score.Scored) bind("json-diff(expected_list=document)").evaluate(subject)).value())
        .isEqualTo(1);
  }

  @Test
  void diff_longListsInAnyOrder_areMatchedOrUnscored() {
    StringBuilder one = new StringBuilder("[0");
    StringBuilder other = new StringBuilder("[");
    for (int i = 1; i < 20_000; i++) {
      one.append(',').append(i);
      other.append(20_000 - i).append(',');
    }
    String reversed = other.append("0]").toString();
    assertThat(scored("json-diff(ignore_order=true)", one + "]", reversed).value()).isEqualTo(1);
    String item = "{\"a\":[" + "1,".repeat(2_000) + "1]}";
    String left = "[" + (item + ",").repeat(150) + "2]";
    String right = left.replace("{\"a\":[1", "{\"a\":[2");
    assertThat(unscored("json-diff(ignore_order=true)", left, right))
        .isEqualTo("too large to compare");
  }

  @Test
  void diff_hugeNumbers_areNotExpanded() {
    assertThat(scored("json-diff", "[1e999999999]", "[\"x\",1]").value()).isBetween(0.0, 1.0);
    assertThat(scored("json-diff", "{\"a\":1e400}", "{\"a\":1e401}").value()).isZero();
    assertThat(scored("json-diff", "{\"a\":1.0e400}", "{\"a\":1e400}").value()).isEqualTo(1);
  }

  @Test
  void diff_wrongPath_isRefused() {
    assertThatThrownBy(() -> bind("json-diff(ignore=[a])"))
        .hasMessageStartingWith("json-diff.ignore: a (expected: a JSON Pointer");
    assertThatThrownBy(() -> bind("json-diff(ignore_order=3)"))
        .hasMessageStartingWith("json-diff.ignore_order: 3 (expected: true, false or a list");
  }
}
