package dev.assay.stats.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BradleyTerryTest {

  private static final BradleyTerry PLAIN = BradleyTerry.withDefaults().withPrior(0);

  @Test
  void of_twoContenders_logOddsAndTheirError() {
    // 30 of 40: the difference is log 3, its variance 1 / (40 * 3/4 * 1/4); each strength is half
    // of it.
    List<Estimate> strengths = PLAIN.of(new double[][] {{0, 30}, {10, 0}});
    assertThat(strengths.get(0).value()).isCloseTo(Math.log(3) / 2, within(1e-9));
    assertThat(strengths.get(1).value()).isCloseTo(-Math.log(3) / 2, within(1e-9));
    double half = 1.959963984540054 * Math.sqrt(1 / 7.5) / 2;
    assertThat(strengths.get(0).high() - strengths.get(0).value()).isCloseTo(half, within(1e-9));
    assertThat(strengths.get(0).n()).isEqualTo(40);
  }

  @Test
  void of_expectedWinsOfKnownStrengths_givesThemBack() {
    double[] truth = {0.9, 0.1, -0.3, -0.7};
    double[][] wins = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        wins[i][j] = i == j ? 0 : 100 / (1 + Math.exp(truth[j] - truth[i]));
      }
    }
    List<Estimate> strengths = PLAIN.of(wins);
    for (int i = 0; i < 4; i++) {
      assertThat(strengths.get(i).value()).isCloseTo(truth[i], within(1e-8));
    }
  }

  @Test
  void of_manyTournaments_intervalsCover() {
    double[] truth = {0.8, 0.2, -0.2, -0.8};
    SplittableRandom random = new SplittableRandom(41);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      double[][] wins = new double[4][4];
      for (int i = 0; i < 4; i++) {
        for (int j = i + 1; j < 4; j++) {
          for (int game = 0; game < 60; game++) {
            boolean first = random.nextDouble() < 1 / (1 + Math.exp(truth[j] - truth[i]));
            wins[first ? i : j][first ? j : i]++;
          }
        }
      }
      List<Estimate> strengths = PLAIN.of(wins);
      for (int i = 0; i < 4; i++) {
        covered += strengths.get(i).interval().contains(truth[i]) ? 1 : 0;
      }
    }
    assertThat(covered / 8_000.0).isBetween(0.94, 0.96);
  }

  @Test
  void of_allWon_finiteWithThePrior() {
    double[][] wins = {{0, 10, 10}, {0, 0, 5}, {0, 5, 0}};
    List<Estimate> strengths = BradleyTerry.withDefaults().of(wins);
    assertThat(strengths.get(0).value()).isBetween(1.0, 4.0);
    assertThat(strengths.get(1).value()).isCloseTo(strengths.get(2).value(), within(1e-9));
    assertThatThrownBy(() -> PLAIN.of(wins)).hasMessageContaining("use a prior");
  }

  @Test
  void of_contendersInAnotherOrder_sameStrengths() {
    double[][] wins = {{0, 7, 3}, {5, 0, 9}, {8, 2, 0}};
    double[][] turned = {{0, 2, 8}, {9, 0, 5}, {3, 7, 0}};
    List<Estimate> strengths = PLAIN.of(wins);
    List<Estimate> other = PLAIN.of(turned);
    for (int i = 0; i < 3; i++) {
      assertThat(other.get(i).value()).isCloseTo(strengths.get(2 - i).value(), within(1e-9));
    }
  }

  @Test
  void of_notConnectedOrWrong_saysWhatWasExpected() {
    double[][] apart = {{0, 3, 0, 0}, {2, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 4, 0}};
    assertThatThrownBy(() -> BradleyTerry.withDefaults().of(apart))
        .hasMessageContaining("connect them");
    assertThatThrownBy(() -> BradleyTerry.withDefaults().of(new double[][] {{0}}))
        .hasMessage("contenders: 1 (expected: at least 2)");
    assertThatThrownBy(() -> BradleyTerry.withDefaults().of(new double[][] {{0, -1}, {1, 0}}))
        .hasMessage("wins: -1.0 (expected: at least 0)");
  }
}
