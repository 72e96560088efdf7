package dev.assay.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.ValueUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationalMeasuresTest {

  @Test
  void slower_isShownAndBlocksNothing() {
    RunComparison comparison = compare(List.of());
    Compared latency = comparison.compared().get(1);
    assertThat(latency.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(latency.operational()).isTrue();
    assertThat(comparison.decisive()).extracting(Compared::measure).containsExactly("pass_rate");
    assertThat(comparison.recommendation()).isEqualTo(RunComparison.Recommendation.PROCEED);
    assertThat(latency.adjustedP()).isEqualTo(latency.p());
  }

  @Test
  void askedForByName_counts() {
    RunComparison comparison = compare(List.of(ScoresOf.JUDGE));
    assertThat(comparison.recommendation())
        .isEqualTo(RunComparison.Recommendation.BLOCK_DEPLOYMENT);
  }

  private static RunComparison compare(List<String> evaluators) {
    ComparisonSettings usual = ComparisonSettings.DEFAULT;
    return RunComparison.of(
        run("base", 2),
        run("candidate", 4),
        new ComparisonSettings(
            usual.alpha(),
            OptionalDouble.empty(),
            usual.method(),
            usual.adjustment(),
            Set.of(),
            evaluators,
            false));
  }

  private static RunScores run(String id, double grade) {
    ScoresOf scores = ScoresOf.run(id);
    for (int i = 0; i < 40; i++) {
      scores.example(i % 10 != 0, grade + i % 3 * 0.1);
    }
    RunScores built = scores.build();
    List<RunScores.Measured> evaluators = new ArrayList<>();
    for (RunScores.Measured one : built.evaluators()) {
      evaluators.add(
          new RunScores.Measured(
              one.name(), one.version(), false, one.low(), one.high(), false, ValueUnit.MILLIS));
    }
    return new RunScores(built.run(), evaluators, built.examples());
  }
}
