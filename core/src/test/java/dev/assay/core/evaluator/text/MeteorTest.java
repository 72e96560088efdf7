package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeteorTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(MeteorTest.class, "meteor_nltk.jsonl");
  }

  // NLTK 3.8, single_meteor_score without WordNet
  @ParameterizedTest
  @MethodSource("rows")
  void value_referenceValues_equal(Vectors.Row row) {
    List<String> output = Vectors.texts(row.input().get("hypothesis_tokens"));
    List<String> reference = Vectors.texts(row.input().get("reference_tokens"));
    assertThat(new Meteor(true, 0.9, 3, 0.5).value(output, reference))
        .isCloseTo(row.expected().get("exact_stem").doubleValue(), within(1e-12));
    assertThat(new Meteor(true, 0.5, 2, 0.25).value(output, reference))
        .isCloseTo(
            row.expected().get("exact_stem_alpha0.5_beta2_gamma0.25").doubleValue(), within(1e-12));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(153);
  }

  @Test
  void evaluate_text_isSplitAtPunctuation() {
    // 4 pairs in one piece: 1 - 0.5 / 64
    assertThat(scored("meteor", "The cat sat.", "the CAT sat.").value()).isEqualTo(1 - 0.5 / 64);
    assertThat(scored("meteor", "running", "runs").value()).isEqualTo(0.5);
    assertThat(scored("meteor(stem=false)", "running", "runs").value()).isZero();
  }

  @Test
  void evaluate_severalReferences_takesTheBest() {
    assertThat(scored("meteor", "a b c", "x", "a b c", "c b a").value())
        .isEqualTo(scored("meteor", "a b c", "a b c").value());
  }

  @Test
  void evaluate_hostileText_isScored() {
    assertThat(scored("meteor", "", "x").value()).isZero();
    assertThat(scored("meteor", "", "").value()).isZero();
    assertThat(scored("meteor", "\0\ud800", "\0\ud800").value()).isPositive();
    String output = "lorem ipsum, dolor.\n".repeat(500_000);
    assertThat(scored("meteor", output, "ipsum lorem").value()).isBetween(0.0, 1e-4);
    assertThat(scored("meteor", "é".repeat(10_000_000), "x").value()).isZero();
  }
}
