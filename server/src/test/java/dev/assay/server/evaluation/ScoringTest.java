package dev.assay.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.server.config.MonitoredEvaluator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScoringTest {

  @Test
  void score_thatTakesTooLong_isInterruptedAndUnscored_andTheThreadLivesOn() {
    try (Scoring scoring = Scoring.within(Duration.ofMillis(100), 1_000)) {
      Score score =
          scoring.score(
              of(
                  subject -> {
                    try {
                      Thread.sleep(20_000);
                    } catch (InterruptedException e) {
                      throw new ModelException(Kind.INTERRUPTED, "interrupted", e);
                    }
                    return Score.of(1);
                  }),
              saying("x"));

      assertThat(((Score.Unscored) score).reason()).isEqualTo("took longer than 100 ms");
      assertThat(Failure.of(score).kinds()).containsExactly(Kind.TIMEOUT);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(scoring.score(of(subject -> Score.of(1)), saying("x"))).isEqualTo(Score.of(1));
    }
  }

  @Test
  void score_ofALongText_isUnscored() {
    try (Scoring scoring = Scoring.within(Duration.ofSeconds(5), 1_000)) {
      Score score = scoring.score(of(subject -> Score.of(1)), saying("x".repeat(1_001)));

      assertThat(((Score.Unscored) score).reason())
          .isEqualTo("the interaction has 1001 characters (expected: at most 1000)");
    }
  }

  @Test
  void score_whateverTheEvaluatorDoes_doesNotThrow() {
    try (Scoring scoring = Scoring.within(Duration.ofSeconds(5), 1_000)) {
      Score thrown =
          scoring.score(
              of(
                  subject -> {
                    throw new IllegalStateException("\u001B[31m" + "x".repeat(100_000));
                  }),
              saying("x"));
      assertThat(((Score.Unscored) thrown).reason())
          .startsWith("evaluator failed: ")
          .doesNotContain("\u001B")
          .hasSizeLessThan(2_100);

      Score deep = scoring.score(of(ScoringTest::deeper), saying("x"));
      assertThat(deep).isInstanceOf(Score.Unscored.class);
    }
  }

  @Test
  void score_withLongWords_isBounded() {
    try (Scoring scoring = Scoring.within(Duration.ofSeconds(5), 1_000)) {
      Score.Scored score =
          (Score.Scored)
              scoring.score(
                  of(
                      subject ->
                          Score.of(1)
                              .withLabel("l".repeat(5_000))
                              .withExplanation("a\u0000\nb" + "c".repeat(1_000_000))),
                  saying("x"));

      assertThat(score.label()).hasSizeLessThan(200);
      assertThat(score.explanation()).hasSizeLessThan(2_100).doesNotContain("\u0000");
    }
  }

  @SuppressWarnings("InfiniteRecursion") // To run out of stack is the point.
  private static Score deeper(Subject subject) {
    return deeper(subject).evidence().isEmpty() ? Score.of(1) : Score.of(0);
  }

  private static Interaction saying(String text) {
    return Interaction.builder().output(text).build();
  }

  private static OnlineEvaluator of(Evaluator evaluator) {
    EvaluatorDefinition definition =
        EvaluatorDefinition.builder("own", "1", "What a test says.")
            .createdBy((parameters, context) -> evaluator);
    BoundEvaluator bound =
        EvaluatorRegistry.of(List.of(definition))
            .bind(EvaluatorSpec.of("own"), new EvaluatorContext(Path.of(""), EmbeddingModels.of()));
    return new OnlineEvaluator(
        new MonitoredEvaluator(EvaluatorSpec.of("own"), false, "g", 1, 0), bound, List.of());
  }
}
