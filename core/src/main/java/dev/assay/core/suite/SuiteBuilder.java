package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunOptions;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetSpec;
import dev.assay.core.verdict.PolicyConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds a {@link Suite}.
 *
 * @since 0.1
 */
public final class SuiteBuilder {

  final String name;
  @Nullable Path file;
  Path baseDirectory = Path.of("");
  final List<DatasetSource> datasets = new ArrayList<>();
  @Nullable Dataset dataset;
  final List<EvaluatorSpec> evaluators = new ArrayList<>();
  PolicyConfig policy = PolicyConfig.DEFAULT;
  GateConfig gate = GateConfig.DEFAULT;
  RunOptions options = RunOptions.DEFAULT;
  final List<Path> prompts = new ArrayList<>();
  final List<Path> fewShot = new ArrayList<>();
  final Map<String, ObjectNode> models = new LinkedHashMap<>();
  @Nullable Path prices;
  @Nullable CalibrationRequirement calibration;
  Environment environment = Environment.NONE;
  @Nullable Places places;
  private @Nullable SuiteTarget target;
  private @Nullable ObjectNode recorded;
  private boolean gated;

  SuiteBuilder(String name) {
    this.name = requireNonNull(name, "name");
  }

  /** Adds dataset files; relative paths are relative to the base directory. */
  public SuiteBuilder dataset(Path... files) {
    for (Path each : files) {
      datasets.add(DatasetSource.of(each));
    }
    return this;
  }

  /** Adds a dataset file with its field mapping. */
  public SuiteBuilder dataset(DatasetSource source) {
    datasets.add(requireNonNull(source, "source"));
    return this;
  }

  /** Gives the dataset itself. There is then no file, and no lock of golden examples. */
  public SuiteBuilder dataset(Dataset dataset) {
    this.dataset = requireNonNull(dataset, "dataset");
    return this;
  }

  /** Gives the target itself; whoever gives it closes it. Its answers are not cached. */
  public SuiteBuilder target(Target target) {
    this.target = new SuiteTarget.Given(target);
    return this;
  }

  /** Names the target. */
  public SuiteBuilder target(TargetSpec target) {
    this.target = new SuiteTarget.Configured(target);
    return this;
  }

  /** Adds an evaluator. */
  public SuiteBuilder evaluator(EvaluatorSpec evaluator) {
    evaluators.add(requireNonNull(evaluator, "evaluator"));
    return this;
  }

  /**
   * Adds the evaluators that {@code expression} names, such as {@code rouge-l(stem=true),token-f1}.
   *
   * @throws InvalidInputException if it is malformed
   */
  public SuiteBuilder evaluator(String expression) {
    EvaluatorExpression.parse(expression).forEach(this::evaluator);
    return this;
  }

  /** Says which scores fail an example. */
  public SuiteBuilder policy(PolicyConfig policy) {
    this.policy = requireNonNull(policy, "policy");
    return this;
  }

  /** Fails the examples of a partition on which {@code evaluator} misses {@code threshold}. */
  public SuiteBuilder policy(Partition partition, String evaluator, double threshold) {
    this.policy = policy.with(partition, evaluator, threshold);
    return this;
  }

  /** Says what is asked of the run. */
  public SuiteBuilder gate(GateConfig gate) {
    this.gate = requireNonNull(gate, "gate");
    this.gated = true;
    return this;
  }

  /** Asks for a pass rate in a partition, beside what other calls ask for. */
  public SuiteBuilder gate(Partition partition, double passRate) {
    GateConfig before = gated ? gate : new GateConfig(List.of());
    return gate(before.with(partition, passRate));
  }

  /** Says how it is executed. */
  public SuiteBuilder options(RunOptions options) {
    this.options = requireNonNull(options, "options");
    return this;
  }

  /** Runs each example {@code repeats} times. */
  public SuiteBuilder repeats(int repeats, Reducer reducer) {
    return options(
        new RunOptions(
            options.concurrency(),
            repeats,
            reducer,
            options.seed(),
            options.timeout(),
            options.retries(),
            options.budget()));
  }

  /** Keeps this many examples in flight at once. */
  public SuiteBuilder concurrency(int concurrency) {
    return options(
        new RunOptions(
            concurrency,
            options.repeats(),
            options.reducer(),
            options.seed(),
            options.timeout(),
            options.retries(),
            options.budget()));
  }

  /** What relative paths are relative to; the working directory unless given. */
  public SuiteBuilder baseDirectory(Path baseDirectory) {
    this.baseDirectory = requireNonNull(baseDirectory, "baseDirectory");
    return this;
  }

  /**
   * Gives a model a name under which evaluators and targets of this suite can ask for it.
   *
   * @param settings as {@link dev.assay.core.model.ModelSpec#read} takes them; a key is never among
   *     them
   */
  public SuiteBuilder model(String name, ObjectNode settings) {
    models.put(requireNonNull(name, "name"), requireNonNull(settings, "settings"));
    return this;
  }

  /** Requires that evaluators were held against people, and recently. */
  public SuiteBuilder calibration(CalibrationRequirement calibration) {
    this.calibration = requireNonNull(calibration, "calibration");
    return this;
  }

  /** Names a price table that overrides the one that comes with Assay. */
  public SuiteBuilder prices(Path file) {
    this.prices = requireNonNull(file, "file");
    return this;
  }

  /** Names prompt files, to be checked for examples that leaked into them. */
  public SuiteBuilder prompts(Path... files) {
    prompts.addAll(List.of(files));
    return this;
  }

  /** Names files of few-shot examples, to be checked likewise. */
  public SuiteBuilder fewShot(Path... files) {
    fewShot.addAll(List.of(files));
    return this;
  }

  /** The environment that the target may read. */
  public SuiteBuilder environment(Map<String, String> environment) {
    this.environment = new Environment(environment, List.of());
    return this;
  }

  SuiteBuilder environment(Environment environment) {
    this.environment = environment;
    return this;
  }

  SuiteBuilder file(Path file, ObjectNode recorded, Places places) {
    this.file = file;
    this.recorded = recorded;
    this.places = places;
    return this;
  }

  /**
   * The suite.
   *
   * @throws InvalidInputException if it has no target, no dataset or two, no evaluator, or two
   *     evaluators of one name
   */
  public Suite build() {
    List<Problem> problems = new ArrayList<>();
    SuiteTarget built = target;
    if (built == null) {
      problems.add(Problem.of("target", "missing", "what to evaluate"));
    }
    if (datasets.isEmpty() == (dataset == null)) {
      problems.add(
          Problem.of(
              "dataset",
              datasets.isEmpty() ? "missing" : "files and a dataset",
              "files, or a dataset"));
    }
    if (evaluators.isEmpty()) {
      problems.add(Problem.of("evaluators", "none", "at least one evaluator"));
    }
    Set<String> names = new LinkedHashSet<>();
    for (EvaluatorSpec evaluator : evaluators) {
      if (!names.add(evaluator.alias())) {
        problems.add(
            Problem.of("evaluators", evaluator.alias(), "names that differ")
                .next("give one of them an alias with name")
                .at(evaluator.location()));
      }
    }
    if (!problems.isEmpty() || built == null) {
      throw new InvalidInputException(problems);
    }
    return new Suite(this, built, recorded == null ? SuiteJson.of(this, built) : recorded);
  }
}
