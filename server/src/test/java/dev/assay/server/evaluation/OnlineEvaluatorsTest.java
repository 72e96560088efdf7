package dev.assay.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.store.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OnlineEvaluatorsTest {

  private static final ModelSettings KEY =
      ModelSettings.ofEnvironment(
          Map.of("OPENAI_API_KEY", "sk-0123456789abcdefghij", "ASSAY_JUDGE_MODEL", "openai:m"));

  @Test
  void bind_tellsCheapFromSampled_withVersions() {
    try (ChatModels chats = ChatModels.installed(KEY)) {
      OnlineEvaluators bound =
          bind(chats, cheap("refusal"), cheap("finish-reason"), judge("helpful", true));

      assertThat(bound.cheap())
          .extracting(OnlineEvaluator::name)
          .containsExactly("refusal", "finish-reason");
      OnlineEvaluator helpful = bound.sampled().get(0);
      assertThat(helpful.name()).isEqualTo("helpful");
      assertThat(helpful.judged()).isTrue();
      assertThat(helpful.models()).containsExactly("openai:m");
      assertThat(helpful.version()).matches("[0-9]+-[0-9a-f]{12}");
      assertThat(bound.find("helpful", helpful.version())).contains(helpful);
      assertThat(bound.find("helpful", "1-000000000000")).isEmpty();
      assertThat(helpful.sampling().name()).isEqualTo("helpful");
      assertThat(bound.notConfigured()).isEmpty();
    }
  }

  @Test
  void bind_judgeWithoutAModel_isListedAndHoldsNothingUp() {
    OnlineEvaluators bound = bind(ChatModels.none(), cheap("refusal"), judge("helpful", true));

    assertThat(bound.all()).extracting(OnlineEvaluator::name).containsExactly("refusal");
    assertThat(bound.notConfigured()).hasSize(1);
    assertThat(bound.notConfigured().get(0).name()).isEqualTo("helpful");
    assertThat(bound.notConfigured().get(0).reason()).contains("no model");
  }

  @Test
  void bind_whatNeedsAnExample_isRefusedInWords() {
    assertThatThrownBy(
            () -> bind(ChatModels.none(), cheap("rouge-l"), cheap("contains"), cheap("refusal")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.problems()).hasSize(2);
              assertThat(e.problems().get(0).message())
                  .startsWith("rouge-l: needs an expected output");
              assertThat(e.problems().get(1).message())
                  .startsWith("contains: needs an expected output");
            });
  }

  @Test
  void bind_containsWithTexts_needsNoExample() {
    ObjectNode parameters = Json.object();
    parameters.putArray("none").add("CompetitorA");
    MonitoredEvaluator contains =
        new MonitoredEvaluator(EvaluatorSpec.of("contains", parameters), false, "g", 1, 0);

    assertThat(bind(ChatModels.none(), contains).cheap()).hasSize(1);
  }

  @Test
  void bind_judgeOnEverything_isRefused() {
    try (ChatModels chats = ChatModels.installed(KEY)) {
      assertThatThrownBy(() -> bind(chats, judge("helpful", false)))
          .hasMessageContaining("helpful.sampled: false")
          .hasMessageContaining("language model");
    }
  }

  @Test
  void bind_unknownName_offersTheNearest() {
    assertThatThrownBy(() -> bind(ChatModels.none(), cheap("refusals")))
        .hasMessageContaining("refusal");
  }

  @Test
  void evaluation_failedScore_hasTheEvaluatorsMode() {
    OnlineEvaluators bound = bind(ChatModels.none(), cheap("refusal"));
    try (Scoring scoring = Scoring.within(Duration.ofSeconds(5), 10_000)) {
      Score score =
          scoring.score(bound.all().get(0), observed("I'm sorry, but I can't help with that."));
      assertThat(
              bound.all().get(0).evaluation(Sample.key(1), score, 1, Instant.EPOCH).failureMode())
          .isEqualTo(FailureMode.REFUSED);
    }
  }

  private static ObservedInteraction observed(String output) {
    return new ObservedInteraction(
        "1",
        null,
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        false,
        Interaction.builder()
            .input(List.of(Message.user("Can I return it?")))
            .output(output)
            .build());
  }

  private static OnlineEvaluators bind(ChatModels chats, MonitoredEvaluator... evaluators) {
    return OnlineEvaluators.bind(
        List.of(evaluators),
        EvaluatorRegistry.installed(),
        new EvaluatorContext(Path.of(""), EmbeddingModels.of(), chats));
  }

  private static MonitoredEvaluator cheap(String name) {
    return new MonitoredEvaluator(EvaluatorSpec.of(name), false, SampledEvaluator.TOGETHER, 1, 0);
  }

  private static MonitoredEvaluator judge(String name, boolean sampled) {
    EvaluatorSpec spec =
        EvaluatorSpec.of("judge", Json.object().put("criteria", "It helps.")).named(name);
    return new MonitoredEvaluator(spec, sampled, SampledEvaluator.TOGETHER, 1, 0);
  }
}
