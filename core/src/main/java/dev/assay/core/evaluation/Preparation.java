package dev.assay.core.evaluation;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.GoldenViolation;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.interaction.Usage;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.suite.Selection;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteTarget;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.verdict.PassPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A suite, loaded and checked.
 *
 * @param suite the suite
 * @param dataset the dataset's name
 * @param selection how its examples were selected
 * @param examples the examples selected
 * @param evaluators the evaluators, bound
 * @param notConfigured the optional ones that cannot be bound for lack of a model
 * @param golden how golden examples differ from what was approved; empty if none is selected
 */
record Preparation(
    Suite suite,
    String dataset,
    Selection selection,
    List<Example> examples,
    List<BoundEvaluator> evaluators,
    List<NotConfigured> notConfigured,
    List<GoldenViolation> golden) {

  static Preparation of(
      Suite suite, Selection selection, EvaluatorRegistry registry, EvaluatorContext context) {
    Optional<LoadedDataset> loaded =
        suite.dataset().isPresent() ? Optional.empty() : Optional.of(SuiteDatasets.load(suite));
    Dataset dataset = suite.dataset().or(() -> loaded.map(LoadedDataset::dataset)).orElseThrow();
    List<Example> examples = selection.of(dataset.examples());
    boolean anyGolden = examples.stream().anyMatch(e -> e.partition() == Partition.GOLDEN);
    BoundEvaluators bound = BoundEvaluators.of(suite, registry, context);
    return new Preparation(
        suite,
        dataset.name(),
        selection,
        examples,
        bound.evaluators(),
        bound.notConfigured(),
        anyGolden ? loaded.map(GoldenLock::check).orElse(List.of()) : List.of());
  }

  Set<String> ids() {
    return examples.stream().map(Example::id).collect(Collectors.toSet());
  }

  Set<Partition> partitions() {
    return examples.stream()
        .map(Example::partition)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Partition.class)));
  }

  /** What fails an example; what the suite says of evaluators that are not there is left out. */
  PassPolicy policy() {
    return PassPolicy.of(suite.policy().without(names(notConfigured)), evaluators);
  }

  static List<String> names(List<NotConfigured> missing) {
    return missing.stream().map(NotConfigured::name).toList();
  }

  RunHeader header(OpenTarget target, Optional<String> gitCommit, Instant now) {
    Map<Partition, Integer> planned = new EnumMap<>(Partition.class);
    examples.forEach(example -> planned.merge(example.partition(), 1, Integer::sum));
    return new RunHeader(
        RunId.of(suite, now),
        suite.name(),
        suite.file().map(Path::toString).orElse(null),
        suite.hash(),
        dataset,
        Dataset.contentHash(examples),
        planned,
        selection.words(),
        evaluators.stream().map(Preparation::identity).toList(),
        suite.target() instanceof SuiteTarget.Configured configured
            ? configured.spec().kind()
            : "java",
        suite.withoutSecrets(target.description()),
        target.version(),
        gitCommit.orElse(null),
        suite.options(),
        now,
        null,
        RunStatus.RUNNING,
        null,
        0,
        0,
        Usage.NONE,
        Usage.NONE,
        Software.NAME_AND_VERSION,
        notConfigured);
  }

  static EvaluatorIdentity identity(BoundEvaluator evaluator) {
    return new EvaluatorIdentity(
        evaluator.name(),
        evaluator.definition().name(),
        evaluator.version(),
        evaluator.higherIsBetter(),
        evaluator.threshold());
  }
}
