package dev.assay.core.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorExpressionTest {

  @Test
  void parse_namesAndParameters_inOrder() {
    assertThat(EvaluatorExpression.parse(" token-f1 , rouge-l( stem = true ) "))
        .containsExactly(
            EvaluatorSpec.of("token-f1"),
            EvaluatorSpec.of("rouge-l", Json.object().put("stem", true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | true",
        "null | null",
        "12 | 12",
        "-0.25 | -0.25",
        "1e3 | 1000.0",
        "1e999 | \"1e999\"",
        "007 | \"007\"",
        "money back | \"money back\"",
        "[] | []",
        "[refund, 'money, back', 3, [true]] | [\"refund\",\"money, back\",3,[true]]",
        "{\"$ref\": '#/a', \"x y\": 2} | {\"$ref\":\"#/a\",\"x y\":2}",
        "{a: 1, b: [x]} | {\"a\":1,\"b\":[\"x\"]}",
        "\"a, \\\"b\\\")\\u0000\" | \"a, \\\"b\\\")\\u0000\"",
        "'^(\\d+)$' | \"^(\\\\d+)$\"",
        "'it''s' | \"it's\"",
        "'' | \"\"",
      })
  void parse_value_isRead(String value, String json) {
    EvaluatorSpec spec = EvaluatorExpression.parse("x(p=" + value + ",q=1)").get(0);
    assertThat(Json.write(spec.parameters())).isEqualTo("{\"p\":" + json + ",\"q\":1}");
  }

  @Test
  void parse_nameWithPlus_isOneWord() {
    assertThat(EvaluatorExpression.parse("chrf++(lowercase=true),chrf"))
        .extracting(EvaluatorSpec::evaluator)
        .containsExactly("chrf++", "chrf");
  }

  @Test
  void parse_sameEvaluatorTwice_givesTheSecondItsTextAsAlias() {
    assertThat(EvaluatorExpression.parse("rouge-l,rouge-l(stem=true),rouge-l(name=third)"))
        .extracting(EvaluatorSpec::alias)
        .containsExactly("rouge-l", "rouge-l(stem=true)", "third");
  }

  @Test
  void parse_name_isTheAliasAndNoParameter() {
    EvaluatorSpec spec = EvaluatorExpression.parse("rouge-l(name=stemmed, stem=true)").get(0);
    assertThat(spec.alias()).isEqualTo("stemmed");
    assertThat(spec.evaluator()).isEqualTo("rouge-l");
    assertThat(Json.write(spec.parameters())).isEqualTo("{\"stem\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | an evaluator's name",
        "a, | an evaluator's name",
        "a b | a comma or the end after an evaluator",
        "a(b) | '=' and a value after b",
        "a(b=) | a value",
        "a(b=1 | ',' or ')'",
        "a(b=[1) | ',' or ']'",
        "a(b=\"x) | a closing \"",
        "a(b='x) | a closing '",
        "a(b=^(x)$) | goes in quotes",
        "a(b=\"\\d\") | single quotes take backslashes as they are",
        "a(b=1,b=2) | the parameter b once",
        "a,a | each name once",
        "a(b=1)) | a comma or the end after an evaluator",
        "é | an evaluator's name",
      })
  void parse_malformed_saysWhatWasExpected(String text, String expected) {
    assertThatThrownBy(() -> EvaluatorExpression.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected)
        .hasMessageStartingWith("evaluator: ");
  }

  @Test
  void parse_malformed_saysWhere() {
    assertThatThrownBy(() -> EvaluatorExpression.parse("rouge-l(stem:true)"))
        .hasMessage(
            "evaluator: : at character 13 of rouge-l(stem:true) (expected: '=' and a value after stem)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a:"})
  void parse_deepNesting_isRefused(String open) {
    assertThatThrownBy(() -> EvaluatorExpression.parse("a(b=" + open.repeat(100_000)))
        .hasMessageContaining("at most 32 levels of brackets");
  }
}
