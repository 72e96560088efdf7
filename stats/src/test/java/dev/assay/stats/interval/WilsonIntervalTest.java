package dev.assay.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilsonIntervalTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(WilsonIntervalTest.class, "proportion_ci.jsonl");
  }

  // statsmodels 0.13.5, proportion_confint(method="wilson")
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    long successes = row.input().get("successes").longValue();
    long trials = row.input().get("n").longValue();
    assertThat(row.expected().get("levels").size()).isEqualTo(5);
    row.expected()
        .get("levels")
        .properties()
        .forEach(
            level -> {
              double[] ends = Vectors.numbers(level.getValue().get("wilson"));
              Estimate estimate =
                  WilsonInterval.withDefaults()
                      .withLevel(Double.parseDouble(level.getKey()))
                      .of(successes, trials);
              assertThat(estimate.low()).isCloseTo(ends[0], within(1e-9));
              assertThat(estimate.high()).isCloseTo(ends[1], within(1e-9));
              assertThat(estimate.value()).isEqualTo((double) successes / trials);
              assertThat(estimate.n()).isEqualTo(trials);
              assertThat(estimate.interval().contains(estimate.value())).isTrue();
            });
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(55);
  }

  @Test
  void of_noneOrAll_endsAtZeroOrOne() {
    assertThat(WilsonInterval.withDefaults().of(0, 7).low()).isZero();
    assertThat(WilsonInterval.withDefaults().of(7, 7).high()).isEqualTo(1);
    assertThat(WilsonInterval.withDefaults().of(7, 7).low()).isGreaterThan(0.5);
  }

  @Test
  void withDefaults_coversWithNinetyFivePercent() {
    assertThat(WilsonInterval.withDefaults().of(1, 2).level()).isEqualTo(0.95);
  }

  @Test
  void of_impossibleCounts_saysWhatWasExpected() {
    assertThatThrownBy(() -> WilsonInterval.withDefaults().of(11, 10))
        .hasMessage("successes: 11 (expected: 0 <= successes <= trials = 10)");
    assertThatThrownBy(() -> WilsonInterval.withDefaults().of(-1, 10))
        .hasMessage("successes: -1 (expected: 0 <= successes <= trials = 10)");
    assertThatThrownBy(() -> WilsonInterval.withDefaults().of(0, 0))
        .hasMessage("trials: 0 (expected: trials >= 1)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void withLevel_outsideZeroToOne_saysWhatWasExpected(double level) {
    assertThatThrownBy(() -> WilsonInterval.withDefaults().withLevel(level))
        .hasMessage("level: " + level + " (expected: 0 < level < 1)");
  }

  @Test
  void ofGroups_singleTrials_equalNoGroups() {
    boolean[] success = {true, false, true, true, false};
    assertThat(WilsonInterval.withDefaults().ofGroups(success, new int[] {4, -1, 9, 2, 7}))
        .isEqualTo(WilsonInterval.withDefaults().of(3, 5));
  }

  @Test
  void ofGroups_repeatsThatNeverDiffer_areOneTrialEach() {
    boolean[] success = new boolean[40];
    int[] groups = new int[40];
    for (int i = 0; i < 40; i++) {
      groups[i] = i / 4;
      success[i] = groups[i] < 3;
    }
    var grouped = WilsonInterval.withDefaults().ofGroups(success, groups);
    var of10 = WilsonInterval.withDefaults().of(3, 10);
    assertThat(grouped.value()).isEqualTo(0.3);
    assertThat(grouped.n()).isEqualTo(40);
    assertThat(grouped.high() - grouped.low()).isGreaterThan(of10.high() - of10.low());
    assertThat(WilsonInterval.withDefaults().ofGroups(new boolean[40], groups).high())
        .isEqualTo(WilsonInterval.withDefaults().of(0, 10).high());
    assertThat(WilsonInterval.withDefaults().ofGroups(success, new int[40]).high())
        .isGreaterThan(0.7);
  }

  @Test
  void ofGroups_manySamples_covers() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(3);
    int covered = 0;
    int single = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      boolean[] success = new boolean[160];
      int[] groups = new int[160];
      long successes = 0;
      for (int i = 0; i < success.length; i++) {
        groups[i] = i / 4;
      }
      double own = 0;
      for (int i = 0; i < success.length; i++) {
        own = i % 4 == 0 ? (random.nextDouble() < 0.25 ? 0.8 : 0.05) : own;
        success[i] = random.nextDouble() < own;
        successes += success[i] ? 1 : 0;
      }
      double truth = 0.25 * 0.8 + 0.75 * 0.05;
      covered +=
          WilsonInterval.withDefaults().ofGroups(success, groups).interval().contains(truth)
              ? 1
              : 0;
      single += WilsonInterval.withDefaults().of(successes, 160).interval().contains(truth) ? 1 : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
    assertThat(single / 2_000.0).isLessThan(0.85);
  }
}
