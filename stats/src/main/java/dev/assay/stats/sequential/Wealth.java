package dev.assay.stats.sequential;

import java.util.Arrays;

/**
 * The capital of each of the {@link Bets}, which may leave the range of a double: a capital is its
 * mantissa times 2 to the power of 512 times its shift.
 */
final class Wealth {

  private static final double GREAT = 0x1p256;
  private static final double SMALL = 0x1p-256;
  private static final double STEP = 0x1p512;

  private final double[] mantissas;
  private final int[] shifts;

  private Wealth(double[] mantissas, int[] shifts) {
    this.mantissas = mantissas;
    this.shifts = shifts;
  }

  static Wealth each(double capital) {
    double[] mantissas = new double[Bets.COUNT];
    Arrays.fill(mantissas, capital);
    return new Wealth(mantissas, new int[Bets.COUNT]);
  }

  /** Gives each bet {@code capital} more. */
  void pay(double capital) {
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      if (shifts[bet] < 0) {
        mantissas[bet] = shifts[bet] == -1 ? mantissas[bet] / STEP : 0;
        shifts[bet] = 0;
      }
      mantissas[bet] += shifts[bet] == 0 ? capital : 0;
    }
  }

  /** Lets each bet win or lose on a value that is {@code ratio} times the mean bet against. */
  void play(double ratio) {
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      double capital = mantissas[bet] * Bets.factor(bet, ratio);
      if (capital < SMALL || capital > GREAT) {
        capital = shift(bet, capital);
      }
      mantissas[bet] = capital;
    }
  }

  private double shift(int bet, double capital) {
    double mantissa = capital;
    while (mantissa > GREAT && mantissa < Double.POSITIVE_INFINITY) {
      mantissa /= STEP;
      shifts[bet]++;
    }
    while (mantissa < SMALL && mantissa > 0) {
      mantissa *= STEP;
      shifts[bet]--;
    }
    return mantissa;
  }

  /** The logarithm of the mean capital. */
  double logMean() {
    double sum = 0;
    boolean plain = true;
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      plain &= shifts[bet] <= 0;
      sum += shifts[bet] == 0 ? mantissas[bet] : 0;
    }
    if (plain && sum > SMALL) {
      return Math.log(sum / Bets.COUNT);
    }
    double[] logs = new double[Bets.COUNT];
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      logs[bet] = Math.log(mantissas[bet]) + shifts[bet] * Math.log(STEP);
    }
    return Bets.logMean(logs);
  }

  void write(StateWriter out) {
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      out.number(mantissas[bet]);
      out.integer(shifts[bet]);
    }
  }

  static Wealth read(StateReader in) {
    Wealth wealth = each(0);
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      double mantissa = in.number();
      if (!(mantissa >= 0)) {
        throw new IllegalArgumentException("state: " + mantissa + " (expected: a capital)");
      }
      wealth.mantissas[bet] = mantissa;
      wealth.shifts[bet] = in.integer();
    }
    return wealth;
  }
}
