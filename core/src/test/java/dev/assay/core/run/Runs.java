package dev.assay.core.run;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.Target;
import dev.assay.core.verdict.Verdict;
import dev.assay.core.verdict.VerdictRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans for the tests of this room. */
final class Runs {

  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** Fails what an evaluator says did not pass. */
  static final VerdictRule POLICY =
      (example, interaction, scores) ->
          scores.stream().anyMatch(s -> s.score() instanceof Score.Scored x && x.value() == 0)
              ? Verdict.failed(FailureMode.INCORRECT, "value 0")
              : Verdict.PASSED;

  private Runs() {}

  static List<Example> examples(int n) {
    return examples(n, Partition.DISTRIBUTION);
  }

  static List<Example> examples(int n, Partition partition) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      examples.add(
          Example.builder(partition.key() + "-" + i, partition, "question " + i)
              .expected("answer " + i)
              .build());
    }
    return examples;
  }

  static BoundEvaluator evaluator(String name, Evaluator evaluator) {
    EvaluatorDefinition definition =
        EvaluatorDefinition.builder(name, "1", "A fake.").createdBy((p, context) -> evaluator);
    return EvaluatorRegistry.of(List.of(definition))
        .bind(EvaluatorSpec.of(name), new EvaluatorContext(Path.of(""), EmbeddingModels.of()));
  }

  static RunPlan plan(List<Example> examples, RunOptions options, Target target) {
    return plan(examples, options, target, List.of());
  }

  static RunPlan plan(
      List<Example> examples, RunOptions options, Target target, List<BoundEvaluator> evaluators) {
    return new RunPlan(
        header(examples, options, evaluators),
        examples,
        evaluators,
        POLICY,
        new OpenTarget(target, "fake", "v1", true));
  }

  static RunHeader header(
      List<Example> examples, RunOptions options, List<BoundEvaluator> evaluators) {
    Map<Partition, Integer> planned = new TreeMap<>();
    examples.forEach(e -> planned.merge(e.partition(), 1, Integer::sum));
    return new RunHeader(
        "run-1",
        "suite",
        "suite.yaml",
        "sha256:suite",
        "dataset",
        Dataset.contentHash(examples),
        planned,
        "",
        evaluators.stream()
            .map(
                e ->
                    new EvaluatorIdentity(
                        e.name(), e.definition().name(), e.version(), true, e.threshold()))
            .toList(),
        "java",
        "fake",
        "v1",
        null,
        options,
        NOW,
        null,
        RunStatus.RUNNING,
        null,
        0,
        0,
        Usage.NONE,
        Usage.NONE,
        "0.1");
  }

  static Options options() {
    return new Options();
  }

  /** Options with short times. */
  static final class Options {
    private int concurrency = 4;
    private int repeats = 1;
    private Duration timeout = Duration.ofSeconds(20);
    private int retries = 2;
    private Budget budget = new Budget(Map.of(), Duration.ofMinutes(5), null);

    Options concurrency(int concurrency) {
      this.concurrency = concurrency;
      return this;
    }

    Options repeats(int repeats) {
      this.repeats = repeats;
      return this;
    }

    Options timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    Options retries(int retries) {
      this.retries = retries;
      return this;
    }

    Options budget(Budget budget) {
      this.budget = budget;
      return this;
    }

    RunOptions build() {
      return new RunOptions(concurrency, repeats, Reducer.MEAN, 7, timeout, retries, budget);
    }
  }
}
