package dev.assay.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelFamily;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTallyTest {

  private final JudgeTally tally = new JudgeTally("j");

  @Test
  void pairs_thatTheOrderDecided_areTheBias() {
    for (int i = 0; i < 10; i++) {
      add(
          i,
          0.5,
          "{\"judge\": {\"model\": \"a:b\"}, \"pair\": {\"consistent\": " + (i >= 2) + "}}");
    }
    JudgeSummary summary = tally.summary(Set.of());
    assertThat(summary.positionBias()).isNotNull();
    assertThat(summary.positionBias().value()).isEqualTo(0.2);
    assertThat(summary.positionBias().n()).isEqualTo(10);
    assertThat(summary.unstable()).isNull();
    assertThat(summary.panelAlpha()).isNull();
    assertThat(summary.lengthBias()).isNull();
    assertThat(summary.models()).containsExactly("a:b");
  }

  @Test
  void pairs_repeatsOfAnExample_areNoMoreThanThatExample() {
    for (int i = 0; i < 40; i++) {
      int example = i / 4;
      add(example, 0.5, "{\"pair\": {\"consistent\": " + (example >= 3) + "}}");
    }
    JudgeSummary summary = tally.summary(Set.of());
    assertThat(summary.positionBias().value()).isEqualTo(0.3);
    assertThat(summary.positionBias().n()).isEqualTo(40);
    var of10 = dev.assay.stats.interval.WilsonInterval.withDefaults().of(3, 10);
    assertThat(summary.positionBias().high()).isGreaterThanOrEqualTo(of10.high());
    assertThat(summary.positionBias().low()).isLessThanOrEqualTo(of10.low());
  }

  @Test
  void judge_ofTheTargetsFamily_isNamed_andLengthIsCorrelated() {
    for (int i = 0; i < 6; i++) {
      add(
          i,
          i,
          "{\"judge\": {\"model\": \"openai:gpt-4o\", \"model_answered\": \"gpt-4o-x\", \"stable\": "
              + (i > 0)
              + "}, \"usage\": {\"cost\": 0.5}}");
    }
    JudgeSummary summary = tally.summary(Set.of(ModelFamily.GPT));
    assertThat(summary.sameFamily()).containsExactly(ModelFamily.GPT);
    assertThat(summary.unstable().value()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(summary.lengthBias().value()).isCloseTo(1, within(1e-12));
    assertThat(summary.usage().cost()).isEqualTo(3.0);
    assertThat(summary.modelsAnswered()).containsExactly("gpt-4o-x");
  }

  @Test
  void panel_thatAgrees_hasAlphaOne() {
    for (int i = 0; i < 4; i++) {
      add(
          i,
          i,
          "{\"panel\": {\"members\": [{\"name\": \"x\", \"value\": "
              + i
              + "}, {\"name\": \"y\", \"value\": "
              + i
              + "}, {\"name\": \"z\", \"unscored\": \"late\"}]}}");
    }
    JudgeSummary summary = tally.summary(Set.of());
    assertThat(summary.panelAlpha()).isNotNull();
    assertThat(summary.panelAlpha().value()).isCloseTo(1.0, within(1e-12));
    assertThat(summary.panelAlpha().n()).isEqualTo(4);
    assertThat(summary.panelItems()).isEqualTo(4);
  }

  @Test
  void evidence_ofAnyShape_isHarmless() {
    for (String evidence :
        List.of(
            "{\"judge\": 1, \"panel\": {\"members\": 3}, \"pair\": [], \"usage\": 4}",
            "{\"judge\": {\"model\": {}, \"stable\": \"no\", \"model_answered\": [1, null]}}",
            "{\"panel\": {\"members\": [null, 1, {\"name\": 2, \"value\": \"x\"}]}}")) {
      add(0, 1, evidence);
    }
    JudgeSummary summary = tally.summary(Set.of());
    assertThat(summary.scored()).isEqualTo(3);
    assertThat(summary.models()).isEmpty();
    assertThat(summary.positionBias()).isNull();
    assertThat(summary.panelItems()).isZero();
  }

  private void add(int i, double value, String evidence) {
    Example example =
        Example.builder("e" + i, Partition.DISTRIBUTION, Json.array().add("q").get(0)).build();
    tally.add(
        new ExampleResult(
            example,
            0,
            Interaction.ofOutput("x".repeat(i + 1)),
            List.of(),
            Verdict.PASSED,
            false,
            Instant.EPOCH),
        new JudgeScore("j", "j", value, Json.parse(evidence, "evidence", 1), true));
  }
}
