package dev.assay.monitor.window;

import dev.assay.core.interaction.Signal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;
import java.util.Set;

/**
 * A number that a summary of a slice can give, with its interval.
 *
 * @since 0.1
 */
public sealed interface Measure {

  /** The number; empty where there is nothing to tell it from. */
  Optional<Estimate> of(SliceSummary summary, double level);

  /** What of a summary it needs. */
  SliceSummary.Needs needs();

  /**
   * The number with the variance of what it was told from, for tests that gather over time; empty
   * where there is nothing to tell it from, or too little to tell its variance.
   */
  default Optional<Sample> sample(SliceSummary summary) {
    return of(summary, Samples.LEVEL).flatMap(Samples::of);
  }

  /** How many interactions there were, which is a fact and has no width. */
  record Count() implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      long n = summary.interactions();
      return n == 0 ? Optional.empty() : Optional.of(new Estimate(n, new Interval(n, n, level), n));
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of();
    }
  }

  /** A quantile of something that every interaction reports. */
  record Quantile(Quantity quantity, double probability) implements Measure {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the probability is not strictly between 0 and 1
     */
    public Quantile {
      checkProbability(probability);
    }

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.quantile(quantity, probability, level);
    }

    @Override
    public SliceSummary.Needs needs() {
      return new SliceSummary.Needs(Set.of(), Set.of(quantity));
    }
  }

  /** The share of interactions that failed. */
  record ErrorRate() implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.errorRate(level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return of(summary, Samples.LEVEL).flatMap(Samples::ofRate);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of();
    }
  }

  /** The share of interactions that the provider's cache served in part. */
  record CacheHitRate() implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.cacheHitRate(level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return of(summary, Samples.LEVEL).flatMap(Samples::ofRate);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of();
    }
  }

  /** The mean cost of an interaction that reports it. */
  record MeanCost() implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.cost().estimate(level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return Samples.of(summary.cost());
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.COST);
    }
  }

  /** The share of a finish reason. */
  record FinishReasonRate(String reason) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.finishReasonRate(reason, level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return of(summary, Samples.LEVEL).flatMap(Samples::ofRate);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.FINISH_REASONS);
    }
  }

  /** The share of interactions in which users did this. */
  record SignalRate(Signal.Kind kind) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.signalRate(kind, level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.signalSample(kind);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SIGNALS);
    }
  }

  /** The share of interactions with a signal that speaks against the answer. */
  record NegativeRate() implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.negativeRate(level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.negativeSample();
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SIGNALS);
    }
  }

  /** The weighted share of a failure mode, {@code none} for no failure. */
  record ModeRate(String mode) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.modeRate(mode, level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.modeSample(mode);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.OUTCOMES);
    }
  }

  /** The weighted share of completed tasks, of those known. */
  record CompletionRate() implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.completionRate(level);
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.completionSample();
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.OUTCOMES);
    }
  }

  /** The weighted mean of a score. */
  record MeanScore(ScoreKey key) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.scores(key).flatMap(scores -> scores.mean(level));
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.scores(key).flatMap(ScoreSummary::meanSample);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SCORES);
    }
  }

  /** A weighted quantile of a score. */
  record ScoreQuantile(ScoreKey key, double probability) implements Measure {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the probability is not strictly between 0 and 1
     */
    public ScoreQuantile {
      checkProbability(probability);
    }

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.scores(key).flatMap(scores -> scores.quantile(probability, level));
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SCORES);
    }
  }

  /** The weighted share of scores that passed. */
  record PassRate(ScoreKey key) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.scores(key).flatMap(scores -> scores.passRate(level));
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.scores(key).flatMap(ScoreSummary::passSample);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SCORES);
    }
  }

  /** The weighted share of a label. */
  record LabelRate(ScoreKey key, String label) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.scores(key).flatMap(scores -> scores.labelRate(label, level));
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.scores(key).flatMap(scores -> scores.labelSample(label));
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SCORES);
    }
  }

  /** The weighted share of what could not be scored. */
  record UnscoredRate(ScoreKey key) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      return summary.scores(key).flatMap(scores -> scores.unscoredRate(level));
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return summary.scores(key).flatMap(ScoreSummary::unscoredSample);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SCORES);
    }
  }

  /** The share that was drawn for an evaluator, which is a fact and has no width. */
  record SampledShare(String evaluator) implements Measure {

    @Override
    public Optional<Estimate> of(SliceSummary summary, double level) {
      SliceSummary.Sampled sampled = summary.sampled(evaluator);
      if (sampled.eligible() == 0) {
        return Optional.empty();
      }
      double share = (double) sampled.selected() / sampled.eligible();
      return Optional.of(
          new Estimate(share, new Interval(share, share, level), sampled.eligible()));
    }

    @Override
    public Optional<Sample> sample(SliceSummary summary) {
      return of(summary, Samples.LEVEL).flatMap(Samples::ofRate);
    }

    @Override
    public SliceSummary.Needs needs() {
      return SliceSummary.Needs.of(SliceSummary.Part.SAMPLING);
    }
  }

  private static void checkProbability(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability < 1)");
    }
  }
}
