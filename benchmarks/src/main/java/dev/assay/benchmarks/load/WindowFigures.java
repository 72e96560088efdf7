package dev.assay.benchmarks.load;

import dev.assay.core.interaction.Signal;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.interval.Estimate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a summary says, as named numbers that can be held against those of another. */
final class WindowFigures {

  private static final double LEVEL = 0.95;
  private static final double[] QUANTILES = {0.1, 0.5, 0.9, 0.99};

  private final Map<String, Double> figures = new TreeMap<>();

  private WindowFigures() {}

  static Map<String, Double> of(SliceSummary summary) {
    WindowFigures figures = new WindowFigures();
    figures.counts(summary);
    figures.quantities(summary);
    figures.outcomes(summary);
    figures.scores(summary);
    return figures.figures;
  }

  private void counts(SliceSummary summary) {
    put("interactions", summary.interactions());
    put("failed", summary.failed());
    put("truncated", summary.truncated());
    put("input tokens", summary.inputTokens());
    put("output tokens", summary.outputTokens());
    put("cached tokens", summary.cachedTokens());
    put("cache hits", summary.cacheHitRate(LEVEL));
    put("cost", summary.cost().estimate(LEVEL));
    summary.finishReasons().forEach((reason, count) -> put("finish " + reason, count));
    for (Signal.Kind kind : Signal.Kind.values()) {
      put("signal " + kind, summary.signals(kind));
    }
    put("negative", summary.negativeRate(LEVEL));
  }

  private void quantities(SliceSummary summary) {
    for (Quantity quantity : Quantity.values()) {
      for (double probability : QUANTILES) {
        put(quantity + " " + probability, summary.quantile(quantity, probability, LEVEL));
      }
    }
  }

  private void outcomes(SliceSummary summary) {
    for (String mode : summary.modes()) {
      put("mode " + mode, summary.modeCount(mode));
      put("rate of mode " + mode, summary.modeRate(mode, LEVEL));
    }
    put("completed", summary.completionRate(LEVEL));
    put("completion unknown", summary.completionUnknownRate(LEVEL));
    for (String evaluator : summary.sampledEvaluators()) {
      SliceSummary.Sampled sampled = summary.sampled(evaluator);
      put("eligible " + evaluator, sampled.eligible());
      put("selected " + evaluator, sampled.selected());
      put("expected " + evaluator, sampled.expected());
    }
  }

  private void scores(SliceSummary summary) {
    for (ScoreKey key : summary.scoreKeys()) {
      summary
          .scores(key)
          .ifPresent(
              scores -> {
                put("mean of " + key, scores.mean(LEVEL));
                put("pass rate of " + key, scores.passRate(LEVEL));
                put("unscored of " + key, scores.unscoredRate(LEVEL));
              });
    }
  }

  private void put(String name, Number value) {
    figures.put(name, value.doubleValue());
  }

  private void put(String name, Optional<Estimate> estimate) {
    estimate.ifPresent(
        found -> {
          figures.put(name, found.value());
          figures.put(name + ", n", (double) found.n());
        });
  }
}
