package dev.assay.stats.hypothesis;

import dev.assay.stats.internal.ProportionScores;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.PairedOutcomes;
import dev.assay.stats.interval.ProportionDifference;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** A difference of proportions, tested by its score. */
record ProportionShift(String method, DoubleUnaryOperator score, Differences differences, long n)
    implements ShiftTest {

  interface Differences {
    Estimate with(ProportionDifference difference);
  }

  static ProportionShift unpaired(long successes1, long trials1, long successes2, long trials2) {
    Differences differences = d -> d.of(successes1, trials1, successes2, trials2);
    // Checks the counts.
    Estimate checked = differences.with(ProportionDifference.withDefaults());
    return new ProportionShift(
        "Farrington and Manning's score test",
        d -> ProportionScores.unpaired(successes1, trials1, successes2, trials2, d),
        differences,
        checked.n());
  }

  static ProportionShift paired(PairedOutcomes outcomes) {
    long n = outcomes.pairs();
    return new ProportionShift(
        "Tango's score test for pairs",
        d -> ProportionScores.paired(n, outcomes.onlyFirst(), outcomes.onlySecond(), d),
        difference -> difference.paired(outcomes),
        n);
  }

  @Override
  public double statistic(double supposed) {
    return score.applyAsDouble(supposed);
  }

  @Override
  public double pValue(double supposed, Alternative alternative) {
    return Tails.normal(statistic(supposed), alternative);
  }

  @Override
  public OptionalDouble degreesOfFreedom() {
    return OptionalDouble.empty();
  }

  @Override
  public Optional<Estimate> difference(double level) {
    return Optional.of(
        differences.with(
            ProportionDifference.withDefaults()
                .with(ProportionDifference.Method.SCORE)
                .withLevel(level)));
  }
}
