package dev.assay.core.plan;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.power.PairedMeanPower;
import dev.assay.stats.power.PairedProportionPower;
import dev.assay.stats.power.UnpairedMeanPower;
import dev.assay.stats.power.UnpairedProportionPower;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Answers a question of planning: the power of so many examples, how many it takes, and the least
 * drop or margin that so many can show.
 *
 * <p>Two systems that are alike differ on an example by chance alone, as far as two repeats of one
 * do: of pass rates {@code 2 p (1 - p) (1 - correlation)} pairs are discordant by it, and a drop
 * makes as many more; of scores the differences vary by {@code 2 sd^2 (1 - correlation) / repeats}.
 * A drop of a pass rate is one of certain examples, which repeats do not average out; a drop of
 * scores is the same for all.
 *
 * @since 0.1
 */
public final class PowerPlan {

  // Beyond, exact and asymptotic power are the same to two digits, and the exact one is slow.
  private static final long MOST_EXACT = 5_000;
  private static final int HALVINGS = 50;

  private final PowerQuestion question;

  private PowerPlan(PowerQuestion question) {
    this.question = requireNonNull(question, "question");
  }

  /** The plan for {@code question}. */
  public static PowerPlan of(PowerQuestion question) {
    return new PowerPlan(question);
  }

  /** The test that is planned, in words. */
  public String test(boolean margin) {
    boolean paired = question.paired();
    if (question.kind() == PowerQuestion.Kind.SCORE) {
      return paired ? "paired t-test" : "Welch's t-test";
    }
    if (paired && question.repeats() > 1) {
      return "paired t-test of pass shares";
    }
    if (margin) {
      return paired ? "Tango's test of non-inferiority" : "Farrington-Manning test";
    }
    return paired
        ? "McNemar's exact test"
        : question.repeats() > 1 ? "score test" : "Fisher's test";
  }

  /**
   * The probability that {@code n} examples show a drop, or with a margin above 0, that they show a
   * system which dropped by so much to be no worse than the margin allows.
   *
   * @param n at least 1, and at most 2^40
   * @param drop from 0, for a pass rate to the rate
   * @param margin 0 for none; for a pass rate below 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double power(long n, double drop, double margin) {
    if (question.kind() == PowerQuestion.Kind.SCORE) {
      return question.paired()
          ? pairedMean(margin).power(n, -drop, spread())
          : unpairedMean(margin).power(n, -drop, spread());
    }
    return question.paired()
        ? paired(n, drop, margin).power(n, question.rate(), -drop, discordant(drop))
        : unpaired(margin).power(n, question.rate(), -drop);
  }

  /**
   * How many examples it takes; of each system, where they are not the same.
   *
   * @return empty where no number is enough
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalLong needed(double drop, double margin) {
    if (question.kind() == PowerQuestion.Kind.SCORE) {
      return question.paired()
          ? pairedMean(margin).sampleSize(-drop, spread())
          : unpairedMean(margin).sampleSize(-drop, spread());
    }
    if (!question.paired()) {
      return unpaired(margin).sampleSize(question.rate(), -drop);
    }
    double discordant = discordant(drop);
    OptionalLong about =
        paired(Long.MAX_VALUE, drop, margin).sampleSize(question.rate(), -drop, discordant);
    return about.isPresent() && about.getAsLong() <= MOST_EXACT
        ? paired(1, drop, margin).sampleSize(question.rate(), -drop, discordant)
        : about;
  }

  /**
   * The least drop that {@code n} examples show with the power.
   *
   * @return empty where they show none
   * @throws IllegalArgumentException if {@code n} is out of its range
   */
  public OptionalDouble detectable(long n) {
    if (question.kind() == PowerQuestion.Kind.SCORE) {
      return question.paired()
          ? pairedMean(0).minimumDetectableEffect(n, spread())
          : unpairedMean(0).minimumDetectableEffect(n, spread());
    }
    double low = 0;
    double high = question.rate();
    if (power(n, high, 0) < question.power()) {
      return OptionalDouble.empty();
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (power(n, middle, 0) < question.power()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(high);
  }

  /**
   * The least margin by which {@code n} examples show an unchanged system to be no worse.
   *
   * @return empty where there is none
   * @throws IllegalArgumentException if {@code n} is out of its range
   */
  public OptionalDouble margin(long n) {
    if (question.kind() == PowerQuestion.Kind.SCORE) {
      return question.paired()
          ? pairedMean(0).minimumMargin(n, spread())
          : unpairedMean(0).minimumMargin(n, spread());
    }
    return question.paired()
        ? paired(n, 0, 0).minimumMargin(n, question.rate(), discordant(0))
        : unpaired(0).minimumMargin(n, question.rate());
  }

  /** The share of pairs in which two systems differ, one of them worse by {@code drop}. */
  public double discordant(double drop) {
    return Math.min(1, noise() + drop);
  }

  private double noise() {
    return PairedProportionPower.discordantByNoise(question.rate()) * (1 - question.correlation());
  }

  /** Of one example's difference, or of one example's mean. */
  private double spread() {
    double rho = question.correlation();
    int repeats = question.repeats();
    double share = question.paired() ? 2 * (1 - rho) / repeats : rho + (1 - rho) / repeats;
    return question.standardDeviation() * Math.sqrt(share);
  }

  private PairedProportionPower paired(long n, double drop, double margin) {
    PairedProportionPower power =
        PairedProportionPower.withDefaults()
            .withPower(question.power())
            .withAlpha(question.alpha())
            .withMargin(margin)
            .with(
                n > MOST_EXACT
                    ? PairedProportionPower.Method.ASYMPTOTIC
                    : PairedProportionPower.Method.EXACT);
    double fixed = Math.max(0, drop * (1 - drop));
    double all = noise() + fixed;
    return question.repeats() > 1
        ? power.withRepeats(question.repeats(), all == 0 ? 0 : fixed / all)
        : power;
  }

  private UnpairedProportionPower unpaired(double margin) {
    UnpairedProportionPower power =
        UnpairedProportionPower.withDefaults()
            .withPower(question.power())
            .withAlpha(question.alpha())
            .withMargin(margin);
    return question.repeats() > 1
        ? power.withRepeats(question.repeats(), question.correlation())
        : power.with(UnpairedProportionPower.Method.FISHER);
  }

  private PairedMeanPower pairedMean(double margin) {
    return PairedMeanPower.withDefaults()
        .withPower(question.power())
        .withAlpha(question.alpha())
        .withMargin(margin);
  }

  private UnpairedMeanPower unpairedMean(double margin) {
    return UnpairedMeanPower.withDefaults()
        .withPower(question.power())
        .withAlpha(question.alpha())
        .withMargin(margin);
  }
}
