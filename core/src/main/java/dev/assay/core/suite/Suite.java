package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunOptions;
import dev.assay.core.verdict.PolicyConfig;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What to run on what, how to judge it and what to ask of it; immutable. Read from a file by {@link
 * SuiteReader} or built:
 *
 * <pre>{@code
 * Suite suite =
 *     Suite.builder("greeter")
 *         .dataset(Path.of("greetings.jsonl"))
 *         .target(request -> Interaction.ofOutput(greeter.greet(request.input().asString())))
 *         .evaluator("rouge-l(threshold=0.6)")
 *         .gate(Partition.DISTRIBUTION, 0.9)
 *         .build();
 * }</pre>
 *
 * @since 0.1
 */
public final class Suite {

  private final String name;
  private final @Nullable Path file;
  private final Path baseDirectory;
  private final List<DatasetSource> datasets;
  private final @Nullable Dataset dataset;
  private final SuiteTarget target;
  private final List<EvaluatorSpec> evaluators;
  private final PolicyConfig policy;
  private final GateConfig gate;
  private final RunOptions options;
  private final List<Path> prompts;
  private final List<Path> fewShot;
  private final Map<String, ObjectNode> models;
  private final @Nullable Path prices;
  private final @Nullable CalibrationRequirement calibration;
  private final Environment environment;
  private final ObjectNode recorded;
  private final @Nullable Places places;

  Suite(SuiteBuilder builder, SuiteTarget target, ObjectNode recorded) {
    this.name = builder.name;
    this.file = builder.file;
    this.baseDirectory = builder.baseDirectory;
    this.datasets =
        builder.datasets.stream().map(source -> source.under(builder.baseDirectory)).toList();
    this.dataset = builder.dataset;
    this.target = requireNonNull(target, "target");
    this.evaluators = List.copyOf(builder.evaluators);
    this.policy = builder.policy;
    this.gate = builder.gate;
    this.options = builder.options;
    this.prompts = builder.prompts.stream().map(baseDirectory::resolve).toList();
    this.fewShot = builder.fewShot.stream().map(baseDirectory::resolve).toList();
    this.models = new LinkedHashMap<>(builder.models);
    this.calibration = builder.calibration;
    this.prices = builder.prices == null ? null : baseDirectory.resolve(builder.prices);
    this.environment = builder.environment;
    this.recorded = recorded;
    this.places = builder.places;
  }

  /** Starts a suite called {@code name}. */
  public static SuiteBuilder builder(String name) {
    return new SuiteBuilder(name);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The file it was read from, as it was named; empty if it was built. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** What its relative paths are relative to. */
  public Path baseDirectory() {
    return baseDirectory;
  }

  /** The dataset files; empty if the dataset was given in Java. */
  public List<DatasetSource> datasets() {
    return datasets;
  }

  /** The dataset, if it was given in Java. */
  public Optional<Dataset> dataset() {
    return Optional.ofNullable(dataset);
  }

  /** What is evaluated. */
  public SuiteTarget target() {
    return target;
  }

  /** The evaluators, in order, with names of their own. */
  public List<EvaluatorSpec> evaluators() {
    return evaluators;
  }

  /** Which scores fail an example. */
  public PolicyConfig policy() {
    return policy;
  }

  /** What is asked of the run. */
  public GateConfig gate() {
    return gate;
  }

  /** How it is executed. */
  public RunOptions options() {
    return options;
  }

  /** The prompt files it names, to be checked for examples that leaked into them. */
  public List<Path> prompts() {
    return prompts;
  }

  /** The files of few-shot examples it names, to be checked likewise. */
  public List<Path> fewShot() {
    return fewShot;
  }

  /** The models it gives names, with their settings as {@code ModelSpec.read} takes them. */
  public Map<String, ObjectNode> models() {
    return Collections.unmodifiableMap(models);
  }

  /** What it asks of its evaluators' calibrations. */
  public Optional<CalibrationRequirement> calibration() {
    return Optional.ofNullable(calibration);
  }

  /** Its own price table. */
  public Optional<Path> prices() {
    return Optional.ofNullable(prices);
  }

  /** The environment it was read with, which its target may read too; never recorded. */
  public Map<String, String> environment() {
    return environment.variables();
  }

  /**
   * {@code text} with every value that the suite took from the environment put back to its {@code
   * ${NAME}}: for messages and descriptions that may repeat a secret.
   */
  public String withoutSecrets(String text) {
    return environment.conceal(text);
  }

  /**
   * A problem found while running it, at the nearest place in its file and without values from the
   * environment.
   */
  public Problem placed(Problem problem) {
    Problem near = places == null ? problem : places.refine(problem);
    String value = near.value();
    String next = near.next();
    return new Problem(
        near.location(),
        near.subject(),
        value == null ? null : withoutSecrets(value),
        withoutSecrets(near.expected()),
        next == null ? null : withoutSecrets(next));
  }

  /**
   * What it says, as JSON, with overrides applied and {@code ${NAME}} left as it stands: what may
   * be kept and shown.
   */
  public ObjectNode toJson() {
    return recorded.deepCopy();
  }

  /** The content hash of {@link #toJson}. */
  public String hash() {
    return ContentHash.of(recorded);
  }

  @Override
  public String toString() {
    return "Suite " + name + " " + Json.write(recorded);
  }
}
