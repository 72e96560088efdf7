package dev.assay.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RunComparisonTest {

  private static final Offset<Double> NEAR = Offset.offset(1e-9);

  @Test
  void of_worse_isARegressionByMcNemarsExactTest() {
    // 12 newly failing, 1 newly passing: 2 * P(X <= 1 | 13, 1/2) = 28 / 8192.
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 100; i++) {
      base.example(i != 99, 4.0);
      candidate.example(i >= 12, 4.0);
    }
    RunComparison comparison = compare(base, candidate);
    Compared rate = find(comparison, Compared.PASS_RATE);
    assertThat(rate.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(rate.p().orElseThrow()).isEqualTo(28 / 8192.0, NEAR);
    assertThat(rate.adjustedP().orElseThrow()).isEqualTo(2 * 28 / 8192.0, NEAR);
    assertThat(rate.paired()).isTrue();
    assertThat(Objects.requireNonNull(rate.difference()).value()).isEqualTo(-0.11, NEAR);
    assertThat(rate.difference().interval().contains(-0.11)).isTrue();
    assertThat(comparison.recommendation())
        .isEqualTo(RunComparison.Recommendation.BLOCK_DEPLOYMENT);
    assertThat(comparison.flips()).hasSize(13);
    assertThat(comparison.flips().get(0).newlyFailing()).isTrue();
    assertThat(comparison.flips().get(12).id()).isEqualTo("e99");
  }

  @Test
  void of_equalRuns_areNoChange() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 200; i++) {
      base.example(i > 10, 4.0);
      candidate.example(i > 10, 4.0);
    }
    RunComparison comparison = compare(base, candidate);
    assertThat(comparison.compared()).extracting(Compared::outcome).containsOnly(Outcome.NO_CHANGE);
    assertThat(comparison.conclusive()).isTrue();
    assertThat(comparison.recommendation()).isEqualTo(RunComparison.Recommendation.PROCEED);
  }

  @Test
  void of_constantDrop_isARegressionThoughNothingVaries() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 20; i++) {
      base.example(true, 4.0);
      candidate.example(true, 3.0);
    }
    assertThat(find(compare(base, candidate), ScoresOf.JUDGE).outcome())
        .isEqualTo(Outcome.REGRESSION);
    ComparisonSettings welch = welch();
    assertThat(
            find(RunComparison.of(base.build(), candidate.build(), welch), ScoresOf.JUDGE)
                .outcome())
        .isEqualTo(Outcome.REGRESSION);
  }

  @Test
  void of_smallAndSure_isSignificantButTrivial() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      double grade = 3 + random.nextDouble();
      base.example(true, grade);
      candidate.example(true, grade - 0.05 - 0.01 * random.nextDouble());
    }
    Compared judge = find(compare(base, candidate), ScoresOf.JUDGE);
    assertThat(judge.outcome()).isEqualTo(Outcome.SIGNIFICANT_BUT_TRIVIAL);
    assertThat(judge.minimumEffect()).isEqualTo(0.08, NEAR);
    ComparisonSettings strict =
        settings(OptionalDouble.of(0.01), ComparisonSettings.Method.AUTO, false);
    assertThat(
            find(RunComparison.of(base.build(), candidate.build(), strict), ScoresOf.JUDGE)
                .outcome())
        .isEqualTo(Outcome.REGRESSION);
  }

  @Test
  void of_fewExamples_isInsufficientData() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 9; i++) {
      base.example(true, 5.0);
      candidate.example(false, 1.0);
    }
    RunComparison comparison = compare(base, candidate);
    assertThat(comparison.compared())
        .extracting(Compared::outcome)
        .containsOnly(Outcome.INSUFFICIENT_DATA);
    assertThat(comparison.conclusive()).isFalse();
  }

  @Test
  void of_anotherVersion_blocksItsVerdictAndThePassRate() {
    ScoresOf base = ScoresOf.run("base").version("1-old");
    ScoresOf candidate = ScoresOf.run("candidate").version("1-new");
    for (int i = 0; i < 50; i++) {
      base.example(true, 5.0);
      candidate.example(false, 1.0);
    }
    RunComparison comparison = compare(base, candidate);
    assertThat(comparison.compared())
        .extracting(Compared::outcome)
        .containsOnly(Outcome.INCONCLUSIVE);
    assertThat(comparison.announcements())
        .anySatisfy(a -> assertThat(a.words()).contains("1-old", "1-new", "rejudge"));
  }

  @Test
  void of_anotherPolicy_blocksThePassRateAlone() {
    ScoresOf base = ScoresOf.run("base").policy("sha256:1");
    ScoresOf candidate = ScoresOf.run("candidate").policy("sha256:2");
    for (int i = 0; i < 50; i++) {
      base.example(true, 4.0 + i % 2);
      candidate.example(false, 2.0 + i % 2);
    }
    RunComparison comparison = compare(base, candidate);
    assertThat(find(comparison, Compared.PASS_RATE).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(find(comparison, ScoresOf.JUDGE).outcome()).isEqualTo(Outcome.REGRESSION);
  }

  @Test
  void of_evaluatorThatDecidesInOneRunOnly_blocksThePassRateAndSaysHowToMendIt() {
    ScoresOf base = ScoresOf.run("base").policy("sha256:1");
    ScoresOf candidate = ScoresOf.run("candidate").policy("sha256:2");
    for (int i = 0; i < 50; i++) {
      base.example(true, 4.0 + i % 2);
      candidate.example(false, 4.0 + i % 2);
    }
    RunScores now = candidate.build();
    List<RunScores.Measured> more = new ArrayList<>(now.evaluators());
    more.add(new RunScores.Measured("rule", "1-r", true, 0, 1, true));
    RunComparison comparison =
        RunComparison.of(
            base.build(),
            new RunScores(now.run(), more, now.examples()),
            ComparisonSettings.DEFAULT);
    assertThat(find(comparison, Compared.PASS_RATE).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    // To decide the base again by another policy would not give it the scores.
    assertThat(comparison.announcements())
        .anySatisfy(a -> assertThat(a.words()).contains("rule decides", "assay rejudge"))
        .noneSatisfy(a -> assertThat(a.words()).contains("--update"));
  }

  @Test
  void of_changedExamples_areLeftOutAndAnnounced() {
    ScoresOf base = ScoresOf.run("base").dataset("sha256:a");
    ScoresOf candidate = ScoresOf.run("candidate").dataset("sha256:b");
    for (int i = 0; i < 30; i++) {
      base.example(true, 5.0);
      candidate.example("e" + i, i < 10 ? "other" : "h" + i, i >= 10, 5.0);
    }
    candidate.example("new", "new", false, 1.0);
    RunComparison comparison = compare(base, candidate);
    assertThat(comparison.shared()).isEqualTo(20);
    assertThat(find(comparison, Compared.PASS_RATE).outcome()).isNotEqualTo(Outcome.REGRESSION);
    assertThat(comparison.announcements())
        .anySatisfy(
            a ->
                assertThat(a.words())
                    .contains("20 examples are in both", "10 ask", "1 only in the candidate"));
  }

  @Test
  void of_noSharedExample_isRefusedUnlessUnpaired() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 40; i++) {
      base.example("a" + i, "a" + i, i % 10 != 0, 4.0 + i % 2);
      candidate.example("b" + i, "b" + i, i % 2 == 0, 3.0 + i % 2);
    }
    assertThatThrownBy(() -> compare(base, candidate))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no example in common")
        .hasMessageContaining("--unpaired");
    ComparisonSettings unpaired =
        settings(OptionalDouble.empty(), ComparisonSettings.Method.AUTO, true);
    RunComparison comparison = RunComparison.of(base.build(), candidate.build(), unpaired);
    assertThat(comparison.compared())
        .extracting(Compared::outcome)
        .containsOnly(Outcome.REGRESSION);
    assertThat(comparison.compared()).extracting(Compared::paired).containsOnly(false);
    assertThat(comparison.announcements())
        .anySatisfy(a -> assertThat(a.words()).contains("independent samples"));
  }

  @Test
  void of_emptyRunOrUnknownEvaluator_isRefused() {
    ScoresOf some = ScoresOf.run("some").example(true, 4.0);
    assertThatThrownBy(() -> compare(ScoresOf.run("none"), some))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("base: run none");
    ComparisonSettings other =
        new ComparisonSettings(
            0.05,
            OptionalDouble.empty(),
            ComparisonSettings.Method.AUTO,
            ComparisonSettings.Adjustment.HOLM,
            EnumSet.noneOf(Slice.By.class),
            List.of("helpfulnes"),
            false);
    assertThatThrownBy(() -> RunComparison.of(some.build(), some.build(), other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("helpfulness");
  }

  @Test
  void of_unscored_boundTheDifferenceAndWithholdTheVerdict() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 100; i++) {
      base.example(i >= 5, 4.0);
      if (i < 40) {
        candidate.unscored();
      } else {
        candidate.example(i >= 60, 4.0);
      }
    }
    Compared rate = find(compare(base, candidate), Compared.PASS_RATE);
    assertThat(rate.candidate().unscored()).isEqualTo(40);
    Compared.Bounds bounds = Objects.requireNonNull(rate.bounds());
    assertThat(bounds.worst()).isEqualTo(0.40 - 0.95, NEAR);
    assertThat(bounds.best()).isEqualTo(0.80 - 0.95, NEAR);
    // Even if all the unscored had passed it would be worse.
    assertThat(rate.outcome()).isEqualTo(Outcome.REGRESSION);
  }

  @Test
  void of_slices_areComparedEach() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 60; i++) {
      base.example(true, 4.0);
      candidate.example(i % 2 == 1, 4.0);
    }
    ComparisonSettings sliced =
        new ComparisonSettings(
            0.05,
            OptionalDouble.empty(),
            ComparisonSettings.Method.AUTO,
            ComparisonSettings.Adjustment.HOLM,
            EnumSet.allOf(Slice.By.class),
            List.of(Compared.PASS_RATE),
            false);
    RunComparison comparison = RunComparison.of(base.build(), candidate.build(), sliced);
    assertThat(comparison.compared())
        .extracting(c -> c.slice().words() + " " + c.outcome().key())
        .contains(
            "all regression", "partition golden regression", "partition distribution inconclusive");
    assertThat(comparison.compared()).hasSize(5);
  }

  @Test
  void of_simulatedUnchangedSystems_hardlyEverBlocks() {
    Random random = new Random(20261121);
    int runs = 400;
    int blocked = 0;
    for (int run = 0; run < runs; run++) {
      ScoresOf base = ScoresOf.run("base");
      ScoresOf candidate = ScoresOf.run("candidate");
      for (int i = 0; i < 60; i++) {
        base.example(random.nextDouble() < 0.9, grade(random));
        candidate.example(random.nextDouble() < 0.9, grade(random));
      }
      boolean block =
          compare(base, candidate).recommendation()
              == RunComparison.Recommendation.BLOCK_DEPLOYMENT;
      blocked += block ? 1 : 0;
    }
    // Two-sided at 5% in all, so that one in 40 is worse by chance: 10 of 400, and 18 at the 99%
    // quantile of that binomial.
    assertThat(blocked).isLessThanOrEqualTo(18);
  }

  @Test
  void of_manySlices_findsWhatIsClearInOneOfThem() {
    // 1,200 slices of two measures: 20,000 flips, adjusted over all of them, could show nothing.
    List<ExampleScores> before = new ArrayList<>();
    List<ExampleScores> now = new ArrayList<>();
    Random random = new Random(11);
    for (int tag = 0; tag < 1_200; tag++) {
      for (int i = 0; i < (tag == 0 ? 60 : 1); i++) {
        String id = tag + "-" + i;
        double grade = 4 + 0.3 * random.nextDouble();
        before.add(tagged(id, "tag" + tag, grade));
        now.add(tagged(id, "tag" + tag, tag == 0 ? grade - 1 - 0.2 * random.nextDouble() : grade));
      }
    }
    ComparisonSettings byTag =
        new ComparisonSettings(
            0.05,
            OptionalDouble.empty(),
            ComparisonSettings.Method.AUTO,
            ComparisonSettings.Adjustment.HOLM,
            EnumSet.of(Slice.By.TAG),
            List.of(ScoresOf.JUDGE),
            false);
    RunScores base = ScoresOf.run("base").build();
    RunComparison comparison =
        RunComparison.of(
            new RunScores(base.run(), base.evaluators(), before),
            new RunScores(base.run(), base.evaluators(), now),
            byTag);
    assertThat(comparison.with(Outcome.REGRESSION))
        .extracting(compared -> compared.slice().value())
        .contains("tag0");
  }

  private static ExampleScores tagged(String id, String tag, double grade) {
    return new ExampleScores(
        id,
        id,
        Partition.DISTRIBUTION,
        List.of(tag),
        Verdict.Outcome.PASS,
        1,
        null,
        Map.of(ScoresOf.JUDGE, grade),
        Set.of(),
        List.of(),
        null,
        null);
  }

  @Test
  void of_leastEffectAsWideAsTheScale_isRefused() {
    ScoresOf run = ScoresOf.run("run");
    for (int i = 0; i < 20; i++) {
      run.example(i % 2 == 0, 4.0 + i % 2);
    }
    ComparisonSettings wide = settings(OptionalDouble.of(1), ComparisonSettings.Method.AUTO, false);
    assertThatThrownBy(() -> RunComparison.of(run.build(), run.build(), wide))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "minimum effect: 1.0 (expected: less than 1, the width of the scale of pass_rate)");
    // Of Welch's it is a number of standard deviations.
    ComparisonSettings welch =
        settings(OptionalDouble.of(1), ComparisonSettings.Method.WELCH, false);
    assertThat(RunComparison.of(run.build(), run.build(), welch).compared()).isNotEmpty();
  }

  @Test
  void of_valuesBesideTheirScaleAndTimesBelowZero_areComparedWithoutTheirBounds() {
    ScoresOf base = ScoresOf.run("base");
    ScoresOf candidate = ScoresOf.run("candidate");
    for (int i = 0; i < 20; i++) {
      base.example(true, i == 0 ? 90.0 : 4.0);
      candidate.example(true, 4.0 + i % 2);
    }
    RunScores built = base.build();
    List<ExampleScores> examples = new ArrayList<>(built.examples());
    examples.add(
        new ExampleScores(
            "clock",
            "clock",
            Partition.DISTRIBUTION,
            List.of(),
            Verdict.Outcome.PASS,
            1,
            null,
            Map.of(),
            Set.of(),
            List.of(-5.0),
            null,
            null));
    RunComparison comparison =
        RunComparison.of(
            new RunScores(built.run(), built.evaluators(), examples),
            candidate.build(),
            ComparisonSettings.DEFAULT);
    assertThat(find(comparison, ScoresOf.JUDGE).difference()).isNotNull();
    assertThat(comparison.amounts()).isNotEmpty();
  }

  private static double grade(Random random) {
    return Math.max(1, Math.min(5, 4 + 0.5 * random.nextGaussian()));
  }

  private static ComparisonSettings welch() {
    return settings(OptionalDouble.empty(), ComparisonSettings.Method.WELCH, false);
  }

  private static ComparisonSettings settings(
      OptionalDouble least, ComparisonSettings.Method method, boolean unpaired) {
    return new ComparisonSettings(
        0.05,
        least,
        method,
        ComparisonSettings.Adjustment.HOLM,
        EnumSet.noneOf(Slice.By.class),
        List.of(),
        unpaired);
  }

  private static RunComparison compare(ScoresOf base, ScoresOf candidate) {
    return RunComparison.of(base.build(), candidate.build(), ComparisonSettings.DEFAULT);
  }

  private static Compared find(RunComparison comparison, String measure) {
    return comparison.compared().stream()
        .filter(c -> c.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }
}
