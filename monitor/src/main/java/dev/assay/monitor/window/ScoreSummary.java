package dev.assay.monitor.window;

import dev.assay.core.evaluator.Score;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.Scope;
import dev.assay.stats.summary.WeightedCountsSummary;
import dev.assay.stats.summary.WeightedMeanSummary;
import dev.assay.stats.summary.WeightedQuantileSketch;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Scores of one evaluator, each weighted by the inverse of the probability with which it was drawn.
 *
 * <p>Estimates are of what brought the traffic forth. What could not be scored is counted and given
 * as a rate; it is in no mean. A score whose probability turned out to be another, because of a
 * late signal, is withdrawn with the old one and added with the new.
 *
 * @since 0.1
 */
public final class ScoreSummary {

  private static final String PASS = "pass";
  private static final String FAIL = "fail";
  private static final String SCORED = "scored";
  private static final String UNSCORED = "unscored";
  private static final int MOST_LABELS = 64;
  private static final int LONGEST_LABEL = 100;

  private final WeightedMeanSummary.Accumulator added = new WeightedMeanSummary.Accumulator();
  private final WeightedMeanSummary.Accumulator withdrawn = new WeightedMeanSummary.Accumulator();
  private final WeightedQuantileSketch quantiles = new WeightedQuantileSketch();
  private final WeightedCountsSummary passes = WeightedCountsSummary.withMostCategories(2);
  private final WeightedCountsSummary states = WeightedCountsSummary.withMostCategories(2);
  private final WeightedCountsSummary labels =
      WeightedCountsSummary.withMostCategories(MOST_LABELS);

  ScoreSummary() {}

  void add(Score score, double probability) {
    if (score instanceof Score.Scored scored) {
      states.add(SCORED, probability);
      added.add(scored.value(), probability);
      quantiles.add(scored.value(), probability);
      Boolean passed = scored.passed();
      if (passed != null) {
        passes.add(passed ? PASS : FAIL, probability);
      }
      String label = scored.label();
      if (label != null) {
        labels.add(bounded(label), probability);
      }
    } else {
      states.add(UNSCORED, probability);
    }
  }

  void withdraw(Score score, double probability) {
    if (score instanceof Score.Scored scored) {
      states.withdraw(SCORED, probability);
      withdrawn.add(scored.value(), probability);
      quantiles.withdraw(scored.value(), probability);
      Boolean passed = scored.passed();
      if (passed != null) {
        passes.withdraw(passed ? PASS : FAIL, probability);
      }
      String label = scored.label();
      if (label != null) {
        labels.withdraw(bounded(label), probability);
      }
    } else {
      states.withdraw(UNSCORED, probability);
    }
  }

  private static String bounded(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL);
  }

  void merge(ScoreSummary other) {
    added.add(other.added.summary());
    withdrawn.add(other.withdrawn.summary());
    quantiles.merge(other.quantiles);
    passes.merge(other.passes);
    states.merge(other.states);
    labels.merge(other.labels);
  }

  /** How many were scored. */
  public long scored() {
    return states.count(SCORED);
  }

  /** How many could not be scored. */
  public long unscored() {
    return states.count(UNSCORED);
  }

  /** How many were taken back, to be counted with another probability. */
  public long withdrawn() {
    return withdrawn.summary().count();
  }

  /** The weighted mean; empty for fewer than two scores. */
  public Optional<Estimate> mean(double level) {
    WeightedMeanSummary all = added.summary();
    WeightedMeanSummary back = withdrawn.summary();
    // A part may hold more withdrawn than added, and then says nothing by itself.
    return back.count() >= all.count()
        ? Optional.empty()
        : all.without(back).hajek(Scope.PROCESS, level);
  }

  /** A weighted quantile, such as the tenth percentile: how bad the bad ones are. */
  public Optional<Estimate> quantile(double probability, double level) {
    return quantiles.estimate(probability, Scope.PROCESS, level);
  }

  /** The weighted share that passed, of those for which that was decided. */
  public Optional<Estimate> passRate(double level) {
    return passes.share(PASS, Scope.PROCESS, level);
  }

  /** The weighted share of a label, of those that have one. */
  public Optional<Estimate> labelRate(String label, double level) {
    return labels.share(bounded(label), Scope.PROCESS, level);
  }

  /** The labels there were, as far as there was room. */
  public SortedSet<String> labels() {
    return labels.categories();
  }

  /** The weighted share that could not be scored. */
  public Optional<Estimate> unscoredRate(double level) {
    return states.share(UNSCORED, Scope.PROCESS, level);
  }

  Optional<Sample> meanSample() {
    WeightedMeanSummary all = added.summary();
    WeightedMeanSummary back = withdrawn.summary();
    return back.count() >= all.count() ? Optional.empty() : Samples.of(all.without(back));
  }

  Optional<Sample> passSample() {
    return Samples.of(passes, PASS);
  }

  Optional<Sample> labelSample(String label) {
    return Samples.of(labels, bounded(label));
  }

  Optional<Sample> unscoredSample() {
    return Samples.of(states, UNSCORED);
  }

  void write(StateWriter out) {
    out.block(added.summary().toBytes());
    out.block(withdrawn.summary().toBytes());
    out.block(quantiles.toBytes());
    out.block(passes.toBytes());
    out.block(states.toBytes());
    out.block(labels.toBytes());
  }

  static ScoreSummary read(StateReader in) {
    ScoreSummary read = new ScoreSummary();
    read.added.add(WeightedMeanSummary.fromBytes(in.block()));
    read.withdrawn.add(WeightedMeanSummary.fromBytes(in.block()));
    read.quantiles.merge(WeightedQuantileSketch.fromBytes(in.block()));
    read.passes.merge(WeightedCountsSummary.fromBytes(in.block()));
    read.states.merge(WeightedCountsSummary.fromBytes(in.block()));
    read.labels.merge(WeightedCountsSummary.fromBytes(in.block()));
    return read;
  }
}
