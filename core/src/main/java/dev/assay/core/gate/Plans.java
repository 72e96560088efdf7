package dev.assay.core.gate;

import dev.assay.stats.power.PairedMeanPower;
import dev.assay.stats.power.PairedProportionPower;
import dev.assay.stats.power.ProportionPower;
import dev.assay.stats.power.Sides;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What numbers of examples can show, with a power of 80%, by the tests that gates decide with. */
final class Plans {

  /** The power that gates promise. */
  static final double POWER = 0.8;

  private static final int HALVINGS = 40;
  // Beyond it nobody writes examples, and exact power takes long.
  private static final long MOST = 100_000;

  private Plans() {}

  /** How many examples show that a rate lies above {@code min}, at a level. */
  static Optional<Long> forRate(double min, double level, double rate) {
    if (rate <= min) {
      return Optional.empty();
    }
    OptionalLong n = rates(level).sampleSize(min, Math.min(rate, 1));
    return n.isPresent() ? Optional.of(n.getAsLong()) : Optional.empty();
  }

  static ProportionPower rates(double level) {
    return ProportionPower.withDefaults()
        .withAlpha(Math.min(0.2499, (1 - level) / 2))
        .withPower(POWER);
  }

  /**
   * The least drop in pass rate that is found among {@code n} pairs, where each system passes by
   * chance alone, so that more pairs differ than where some examples are hard and others easy.
   */
  static OptionalDouble detectableDrop(long n, double rate, double alpha) {
    return least(drop -> powerOfDrop(n, rate, drop, alpha) >= POWER, rate);
  }

  static double powerOfDrop(long n, double rate, double drop, double alpha) {
    return drops(alpha).power(n, rate, -drop, discordant(rate, drop));
  }

  /** How many pairs find a drop. */
  static OptionalLong forDrop(double rate, double drop, double alpha) {
    return drop >= rate
        ? OptionalLong.empty()
        : reasonable(drops(alpha).sampleSize(rate, -drop, discordant(rate, drop)));
  }

  private static PairedProportionPower drops(double alpha) {
    return PairedProportionPower.withDefaults().with(Sides.ONE).withAlpha(alpha).withPower(POWER);
  }

  // Of systems that pass with the probabilities p and p - d, each on its own.
  private static double discordant(double rate, double drop) {
    double now = rate - drop;
    return rate * (1 - now) + now * (1 - rate);
  }

  /** How many pairs show an unchanged system to be no worse by a margin. */
  static OptionalLong forMargin(double rate, double margin, double discordant, double alpha) {
    return reasonable(
        PairedProportionPower.withDefaults()
            .with(Sides.ONE)
            .withAlpha(alpha)
            .withPower(POWER)
            .withMargin(margin)
            .sampleSize(rate, 0, discordant));
  }

  /** The least loss in a mean that is found among {@code n} pairs. */
  static OptionalDouble detectableLoss(long n, double deviation, double alpha) {
    return deviation > 0
        ? means(alpha).minimumDetectableEffect(n, deviation)
        : OptionalDouble.empty();
  }

  /** How many pairs find a loss in a mean. */
  static OptionalLong forLoss(double loss, double deviation, double alpha) {
    return deviation > 0
        ? reasonable(means(alpha).sampleSize(loss, deviation))
        : OptionalLong.empty();
  }

  private static PairedMeanPower means(double alpha) {
    return PairedMeanPower.withDefaults().with(Sides.ONE).withAlpha(alpha).withPower(POWER);
  }

  /** How many pairs that are all equal it takes to rule a loss of {@code margin} out. */
  static long leastPairs(double share, double alpha) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha);
    return (long) Math.floor(z * z * (1 - share) / share) + 1;
  }

  private static OptionalLong reasonable(OptionalLong n) {
    return n.isPresent() && n.getAsLong() <= MOST ? n : OptionalLong.empty();
  }

  /** The least number up to {@code most} for which a predicate holds that goes on holding. */
  static OptionalDouble least(DoublePredicate holds, double most) {
    if (!holds.test(most)) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = most;
    for (int i = 0; i < HALVINGS && high - low > 1e-6; i++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalDouble.of(high);
  }
}
