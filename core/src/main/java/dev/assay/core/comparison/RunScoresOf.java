package dev.assay.core.comparison;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.PolicyEvaluator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes from a run what it is compared by. */
final class RunScoresOf {

  private static final int MOST_PROMPTS = 20;

  // What they say of an answer from the cache, they say of another run.
  private static final Set<String> CLOCKS = Set.of("latency", "ttft", "tokens-per-second");

  private RunScoresOf() {}

  static RunScores run(
      RunHeader header,
      List<ExampleResult> results,
      List<ExampleVerdict> verdicts,
      PassPolicy policy) {
    Map<String, List<ExampleResult>> byExample = new LinkedHashMap<>();
    Set<String> prompts = new LinkedHashSet<>();
    for (ExampleResult result : results) {
      byExample.computeIfAbsent(result.example().id(), id -> new ArrayList<>(1)).add(result);
      String prompt = result.interaction().promptVersion();
      if (prompt != null && prompts.size() < MOST_PROMPTS) {
        prompts.add(prompt);
      }
    }
    List<ExampleScores> examples = new ArrayList<>(verdicts.size());
    for (ExampleVerdict verdict : verdicts) {
      examples.add(
          example(verdict, byExample.getOrDefault(verdict.id(), List.of()), header, policy));
    }
    RunScores.Run run =
        new RunScores.Run(
            header.id(),
            header.suite(),
            header.dataset(),
            header.datasetHash(),
            header.targetDescription(),
            header.targetVersion(),
            List.copyOf(prompts),
            header.gitCommit(),
            header.startedAt(),
            header.status(),
            header.planned().values().stream().mapToInt(Integer::intValue).sum(),
            header.options().repeats(),
            policy.decisionsHash());
    List<RunScores.Measured> evaluators =
        header.evaluators().stream().map(e -> measured(e, policy)).toList();
    return new RunScores(run, evaluators, examples);
  }

  private static RunScores.Measured measured(EvaluatorIdentity identity, PassPolicy policy) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (PolicyEvaluator evaluator : policy.evaluators()) {
      if (evaluator.name().equals(identity.name())) {
        low = bound(evaluator.low());
        high = bound(evaluator.high());
      }
    }
    boolean decides = false;
    for (Partition partition : Partition.values()) {
      decides |= policy.decides(identity.name(), partition);
    }
    return new RunScores.Measured(
        identity.name(),
        identity.version(),
        identity.higherIsBetter(),
        low,
        high,
        decides,
        ValueUnit.ofEvaluator(identity.evaluator()));
  }

  // The greatest double says "no bound" in definitions.
  private static double bound(double end) {
    return Math.abs(end) == Double.MAX_VALUE ? Math.copySign(Double.POSITIVE_INFINITY, end) : end;
  }

  private static ExampleScores example(
      ExampleVerdict verdict, List<ExampleResult> results, RunHeader header, PassPolicy policy) {
    Example example = results.get(0).example();
    Map<String, Double> values = values(results, clocks(header));
    boolean cached = results.stream().anyMatch(ExampleResult::cached);
    Set<String> unscored = new HashSet<>();
    for (PolicyEvaluator evaluator : policy.evaluators()) {
      boolean unknown = cached && CLOCKS.contains(evaluator.evaluator());
      if (evaluator.appliesTo(example) && !values.containsKey(evaluator.name()) && !unknown) {
        unscored.add(evaluator.name());
      }
    }
    List<Double> latencies = new ArrayList<>();
    for (ExampleResult result : results) {
      Double latency = result.interaction().latencyMillis();
      if (latency != null && !result.cached() && !result.interaction().failed()) {
        latencies.add(latency);
      }
    }
    return new ExampleScores(
        example.id(),
        hash(example),
        example.partition(),
        example.tags(),
        verdict.verdict().outcome(),
        verdict.passShare(),
        verdict.verdict().failureMode(),
        values,
        unscored,
        latencies,
        mean(results, RunScoresOf::tokens),
        mean(results, Usage::cost));
  }

  // What is asked and expected; tags, reviews and notes may change.
  private static String hash(Example example) {
    ObjectNode asked = Json.object();
    asked.set("input", example.input());
    if (example.expectedOutput() != null) {
      asked.set("expected", example.expectedOutput());
    }
    example.context().forEach(passage -> asked.withArray("context").add(passage.text()));
    asked.set("metadata", example.metadata());
    String prefix = "sha256:";
    return ContentHash.of(asked).substring(prefix.length(), prefix.length() + 16);
  }

  private static Set<String> clocks(RunHeader header) {
    Set<String> names = new HashSet<>();
    for (EvaluatorIdentity evaluator : header.evaluators()) {
      if (CLOCKS.contains(evaluator.evaluator())) {
        names.add(evaluator.name());
      }
    }
    return names;
  }

  private static Map<String, Double> values(List<ExampleResult> results, Set<String> clocks) {
    Map<String, Double> sums = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    Set<String> missing = new HashSet<>();
    for (ExampleResult result : results) {
      for (EvaluatorScore score : result.scores()) {
        boolean unknown = result.cached() && clocks.contains(score.evaluator());
        if (!unknown && score.score() instanceof Score.Scored scored) {
          sums.merge(score.evaluator(), scored.value(), Double::sum);
          counts.merge(score.evaluator(), 1, Integer::sum);
        } else {
          missing.add(score.evaluator());
        }
      }
    }
    Map<String, Double> means = new HashMap<>();
    sums.forEach(
        (name, sum) -> {
          int count = counts.getOrDefault(name, 0);
          if (!missing.contains(name) && count == results.size()) {
            means.put(name, sum / count);
          }
        });
    return means;
  }

  private static @Nullable Double tokens(Usage usage) {
    Long in = usage.inputTokens();
    Long out = usage.outputTokens();
    return in == null && out == null
        ? null
        : (Double) (double) ((in == null ? 0 : in) + (out == null ? 0 : out));
  }

  private static @Nullable Double mean(
      List<ExampleResult> results, Function<Usage, @Nullable Double> part) {
    double sum = 0;
    int n = 0;
    for (ExampleResult result : results) {
      Double value = result.cached() ? null : part.apply(result.interaction().usage());
      if (value != null) {
        sum += value;
        n++;
      }
    }
    OptionalDouble mean = n == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / n);
    return mean.isPresent() ? (Double) mean.getAsDouble() : null;
  }
}
