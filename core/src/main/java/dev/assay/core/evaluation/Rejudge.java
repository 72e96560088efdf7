package dev.assay.core.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.gate.GateBaseline;
import dev.assay.core.gate.GateCalibrations;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunControl;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunEngine;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunOptions;
import dev.assay.core.run.RunOutcome;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunStatus;
import dev.assay.core.suite.Suite;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.verdict.PassPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores a stored run again with the evaluators of a suite, without calling its target: so that a
 * baseline can be moved to a new version of a judge, and compared with runs that use it.
 *
 * <p>The examples and answers are those of the stored run, which is not changed; a new run is
 * written.
 *
 * @since 0.1
 */
public final class Rejudge {

  // A kind of its own, so that nobody goes on with it by calling the target.
  private static final String REPLAY = "replay";

  private final Path run;
  private final Suite suite;
  private Path output;
  private boolean overwrite;
  private @Nullable Path cache;
  private RunListener listener = RunListener.NONE;
  private RunControl control = new RunControl();
  private Clock clock = Clock.systemUTC();
  private EvaluatorRegistry registry = EvaluatorRegistry.installed();
  private @Nullable ChatModels chats;

  private Rejudge(Path run, Suite suite) {
    this.run = run;
    this.suite = suite;
    this.output = run.resolveSibling(run.getFileName() + "-rejudged");
  }

  /** Scores the run in {@code run} again by {@code suite}. */
  public static Rejudge of(Path run, Suite suite) {
    return new Rejudge(
        requireNonNull(run, "run").toAbsolutePath().normalize(), requireNonNull(suite, "suite"));
  }

  /** The directory of the new run; beside the old one, with {@code -rejudged}, by default. */
  public Rejudge output(Path output) {
    this.output = requireNonNull(output, "output").toAbsolutePath().normalize();
    return this;
  }

  /** Replaces a run in the output directory that did not end; a complete one is always replaced. */
  public Rejudge overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /** Where replies of judges are kept; null to keep and use none. */
  public Rejudge cache(@Nullable Path cache) {
    this.cache = cache;
    return this;
  }

  /** Hears how it goes. */
  public Rejudge listener(RunListener listener) {
    this.listener = requireNonNull(listener, "listener");
    return this;
  }

  /** Can stop it. */
  public Rejudge control(RunControl control) {
    this.control = requireNonNull(control, "control");
    return this;
  }

  /** Tells the time. */
  public Rejudge clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /** The evaluators there are; those installed by default. */
  public Rejudge registry(EvaluatorRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    return this;
  }

  /** The chat models that judges use, which stay open; by default those installed. */
  public Rejudge chats(ChatModels chats) {
    this.chats = requireNonNull(chats, "chats");
    return this;
  }

  /**
   * Scores, gates and reports.
   *
   * @throws InvalidInputException if the directory holds no run or an incomplete one, the suite's
   *     evaluators cannot be used, or the output directory is the run's own or holds something
   *     else; nothing is then written
   */
  public EvaluationResult run() {
    if (output.equals(run)) {
      throw new InvalidInputException(
          Problem.of("output", output, "another directory than the run's own"));
    }
    ModelSettings settings =
        ModelSettings.ofEnvironment(suite.environment())
            .withCache(cache == null ? null : cache.resolve("models"))
            .withPrices(suite.prices().orElse(null))
            .withNamed(suite.models());
    try (EmbeddingModels embeddings = EmbeddingModels.installed(settings);
        ChatModels installed = ChatModels.installed(settings)) {
      return run(
          new EvaluatorContext(
              suite.baseDirectory(), embeddings, chats == null ? installed : chats));
    }
  }

