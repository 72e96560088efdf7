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
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RankedRetrievalTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(RankedRetrievalTest.class, "ranking_ir.jsonl");
  }

  // own formulas of the vectors, nDCG cross-checked with scikit-learn; the ideal order is of the
  // list alone
  @ParameterizedTest
  @MethodSource("rows")
  void gains_referenceValues_equal(Vectors.Row row) {
    double[] grades =
        row.input()
            .get("relevance_in_rank_order")
            .valueStream()
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    int k = row.input().get("k").intValue();
    int total = row.input().get("total_relevant_in_collection").intValue();
    RankedGains gains = RankedGains.of(grades);
    JsonNode expected = row.expected();
    assertThat(gains.first(k).hits() > 0 ? 1 : 0).isEqualTo(expected.get("hit_at_k").intValue());
    assertThat((double) gains.first(k).hits() / k)
        .isCloseTo(expected.get("precision_at_k").doubleValue(), within(1e-12));
    same(OptionalDouble.of(gains.reciprocalRank()), expected.get("reciprocal_rank"));
    same(gains.averagePrecision(total), expected.get("average_precision_over_total_relevant"));
    same(OptionalDouble.of(gains.first(k).discountedGain(g -> g)), expected.get("dcg_linear"));
    same(gains.normalisedGain(grades, k, g -> g), expected.get("ndcg_linear"));
    same(
        OptionalDouble.of(gains.first(k).discountedGain(g -> Math.pow(2, g) - 1)),
        expected.get("dcg_exp2"));
    same(gains.normalisedGain(grades, k, g -> Math.pow(2, g) - 1), expected.get("ndcg_exp2"));
  }

  private static void same(OptionalDouble actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual).isEmpty();
    } else {
      assertThat(actual.orElseThrow()).isCloseTo(expected.doubleValue(), within(1e-12));
    }
  }

  // The same rows as a suite sees them, where every relevant passage is in the list.
  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    List<Passage> retrieved = new ArrayList<>();
    List<Passage> relevant = new ArrayList<>();
    for (JsonNode grade : row.input().get("relevance_in_rank_order")) {
      String id = "r" + retrieved.size();
      retrieved.add(passage(id, null));
      relevant.add(passage(id, grade.doubleValue()));
    }
    int k = row.input().get("k").intValue();
    int listed =
        (int) relevant.stream().filter(p -> String.valueOf(p.score()).compareTo("0.0") > 0).count();
    int total = row.input().get("total_relevant_in_collection").intValue();
    JsonNode expected = row.expected();
    check(score("hit-rate(k=" + k + ")", retrieved, relevant), expected.get("hit_at_k"), listed);
    check(score("mrr", retrieved, relevant), expected.get("reciprocal_rank"), listed);
    check(score("ndcg(k=" + k + ")", retrieved, relevant), expected.get("ndcg_linear"), listed);
    check(
        score("ndcg(k=" + k + ", gain=exp2)", retrieved, relevant),
        expected.get("ndcg_exp2"),
        listed);
    for (int i = listed; i < total; i++) {
      relevant.add(passage("missing" + i, 1.0));
    }
    check(
        score("map", retrieved, relevant),
        expected.get("average_precision_over_total_relevant"),
        total);
  }

  private static void check(Score score, JsonNode expected, int relevant) {
    if (relevant == 0) {
      assertThat(score)
          .isEqualTo(Score.unscored("no passage is relevant, so that there is nothing to find"));
    } else {
      assertThat(value(score)).isCloseTo(expected.doubleValue(), within(1e-12));
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Test
  void evaluate_kAboveTheRetrieved_looksAtAll() {
    List<Passage> retrieved = List.of(passage("x", null), passage("a", null));
    List<Passage> relevant = List.of(passage("a", null), passage("b", null));
    assertThat(value(score("hit-rate(k=1)", retrieved, relevant))).isZero();
    assertThat(value(score("hit-rate(k=99)", retrieved, relevant))).isEqualTo(1);
    assertThat(value(score("mrr(k=99)", retrieved, relevant))).isEqualTo(0.5);
    assertThat(value(score("mrr(k=1)", retrieved, relevant))).isZero();
    assertThat(value(score("map(k=99)", retrieved, relevant))).isEqualTo(0.25);
    assertThat(value(score("map(k=1)", retrieved, relevant))).isZero();
    double best = 1 + Math.log(2) / Math.log(3);
    assertThat(value(score("ndcg(k=99)", retrieved, relevant)))
        .isCloseTo(Math.log(2) / Math.log(3) / best, within(1e-12));
  }

  @Test
  void evaluate_sameRelevantPassageTwice_countsOnce() {
    List<Passage> retrieved = List.of(passage("a", null), passage("a", null), passage("b", null));
    List<Passage> relevant = List.of(passage("a", null), passage("b", null));
    assertThat(value(score("map", retrieved, relevant)))
        .isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
    assertThat(score("ndcg", retrieved, relevant).evidence())
        .hasToString("{\"retrieved\":3,\"relevant\":2,\"missed\":0,\"relevant_ranks\":[1,3]}");
  }

  @Test
  void evaluate_onePassageThatIsTwoRelevantOnes_isPerfect() {
    Passage page =
        Passage.of("Refunds are given within 30 days. Shipping takes five working days.");
    List<Passage> relevant =
        List.of(
            Passage.of("Refunds are given within 30 days."),
            Passage.of("Shipping takes five working days."));
    for (String name : List.of("map", "mrr", "ndcg", "hit-rate")) {
      assertThat(value(score(name, List.of(page), relevant))).as(name).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 101})
  void evaluate_gradeThatIsNone_isUnscored(double grade) {
    List<Passage> relevant = List.of(passage("a", grade));
    for (String name : List.of("map", "ndcg", "context-recall", "context-precision")) {
      assertThat(score(name, List.of(passage("a", null)), relevant))
          .isEqualTo(
              Score.unscored(
                  "a relevant passage's score: " + grade + " (expected: a grade from 0 to 100)"));
    }
  }

  @Test
  void evaluate_gradeZero_isNotRelevant() {
    List<Passage> relevant = List.of(passage("a", 0.0), passage("b", 2.0));
    List<Passage> retrieved = List.of(passage("a", null), passage("b", null));
    assertThat(value(score("mrr", retrieved, relevant))).isEqualTo(0.5);
    assertThat(value(score("context-precision", retrieved, relevant))).isEqualTo(0.5);
    assertThat(value(score("context-recall(k=1)", retrieved, relevant))).isZero();
  }

  @Test
  void bind_mistakes_areRefused() {
    assertThatThrownBy(() -> bind("ndcg(gain=log)"))
        .hasMessageContaining("ndcg.gain: \"log\" (expected: one of linear, exp2)");
    assertThatThrownBy(() -> bind("map(k=0)")).hasMessageContaining("map.k: 0");
  }

  private static Passage passage(String id, @Nullable Double grade) {
    return new Passage(id, "", grade);
  }

  private static double value(Score score) {
    assertThat(score).isInstanceOf(Score.Scored.class);
    return ((Score.Scored) score).value();
  }

  private static Score score(String expression, List<Passage> retrieved, List<Passage> relevant) {
    Interaction interaction = Interaction.builder().output("x").context(retrieved).build();
    Example example = Example.builder("e1", Partition.GOLDEN, "q").context(relevant).build();
    return bind(expression).evaluate(new Subject(interaction, example));
  }
}
