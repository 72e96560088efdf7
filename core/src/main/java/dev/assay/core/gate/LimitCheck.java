package dev.assay.core.gate;

import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.QuantileInterval;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Decides on latency, cost and coverage. */
final class LimitCheck {

  private static final double ROUNDING = 1e-9;
  private static final double KNOWN = 0.95;

  private final RunSummary summary;
  private final RunScores run;

  LimitCheck(RunSummary summary, RunScores run) {
    this.summary = summary;
    this.run = run;
  }

  Criterion latency(GateCriterion.Latency asked) {
    double[] millis =
        examples(asked).stream()
            .flatMap(example -> example.latencies().stream())
            .mapToDouble(Double::doubleValue)
            .filter(v -> v >= 0 && Double.isFinite(v))
            .toArray();
    String required =
        "latency p"
            + asked.name().replaceFirst(".*latency_p", "")
            + " <= "
            + GateText.number(asked.maxMillis())
            + " ms"
            + sure(asked.confidence());
    if (millis.length == 0) {
      return new Criterion(
          asked.name(),
          GateDecision.INCONCLUSIVE,
          required,
          "0 measured",
          "no call of this run was timed; answers from the cache are not (assay run --no-cache)");
    }
    Estimate estimate =
        QuantileInterval.withDefaults()
            .withLevel(asked.confidence().orElse(0.95))
            .withBounds(0, Double.MAX_VALUE)
            .of(millis, asked.quantile());
    String observed = GateText.estimate(estimate) + " ms, " + millis.length + " calls";
    return decide(asked, asked.maxMillis(), asked.confidence(), estimate, required, observed);
  }

  Criterion cost(GateCriterion.Cost asked) {
    List<ExampleScores> examples = examples(asked);
    double[] costs =
        examples.stream()
            .map(ExampleScores::cost)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .toArray();
    String required =
        "cost per answer <= " + GateText.number(asked.max()) + sure(asked.confidence());
    String answers = costs.length + " of " + examples.size() + " answers have a cost";
    if (costs.length == 0 || costs.length < KNOWN * examples.size()) {
      return new Criterion(
          asked.name(),
          GateDecision.INCONCLUSIVE,
          required,
          answers,
          "too few costs are known; answers from the cache have none (assay run --no-cache), nor has"
              + " a target that reports none");
    }
    Estimate estimate =
        MeanInterval.withDefaults()
            .withLevel(asked.confidence().orElse(0.95))
            .of(costs)
            .orElse(null);
    if (estimate == null) {
      return new Criterion(
          asked.name(),
          GateDecision.INCONCLUSIVE,
          required,
          answers,
          "one cost has no interval",
          asked.inconclusive());
    }
    String observed = GateText.estimate(estimate) + ", " + answers;
    return decide(asked, asked.max(), asked.confidence(), estimate, required, observed);
  }

  Criterion coverage(GateCriterion.Coverage asked) {
    SliceSummary slice =
        asked.partition() == null ? summary.overall() : summary.of(asked.partition()).orElse(null);
    String required = "coverage >= " + GateText.share(asked.min());
    if (slice == null || slice.planned() == 0) {
      return new Criterion(
          asked.name(), GateDecision.INCONCLUSIVE, required, "0 examples", "no example to score");
    }
    int scored = slice.passed() + slice.failed();
    int of = slice.planned();
    String evaluator = asked.evaluator();
    if (evaluator != null) {
      List<ExampleScores> examples = examples(asked);
      scored = (int) examples.stream().filter(e -> e.values().containsKey(evaluator)).count();
      of = scored + (int) examples.stream().filter(e -> e.unscored().contains(evaluator)).count();
      if (of == 0) {
        return new Criterion(
            asked.name(),
            GateDecision.INCONCLUSIVE,
            required,
            "0 examples",
            GateText.name(evaluator) + " was asked to score none of these examples");
      }
    }
    boolean met = scored >= (asked.min() - ROUNDING) * of;
    return new Criterion(
        asked.name(),
        met ? GateDecision.PASS : GateDecision.FAIL,
        required,
        scored + "/" + of + " = " + GateText.share((double) scored / of),
        (of - scored) + " unscored");
  }

  private static Criterion decide(
      GateCriterion asked,
      double max,
      OptionalDouble confidence,
      Estimate found,
      String required,
      String observed) {
    if (confidence.isEmpty()) {
      boolean met = found.value() <= max;
      return new Criterion(
          asked.name(),
          met ? GateDecision.PASS : GateDecision.FAIL,
          required,
          observed,
          met ? "within the limit" : "above the limit");
    }
    @Nullable Inconclusive undecided = null;
    GateDecision decision;
    String why;
    if (found.high() <= max) {
      decision = GateDecision.PASS;
      why = "the whole interval is within the limit";
    } else if (found.low() > max) {
      decision = GateDecision.FAIL;
      why = "the whole interval is above the limit";
    } else {
      decision = GateDecision.INCONCLUSIVE;
      why = "the limit is within the interval";
      undecided = asked.inconclusive();
    }
    return new Criterion(asked.name(), decision, required, observed, why, undecided);
  }

  private static String sure(OptionalDouble confidence) {
    return confidence.isPresent()
        ? " with " + GateText.percent(confidence.getAsDouble()) + " confidence"
        : "";
  }

  private List<ExampleScores> examples(GateCriterion asked) {
    return run.examples().stream().filter(e -> ComparisonCheck.has(asked, e)).toList();
  }
}