  private EvaluationResult run(EvaluatorContext context) {
    RunHeader header;
    List<ExampleResult> results;
    List<String> golden;
    try (RunDirectory directory = RunDirectory.open(run)) {
      header = directory.header();
      results = directory.results();
      golden = RunSections.read(directory.sections()).golden();
    }
    List<Example> examples = examples(header, results);
    BoundEvaluators bound = BoundEvaluators.of(suite, registry, context);
    PassPolicy policy =
        PassPolicy.of(
            suite.policy().without(Preparation.names(bound.notConfigured())), bound.evaluators());
    Set<Partition> partitions = EnumSet.noneOf(Partition.class);
    examples.forEach(example -> partitions.add(example.partition()));
    Pairing.check(suite, bound.evaluators(), policy, partitions);
    Instant now = clock.instant();
    List<Instrument> instruments = Instrument.of(bound.evaluators());
    Calibrated.check(suite, instruments, now);
    GateConfig gate = header.selection().isEmpty() ? suite.gate() : suite.gate().only(partitions);
    List<Path> folders = List.of(suite.baseDirectory(), Path.of(""));
    GateBaseline held = new Baselines(suite.name(), folders, suite.environment()).of(gate, false);
    GateCalibrations calibrations = Calibrated.of(gate, instruments, folders, now);
    RunHeader planned = header(header, bound, now);
    GateForecast forecast =
        GateForecast.of(
            gate,
            planned.planned(),
            examples.stream().map(Example::id).collect(Collectors.toSet()),
            planned.options().repeats(),
            held,
            calibrations);
    RunSections sections =
        new RunSections(suite.toJson(), policy, gate, golden, null, instruments, forecast, null);
    try (OpenTarget target =
            new OpenTarget(
                new Replay(results), planned.targetDescription(), header.targetVersion(), false);
        RunDirectory directory =
            RunDirectory.create(
                output,
                planned,
                sections.toJson(),
                overwrite
                    ? RunDirectory.Existing.REPLACE_ANY
                    : RunDirectory.Existing.REPLACE_COMPLETE)) {
      RunOutcome outcome =
          RunEngine.of(clock)
              .withListener(listener)
              .withControl(control)
              .run(new RunPlan(planned, examples, bound.evaluators(), policy, target), directory);
      return Conclusion.of(
              directory.path(), outcome.header(), outcome.results(), sections, held, calibrations)
          .writeTo(directory);
    }
  }

  private List<Example> examples(RunHeader header, List<ExampleResult> results) {
    Map<String, Example> examples = new LinkedHashMap<>();
    results.forEach(result -> examples.putIfAbsent(result.example().id(), result.example()));
    int planned = header.planned().values().stream().mapToInt(Integer::intValue).sum();
    int expected = planned * header.options().repeats();
    if (header.status() != RunStatus.COMPLETE || results.size() != expected) {
      throw new InvalidInputException(
          Problem.of(
                  "run",
                  run,
                  "a complete run; it has " + results.size() + " of " + expected + " results")
              .next("finish it with assay run --resume"));
    }
    return new ArrayList<>(examples.values());
  }

  // What was run stays as it was; what it is scored by is the suite's.
  private RunHeader header(RunHeader old, BoundEvaluators bound, Instant now) {
    RunOptions asked = suite.options();
    RunOptions options =
        new RunOptions(
            asked.concurrency(),
            old.options().repeats(),
            old.options().reducer(),
            old.options().seed(),
            asked.timeout(),
            0,
            asked.budget());
    return new RunHeader(
        RunId.of(suite, now),
        suite.name(),
        suite.file().map(Path::toString).orElse(null),
        suite.hash(),
        old.dataset(),
        old.datasetHash(),
        old.planned(),
        old.selection(),
        bound.evaluators().stream().map(Preparation::identity).toList(),
        REPLAY,
        "run " + old.id() + " judged again: " + old.targetDescription(),
        old.targetVersion(),
        old.gitCommit(),
        options,
        now,
        null,
        RunStatus.RUNNING,
        null,
        0,
        0,
        Usage.NONE,
        Usage.NONE,
        Software.NAME_AND_VERSION,
        bound.notConfigured());
  }
}
