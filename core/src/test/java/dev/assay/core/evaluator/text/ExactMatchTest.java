package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static dev.assay.core.evaluator.Vectors.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExactMatchTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(ExactMatchTest.class, "squad.jsonl");
  }

  // huggingface/evaluate a7dd338386, metrics/squad_v2
  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_squad_equalsTheReference(Vectors.Row row) {
    Score.Scored score =
        scored(
            "exact-match(normalize=squad)",
            row.input().get("prediction").stringValue(),
            texts(row.input().get("references")).toArray(String[]::new));
    assertThat(score.value()).isEqualTo(row.expected().get("v2_em").doubleValue());
    assertThat(score.passed()).isEqualTo(score.value() == 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exact-match | Yes | Yes | true",
        "exact-match | Yes | yes | false",
        "exact-match | Yes. | Yes | false",
        "exact-match(case_sensitive=false) | YES | yes | true",
        "exact-match(collapse_whitespace=true) | '  a  b ' | a b | true",
        "exact-match(collapse_whitespace=true) | ab | a b | false",
        "exact-match(normalize=squad) | The answer! | answer | true",
      })
  void evaluate_options_decide(String expression, String output, String expected, boolean passed) {
    assertThat(scored(expression, output, expected).passed()).isEqualTo(passed);
  }

  @Test
  void evaluate_severalReferences_anyWillDo() {
    assertThat(scored("exact-match", "b", "a", "b").passed()).isTrue();
    assertThat(scored("exact-match", "c", "a", "b").explanation())
        .isEqualTo("is not the expected output");
  }

  @Test
  void evaluate_hostileText_isComparedAsItIs() {
    assertThat(scored("exact-match", "\ud800\0", "\ud800\0").passed()).isTrue();
    assertThat(scored("exact-match", "\ud800", "\ud801").passed()).isFalse();
    assertThat(scored("exact-match", "", "").passed()).isTrue();
    String large = "a \u0130".repeat(3_000_000);
    assertThat(scored("exact-match(normalize=squad)", large, large).passed()).isTrue();
  }

  @Test
  void evaluate_noExpectation_isUnscored() {
    assertThat(unscored("exact-match", "x")).isEqualTo("needs an expected output");
  }

  @Test
  void bind_unknownNormalisation_saysWhichThereAre() {
    assertThatThrownBy(() -> bind("exact-match(normalize=sqad)"))
        .hasMessage("exact-match.normalize: \"sqad\" (expected: one of none, squad)");
  }
}
