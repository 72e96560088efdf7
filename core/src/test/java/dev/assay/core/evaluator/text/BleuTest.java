package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Vectors;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class BleuTest {

  private static final Map<String, String> SENTENCE =
      Map.of(
          "bleu", "bleu_effective_order/score",
          "bleu(effective_order=false)", "bleu_no_effective_order",
          "bleu(lowercase=true)", "bleu_lowercase_eff",
          "bleu(smoothing=none, effective_order=false)", "bleu_smooth_none",
          "bleu(smoothing=floor, smooth_value=0.1)", "bleu_smooth_floor_0.1_eff",
          "bleu(smoothing=add-k)", "bleu_smooth_addk_1_eff");

  private static final Map<String, String> CORPUS =
      Map.of(
          "bleu", "bleu/score",
          "bleu(lowercase=true)", "bleu_lowercase",
          "bleu(tokenizer=intl)", "bleu_tokenize_intl",
          "bleu(tokenizer=char)", "bleu_tokenize_char",
          "bleu(max_order=2)", "bleu_max_order_2");

  static Stream<Vectors.Row> sentences() {
    return Vectors.of(BleuTest.class, "sacrebleu_sentence.jsonl");
  }

  static Stream<Vectors.Row> corpora() {
    return Vectors.of(BleuTest.class, "sacrebleu_corpus.jsonl");
  }

  // sacrebleu 2.6, sentence_bleu; its values are ours times 100
  @ParameterizedTest
  @MethodSource("sentences")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    String candidate = row.input().get("candidate").stringValue();
    String[] references = Vectors.texts(row.input().get("references")).toArray(String[]::new);
    SENTENCE.forEach(
        (expression, key) ->
            assertThat(100 * scored(expression, candidate, references).value())
                .as(expression)
                .isCloseTo(row.expected().at("/" + key).doubleValue(), within(1e-9)));
    JsonNode expected = row.expected().get("bleu_effective_order");
    JsonNode evidence = scored("bleu", candidate, references).evidence();
    assertThat(evidence.get("brevity_penalty").doubleValue())
        .isCloseTo(expected.get("bp").doubleValue(), within(1e-12));
    for (int n = 0; n < 4; n++) {
      assertThat(100 * evidence.get("precisions").get(n).doubleValue())
          .isCloseTo(expected.get("precisions").get(n).doubleValue(), within(1e-9));
      JsonNode sums = evidence.at("/corpus/sums");
      assertThat(sums.get(2 + n).intValue()).isEqualTo(expected.get("counts").get(n).intValue());
      assertThat(sums.get(6 + n).intValue()).isEqualTo(expected.get("totals").get(n).intValue());
    }
    assertThat(evidence.get("output_length").intValue())
        .isEqualTo(expected.get("sys_len").intValue());
    assertThat(evidence.get("reference_length").intValue())
        .isEqualTo(expected.get("ref_len").intValue());
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void tokens_referenceValues_equal(Vectors.Row row) {
    assertThat(
            String.join(
                " ", BleuTokens.WESTERN.of(row.input().get("candidate").stringValue(), false)))
        .isEqualTo(row.expected().get("tokenized_13a_candidate").stringValue());
    List<String> references = Vectors.texts(row.input().get("references"));
    List<String> expected = Vectors.texts(row.expected().get("tokenized_13a_references"));
    for (int i = 0; i < references.size(); i++) {
      assertThat(String.join(" ", BleuTokens.WESTERN.of(references.get(i), false)))
          .isEqualTo(expected.get(i));
    }
  }

  // sacrebleu 2.6, corpus_bleu
  @ParameterizedTest
  @MethodSource("corpora")
  void corpus_referenceValues_equal(Vectors.Row row) {
    CORPUS.forEach(
        (expression, key) ->
            assertThat(100 * corpus(expression, row))
                .as(expression)
                .isCloseTo(row.expected().at("/" + key).doubleValue(), within(1e-9)));
  }

  /** The corpus value of a row: candidates, and streams of references. */
  static double corpus(String expression, Vectors.Row row) {
    List<String> candidates = Vectors.texts(row.input().get("candidates"));
    double[] sums = null;
    CorpusStatistics any = null;
    for (int i = 0; i < candidates.size(); i++) {
      int segment = i;
      String[] references =
          row.input()
              .get("reference_streams")
              .valueStream()
              .map(stream -> stream.get(segment).stringValue())
              .toArray(String[]::new);
      Score.Scored score = scored(expression, candidates.get(i), references);
      any = CorpusStatistics.read(score.evidence()).orElseThrow();
      sums = sums == null ? new double[any.size()] : sums;
      any.addTo(sums, 0);
    }
    return bind(expression).definition().corpus().orElseThrow().value(sums, any.settings());
  }

  @Test
  void rows_areAllThere() {
    assertThat(sentences()).hasSize(205);
    assertThat(corpora()).hasSize(40);
  }

  @Test
  void evaluate_hostileText_isScored() {
    assertThat(scored("bleu", "", "x").value()).isZero();
    assertThat(scored("bleu", "", "").value()).isZero();
    assertThat(scored("bleu", "a\0b \ud800 \udc00", "a\0b \ud800 \udc00").value()).isEqualTo(1);
    assertThat(scored("bleu(tokenizer=char)", "\ud800x\u001b[31m", "\ud800x\u001b[31m").value())
        .isEqualTo(1);
    assertThat(scored("bleu", "x", "x").value()).isEqualTo(1);
  }

  @Test
  void evaluate_tenMegabytes_isScoredOrUnscored() {
    String output = "lorem ipsum, dolor.\n".repeat(500_000);
    assertThat(scored("bleu", output, "dolor lorem ipsum sit amet").value()).isBetween(0.0, 1e-4);
    assertThat(unscored("bleu", "x", output.repeat(2)))
        .startsWith("too large to compare: 5000000 tokens in the references");
  }
}
