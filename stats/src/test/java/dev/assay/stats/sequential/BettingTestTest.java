package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BettingTestTest {

  @Test
  void eValue_ofDefinition_equal() {
    EProcess process = BettingTest.dropBelow(0.8).start();
    boolean[] passed = {true, false, false, true, false};
    for (boolean value : passed) {
      process.add(value);
    }
    double expected = 0;
    for (int i = 0; i < 16; i++) {
      double f = Math.pow(2, -10 * i / 15.0);
      expected += Math.pow(1 - f, 2) * Math.pow(1 - f + f / 0.2, 3) / 16;
    }
    assertThat(process.eValue()).isCloseTo(expected, within(1e-9));
    assertThat(process.logEValue()).isCloseTo(Math.log(expected), within(1e-12));
    assertThat(process.pValue()).isCloseTo(1 / expected, within(1e-12));
    assertThat(process.count()).isEqualTo(5);
    assertThat(process.baseline()).isEqualTo(0.8);
  }

  // The capital of bets begun at each observation, summed without recursion.
  @Test
  void eValue_withRestarts_isTheMixtureOverAllStarts() {
    EProcess process = BettingTest.riseAbove(2, 0, 4).withRestarts().start();
    double[] x = {1, 3, 4, 0, 4, 4};
    for (double value : x) {
      process.add(value);
    }
    double expected = 1.0 / (x.length + 1);
    for (int start = 1; start <= x.length; start++) {
      for (int i = 0; i < 16; i++) {
        double f = Math.pow(2, -10 * i / 15.0);
        double product = 1.0 / (start * (start + 1)) / 16;
        for (int j = start - 1; j < x.length; j++) {
          product *= 1 - f + f * x[j] / 2;
        }
        expected += product;
      }
    }
    assertThat(process.eValue()).isCloseTo(expected, within(1e-12));
  }

  // Over all outcomes of 12 trials at the baseline, weighed by their probability.
  @Test
  void eValue_expectationAtTheBaseline_isOne() {
    for (boolean restarts : new boolean[] {false, true}) {
      double expectation = 0;
      for (int outcome = 0; outcome < 1 << 12; outcome++) {
        BettingTest test = BettingTest.dropBelow(0.7);
        EProcess process = (restarts ? test.withRestarts() : test).start();
        double probability = 1;
        for (int i = 0; i < 12; i++) {
          boolean passed = (outcome >> i & 1) == 1;
          probability *= passed ? 0.7 : 0.3;
          process.add(passed);
        }
        expectation += probability * process.eValue();
      }
      assertThat(expectation).isCloseTo(1, within(1e-9));
    }
  }

  // Two draws of two, the second with unequal weights, summed without recursion.
  @Test
  void eValue_ofWeightedDraws_isTheMixtureOverTheStartsOfDraws() {
    EProcess process = BettingTest.dropBelow(0.8).withRestarts().start();
    double[][] values = {{1, 0}, {0, 1}};
    double[][] weights = {{1, 1}, {0.25, 1}};
    process.addTogether(values[0], weights[0]);
    process.addTogether(values[1], weights[1]);
    double expected = 1.0 / 3;
    for (int start = 0; start < 2; start++) {
      for (int i = 0; i < 16; i++) {
        double f = Math.pow(2, -10 * i / 15.0);
        double product = 1.0 / ((start + 1) * (start + 2)) / 16;
        for (int draw = start; draw < 2; draw++) {
          for (int j = 0; j < 2; j++) {
            double missed = 1 - values[draw][j];
            product *= 1 + f * weights[draw][j] * (missed - 0.2) / 0.2;
          }
        }
        expected += product;
      }
    }
    assertThat(process.eValue()).isCloseTo(expected, within(1e-12));
    assertThat(process.count()).isEqualTo(4);
  }

  @Test
  void addTogether_oneOfFullWeight_isAdd() {
    EProcess together = BettingTest.dropBelow(0.8).withRestarts().start();
    EProcess alone = BettingTest.dropBelow(0.8).withRestarts().start();
    for (double value : new double[] {1, 0, 0.4, 0, 1}) {
      together.addTogether(new double[] {value}, new double[] {1});
      alone.add(value);
    }
    assertThat(together.toBytes()).isEqualTo(alone.toBytes());
  }

  // Of 10 items 7 are good. The two that are odd are drawn for certain, and one of the others.
  @Test
  void eValue_expectationOfAStratifiedDrawAtTheBaseline_isAtMostOneIfWeighted() {
    double[] others = {1, 1, 1, 1, 1, 1, 1, 0};
    double weighted = 0;
    double plain = 0;
    for (double other : others) {
      double[] drawn = {0, 0, other};
      weighted += after(drawn, 1.0 / 8, 1.0 / 8, 1) / others.length;
      plain += after(drawn, 1, 1, 1) / others.length;
    }
    assertThat(weighted).isBetween(0.95, 1.0);
    assertThat(plain).isGreaterThan(1.5);
  }

  private static double after(double[] values, double... weights) {
    EProcess process = BettingTest.dropBelow(0.7).start();
    process.addTogether(values, weights);
    return process.eValue();
  }

  @Test
  void addTogether_weightOutOfRange_saysWhatWasExpectedAndChangesNothing() {
    EProcess process = BettingTest.dropBelow(0.7).start();
    double[] values = {0, 0};
    assertThatThrownBy(() -> process.addTogether(values, new double[] {1, 1.5}))
        .hasMessage("weights: 1.5 (expected: 0 < weight <= 1)");
    assertThatThrownBy(() -> process.addTogether(values, new double[] {1}))
        .hasMessage("weights: 1 (expected: one for each of 2)");
    assertThat(process.count()).isZero();
    assertThat(process.eValue()).isEqualTo(1);
  }

  @Test
  void pValue_afterTheStreamRecovers_staysWhereItWas() {
    EProcess process = BettingTest.dropBelow(0.9).start();
    for (int i = 0; i < 10; i++) {
      process.add(false);
    }
    assertThat(process.rejects(0.01)).isTrue();
    double p = process.pValue();
    for (int i = 0; i < 500; i++) {
      process.add(true);
    }
    assertThat(process.eValue()).isLessThan(1);
    assertThat(process.pValue()).isEqualTo(p);
    assertThat(process.rejects(0.01)).isTrue();
  }

  @Test
  void add_dropAfterALongGoodTime_restartsFindItSooner() {
    SplittableRandom random = new SplittableRandom(2);
    EProcess plain = BettingTest.dropBelow(0.9).start();
    EProcess restarting = BettingTest.dropBelow(0.9).withRestarts().start();
    for (int i = 0; i < 100_000; i++) {
      boolean passed = random.nextDouble() < 0.95;
      plain.add(passed);
      restarting.add(passed);
    }
    int after = 0;
    while (!restarting.rejects(0.05)) {
      restarting.add(random.nextDouble() < 0.7);
      after++;
    }
    assertThat(after).isLessThan(300);
    assertThat(plain.logEValue()).isLessThan(-20);
    assertThat(restarting.eValue()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void resume_atAnyMoment_goesOnAsIfNeverStopped() {
    SplittableRandom random = new SplittableRandom(8);
    for (BettingTest test :
        new BettingTest[] {
          BettingTest.dropBelow(2, 1, 5), BettingTest.riseAbove(3, 1, 5).withRestarts()
        }) {
      EProcess whole = test.start();
      EProcess stopped = test.start();
      for (int i = 0; i < 200; i++) {
        boolean passed = random.nextBoolean();
        whole.add(passed);
        stopped = BettingTest.resume(stopped.toBytes());
        stopped.add(passed);
        whole.addTogether(new double[] {3.5, 1.5}, new double[] {0.5, 1});
        stopped.addTogether(new double[] {3.5, 1.5}, new double[] {0.5, 1});
      }
      assertThat(stopped.toBytes()).isEqualTo(whole.toBytes());
      assertThat(stopped.eValue()).isEqualTo(whole.eValue());
    }
  }

  @Test
  void impossibleUnderTheBaseline_rejectsForEver() {
    EProcess process = BettingTest.dropBelow(1).start();
    process.add(1);
    assertThat(process.eValue()).isEqualTo(1);
    process.add(0.999);
    assertThat(process.eValue()).isInfinite();
    process.add(1);
    assertThat(process.eValue()).isInfinite();
    assertThat(process.pValue()).isZero();
    EProcess restarting = BettingTest.dropBelow(1).withRestarts().start();
    restarting.add(0);
    restarting.add(1);
    assertThat(restarting.pValue()).isZero();
  }

  @Test
  void baselineNextToTheBound_staysANumber() {
    for (double baseline : new double[] {Double.MIN_VALUE, 1e-300, 1e-100}) {
      EProcess process = BettingTest.riseAbove(baseline).start();
      for (int i = 0; i < 100; i++) {
        process.add(1);
        process.add(0);
        assertThat(process.logEValue()).isGreaterThan(100);
      }
      assertThat(process.pValue()).isBetween(0.0, 1e-40);
    }
  }

  @Test
  void settings_outOfRange_sayWhatWasExpected() {
    assertThatThrownBy(() -> BettingTest.dropBelow(-0.1))
        .hasMessage("baseline: -0.1 (expected: a number from 0.0 to 1.0)");
    assertThatThrownBy(() -> BettingTest.riseAbove(Double.NaN, 0, 2))
        .hasMessage("baseline: NaN (expected: a number from 0.0 to 2.0)");
    assertThatThrownBy(() -> BettingTest.dropBelow(0.5).start().rejects(0.7))
        .hasMessage("errorRate: 0.7 (expected: 0 < rate < 0.5)");
    assertThatThrownBy(() -> BettingTest.dropBelow(0.5).start().add(Double.NaN))
        .hasMessage("value: NaN (expected: a number from 0.0 to 1.0)");
  }
}
