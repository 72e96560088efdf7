package dev.assay.core.evaluator.retrieval;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.Vectors;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ContextRelevanceTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(ContextRelevanceTest.class, "ranking_ir.jsonl");
  }

  // own formulas of the vectors: relevant if the grade is above 0, precision over k
  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    List<Passage> retrieved = new ArrayList<>();
    List<Passage> relevant = new ArrayList<>();
    for (JsonNode grade : row.input().get("relevance_in_rank_order")) {
      Passage passage = passage("r" + retrieved.size(), "");
      retrieved.add(passage);
      if (grade.doubleValue() > 0) {
        relevant.add(passage);
      }
    }
    int total = row.input().get("total_relevant_in_collection").intValue();
    while (relevant.size() < total) {
      relevant.add(passage("not-retrieved-" + relevant.size(), ""));
    }
    int k = row.input().get("k").intValue();
    check(
        score("context-precision(k=" + k + ")", retrieved, relevant),
        row.expected().get("precision_at_k"),
        total);
    check(
        score("context-recall(k=" + k + ")", retrieved, relevant),
        row.expected().get("recall_at_k"),
        total);
  }

  private static void check(Score score, JsonNode expected, int total) {
    if (total == 0 || expected.isNull()) {
      // Precision over nothing relevant would be 0, which blames the retriever for the dataset.
      assertThat(score).isInstanceOf(Score.Unscored.class);
    } else {
      assertThat(value(score)).isCloseTo(expected.doubleValue(), within(1e-12));
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Test
  void rankedRelevance_nothingRelevant_hasNoRecall() {
    assertThat(new RankedRelevance(0, 5).recall(0)).isEmpty();
  }

  @Test
  void evaluate_withoutK_takesAll() {
    List<Passage> retrieved = List.of(passage("a", ""), passage("x", ""), passage("b", ""));
    List<Passage> relevant = List.of(passage("b", ""), passage("a", ""), passage("c", ""));
    assertThat(value(score("context-precision", retrieved, relevant)))
        .isCloseTo(2.0 / 3, within(1e-12));
    Score recall = score("context-recall", retrieved, relevant);
    assertThat(value(recall)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(recall.evidence())
        .hasToString(
            "{\"k\":3,\"retrieved\":3,\"relevant\":3,\"relevant_found\":2,\"relevant_ranks\":[1,3]}");
  }

  @Test
  void evaluate_samePassageTwice_isFoundOnceAndRelevantTwice() {
    List<Passage> retrieved = List.of(passage("a", ""), passage("a", ""));
    List<Passage> relevant = List.of(passage("a", ""), passage("b", ""));
    assertThat(value(score("context-recall", retrieved, relevant))).isEqualTo(0.5);
    assertThat(value(score("context-precision", retrieved, relevant))).isEqualTo(1);
  }

  @Test
  void evaluate_idsOnBothSides_decideAlone() {
    Passage here = passage("a", "The price is 12 dollars a month.");
    Passage there = passage("b", "The price is 12 dollars a month.");
    assertThat(value(score("context-recall", List.of(here), List.of(there)))).isZero();
    Passage noId = Passage.of("The price is 12 dollars a month.");
    assertThat(value(score("context-recall", List.of(noId), List.of(there)))).isEqualTo(1);
  }

  @Test
  void evaluate_texts_matchAsPartsUnlessShort() {
    assertThat(recall("the  PRICE is 12 dollars\n", "Plans. The price is 12 dollars a month."))
        .isEqualTo(1);
    assertThat(recall("Plans. The price is 12 dollars a month.", "The price is 12 dollars"))
        .isEqualTo(1);
    assertThat(recall("The price", "The price is 12 dollars a month.")).isZero();
    assertThat(recall("The price", "the\u00a0price")).isEqualTo(1);
    assertThat(recall("", "x")).isZero();
    assertThat(recall("\0\ud800", "\0\ud800")).isEqualTo(1);
  }

  private static double recall(String retrieved, String relevant) {
    return value(
        score("context-recall", List.of(Passage.of(retrieved)), List.of(Passage.of(relevant))));
  }

  @Test
  void evaluate_missingContext_isUnscored() {
    List<Passage> some = List.of(Passage.of("x"));
    assertThat(score("context-recall", List.of(), some))
        .isEqualTo(Score.unscored("needs retrieved context"));
    assertThat(score("context-precision", some, List.of()))
        .isEqualTo(Score.unscored("needs relevant context in the example"));
  }

  @Test
  void evaluate_hugePassages_areComparedOrRefused() {
    Passage large = Passage.of("a".repeat(5_000_000));
    Passage other = Passage.of("a".repeat(100_000) + "b");
    assertThat(value(score("context-recall", List.of(large), List.of(other)))).isZero();
    List<Passage> many = Collections.nCopies(200, large);
    assertThat(score("context-recall", many, many).toString())
        .contains("too many passages without ids to compare: 200 by 200");
  }

  @Test
  void bind_kBelowOne_isRefused() {
    assertThatThrownBy(() -> bind("context-recall(k=0)"))
        .hasMessageContaining("context-recall.k: 0 (expected: a whole number from 1 to");
  }

  private static Passage passage(String id, String text) {
    return new Passage(id, text, null);
  }

  private static Score score(String expression, List<Passage> retrieved, List<Passage> relevant) {
    Interaction interaction = Interaction.builder().output("answer").context(retrieved).build();
    Example example = Example.builder("e1", Partition.GOLDEN, "question").context(relevant).build();
    return bind(expression).evaluate(new Subject(interaction, example));
  }

  private static double value(Score score) {
    return ((Score.Scored) score).value();
  }
}
