package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Vectors;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChrfTest {

  private static final Map<String, String> SENTENCE =
      Map.of(
          "chrf", "chrf2",
          "chrf++", "chrf2pp",
          "chrf(lowercase=true)", "chrf2_lowercase",
          "chrf(whitespace=true)", "chrf2_whitespace");

  static Stream<Vectors.Row> sentences() {
    return Vectors.of(ChrfTest.class, "sacrebleu_sentence.jsonl");
  }

  static Stream<Vectors.Row> corpora() {
    return Vectors.of(ChrfTest.class, "sacrebleu_corpus.jsonl");
  }

  // sacrebleu 2.6, sentence_chrf; its values are ours times 100
  @ParameterizedTest
  @MethodSource("sentences")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    String candidate = row.input().get("candidate").stringValue();
    String[] references = Vectors.texts(row.input().get("references")).toArray(String[]::new);
    SENTENCE.forEach(
        (expression, key) ->
            assertThat(100 * scored(expression, candidate, references).value())
                .as(expression)
                .isCloseTo(row.expected().get(key).doubleValue(), within(1e-9)));
  }

  // sacrebleu 2.6, corpus_chrf
  @ParameterizedTest
  @MethodSource("corpora")
  void corpus_referenceValues_equal(Vectors.Row row) {
    assertThat(100 * BleuTest.corpus("chrf", row))
        .isCloseTo(row.expected().get("chrf2").doubleValue(), within(1e-9));
    assertThat(100 * BleuTest.corpus("chrf++", row))
        .isCloseTo(row.expected().get("chrf2pp").doubleValue(), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chrf", "chrf++"})
  void evaluate_hostileText_isScored(String expression) {
    assertThat(scored(expression, "", "x").value()).isZero();
    assertThat(scored(expression, "", "").value()).isZero();
    assertThat(scored(expression, "a\0\ud800", "a\0\ud800").value()).isEqualTo(1);
    assertThat(scored(expression, "ab", "zz", "ab", "ac").value()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chrf", "chrf++"})
  void evaluate_tenMegabytes_isScoredOrUnscored(String expression) {
    String output = "lorem ipsum, dolor.\n".repeat(500_000);
    assertThat(scored(expression, output, "dolor lorem ipsum sit amet").value())
        .isBetween(0.0, 1e-3);
    assertThat(unscored(expression, "x", output))
        .startsWith("too large to compare: 8500000 tokens in the references");
  }

  @Test
  void evaluate_severalReferences_takesTheBest() {
    double best = scored("chrf", "the cat sat", "the cat sits").value();
    assertThat(scored("chrf", "the cat sat", "a dog", "the cat sits", "zzz").value())
        .isEqualTo(best);
  }
}
