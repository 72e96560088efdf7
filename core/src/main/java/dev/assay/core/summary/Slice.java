package dev.assay.core.summary;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Usage;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.SliceSummary.EvaluatorSummary;
import dev.assay.core.summary.SliceSummary.LatencySummary;
import dev.assay.core.summary.SliceSummary.ModeCount;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.PolicyEvaluator;
import dev.assay.core.verdict.Verdict.Outcome;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.quantile.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some examples of a run, being counted.
 *
 * @param header the run
 * @param policy its policy
 * @param examples the examples that ran, reduced
 * @param calls their repetitions
 * @param corpus finds what scores come to together
 */
record Slice(
    RunHeader header,
    PassPolicy policy,
    List<Repeats.Reduced> examples,
    List<ExampleResult> calls,
    CorpusValues corpus) {

  private static final int MOST_REASONS = 5;

  SliceSummary summary(int planned) {
    int passed = count(Outcome.PASS);
    int failed = count(Outcome.FAIL);
    List<EvaluatorSummary> evaluators = new ArrayList<>();
    for (EvaluatorIdentity identity : header.evaluators()) {
      evaluators.add(evaluator(identity));
    }
    return new SliceSummary(
        planned,
        passed,
        failed,
        planned - passed - failed,
        passRate(passed, failed),
        evaluators,
        modes(),
        latency(),
        usage());
  }

  private int count(Outcome outcome) {
    return (int) examples.stream().filter(e -> e.outcome() == outcome).count();
  }

  private @Nullable Estimate passRate(int passed, int failed) {
    if (passed + failed == 0) {
      return null;
    }
    if (header.options().reducer().kind() != Reducer.Kind.PASS_AT_K) {
      return WilsonInterval.withDefaults().of(passed, passed + failed);
    }
    double[] shares =
        examples.stream()
            .filter(e -> e.outcome() != Outcome.UNSCORED)
            .mapToDouble(e -> e.verdict().passShare())
            .toArray();
    double single = shares[0];
    // One example, or examples all alike, say nothing of how shares vary; as counts they do.
    return WilsonInterval.withDefaults()
        .ofZerosAndOnes(shares)
        .or(() -> MeanInterval.withDefaults().withBounds(0, 1).of(shares))
        .orElseGet(() -> new Estimate(single, new Interval(0, 1, 0.95), 1));
  }

  private EvaluatorSummary evaluator(EvaluatorIdentity identity) {
    Counts counts = new Counts(policyOf(identity));
    for (Repeats.Reduced example : examples) {
      EvaluatorScore score = find(example, identity.name());
      if (score != null) {
        counts.add(score, policy.passes(score, example.partition()));
      } else if (example.outcome() == Outcome.FAIL && appliesTo(identity, example)) {
        counts.unscored("no output: the target failed");
      }
    }
    return counts.summary(identity, corpus.of(identity, examples, calls));
  }

  private boolean appliesTo(EvaluatorIdentity identity, Repeats.Reduced example) {
    return policyOf(identity).map(e -> e.appliesTo(example.example())).orElse(false);
  }

  private Optional<PolicyEvaluator> policyOf(EvaluatorIdentity identity) {
    return policy.evaluators().stream().filter(e -> e.name().equals(identity.name())).findFirst();
  }

  private static @Nullable EvaluatorScore find(Repeats.Reduced example, String name) {
    for (EvaluatorScore score : example.scores()) {
      if (score.evaluator().equals(name)) {
        return score;
      }
    }
    return null;
  }

  private List<ModeCount> modes() {
    Map<FailureMode, Integer> counts = new EnumMap<>(FailureMode.class);
    for (Repeats.Reduced example : examples) {
      FailureMode mode = example.verdict().verdict().failureMode();
      if (mode != null) {
        counts.merge(mode, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e -> new ModeCount(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingInt(ModeCount::count).reversed())
        .toList();
  }

  private @Nullable LatencySummary latency() {
    double[] millis =
        calls.stream()
            .filter(r -> !r.cached() && r.interaction().output() != null)
            .map(r -> r.interaction().latencyMillis())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .toArray();
    if (millis.length == 0) {
      return null;
    }
    double[] quantiles = Quantiles.withDefaults().of(millis, 0.5, 0.95, 0.99, 1);
    return new LatencySummary(
        millis.length, quantiles[0], quantiles[1], quantiles[2], quantiles[3]);
  }

  private Usage usage() {
    Usage sum = Usage.NONE;
    for (ExampleResult result : calls) {
      if (!result.cached()) {
        sum = sum.plus(result.interaction().usage());
      }
    }
    return sum;
  }

  /** One evaluator, being counted. */
  private static final class Counts {

    private final Optional<PolicyEvaluator> evaluator;
    private final List<Double> values = new ArrayList<>();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private int unscored;
    private int passed;
    private int failed;

    Counts(Optional<PolicyEvaluator> evaluator) {
      this.evaluator = evaluator;
    }

    void add(EvaluatorScore score, @Nullable Boolean passes) {
      if (score.score() instanceof Score.Scored scored) {
        values.add(scored.value());
        if (passes != null) {
          passed += passes ? 1 : 0;
          failed += passes ? 0 : 1;
        }
      } else if (score.score() instanceof Score.Unscored none) {
        unscored(none.reason());
      }
    }

    void unscored(String reason) {
      unscored++;
      reasons.merge(reason, 1, Integer::sum);
    }

    EvaluatorSummary summary(EvaluatorIdentity identity, @Nullable CorpusEstimate corpus) {
      double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
      List<String> most =
          reasons.entrySet().stream()
              .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
              .limit(MOST_REASONS)
              .map(e -> e.getKey() + " (" + e.getValue() + ")")
              .toList();
      return new EvaluatorSummary(
          identity.name(),
          identity.version(),
          values.size(),
          unscored,
          mean(array),
          passed + failed == 0 ? null : WilsonInterval.withDefaults().of(passed, passed + failed),
          most,
          corpus);
    }

    private @Nullable Estimate mean(double[] array) {
      if (array.length < 2) {
        return null;
      }
      return WilsonInterval.withDefaults()
          .ofZerosAndOnes(array)
          .or(() -> spread(array).of(array))
          .orElse(null);
    }

    private MeanInterval spread(double[] array) {
      MeanInterval interval = MeanInterval.withDefaults();
      return evaluator.isPresent() && withinRange(array, evaluator.get())
          ? interval.withBounds(evaluator.get().low(), evaluator.get().high())
          : interval;
    }

    // A stored run may hold values of an older version with another range.
    private static boolean withinRange(double[] array, PolicyEvaluator evaluator) {
      return Arrays.stream(array).allMatch(v -> evaluator.low() <= v && v <= evaluator.high());
    }
  }
}
