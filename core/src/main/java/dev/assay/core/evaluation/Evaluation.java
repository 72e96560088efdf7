package dev.assay.core.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateBaseline;
import dev.assay.core.gate.GateCalibrations;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.GitRevision;
import dev.assay.core.run.OutputCache;
import dev.assay.core.run.RunControl;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunEngine;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunOutcome;
import dev.assay.core.run.RunPlan;
import dev.assay.core.suite.Selection;
import dev.assay.core.suite.Suite;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.Targets;
import dev.assay.core.target.TraceSource;
import dev.assay.core.verdict.PassPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a suite, gates it and reports it:
 *
 * <pre>{@code
 * GateDecision decision = Evaluation.of(suite).run().gate().decision();
 * }</pre>
 *
 * <p>Everything that can be wrong with the suite, its dataset, its evaluators or its target is
 * found before anything is written or called. The run's directory then holds the journal, {@code
 * run.json} and the reports, also when the run ended early.
 *
 * <p>Mutable while it is set up; {@link #run} may be called once or often, from one thread.
 *
 * @since 0.1
 */
public final class Evaluation {

  private final Suite suite;
  private Selection selection = Selection.ALL;
  private Path workingDirectory = Path.of("");
  private @Nullable Path runs;
  private @Nullable Path output;
  private @Nullable Path resume;
  private boolean cached = true;
  private @Nullable Path cache;
  private boolean overwrite;
  private boolean untilDecided;
  private RunListener listener = RunListener.NONE;
  private RunControl control = new RunControl();
  private Map<String, String> environment;
  private Clock clock = Clock.systemUTC();
  private EvaluatorRegistry registry = EvaluatorRegistry.installed();
  private Targets targets = Targets.installed();
  private @Nullable EmbeddingModels embeddings;
  private @Nullable ChatModels chats;
  private @Nullable TraceSource traces;
  private @Nullable BaselineSource baseline;
  private Consumer<GateForecast> forecast = f -> {};

  private Evaluation(Suite suite) {
    this.suite = suite;
    this.environment = suite.environment();
  }

  /** The evaluation of {@code suite}, with defaults for everything else. */
  public static Evaluation of(Suite suite) {
    return new Evaluation(requireNonNull(suite, "suite"));
  }

  /** Only these examples; all by default. */
  public Evaluation selection(Selection selection) {
    this.selection = requireNonNull(selection, "selection");
    return this;
  }

  /** What the default places are under; the process's working directory by default. */
  public Evaluation workingDirectory(Path workingDirectory) {
    this.workingDirectory = requireNonNull(workingDirectory, "workingDirectory");
    return this;
  }

  /** What the directory of the run lies in; {@code runs} under the working directory by default. */
  public Evaluation runs(Path runs) {
    this.runs = requireNonNull(runs, "runs");
    return this;
  }

  /** The directory of the run; {@code runs/<id>} by default. */
  public Evaluation output(Path output) {
    this.output = requireNonNull(output, "output");
    return this;
  }

  /**
   * Goes on with the run in this directory: examples that are finished are not run again. It must
   * be of the same examples, evaluators, target, repeats and seed.
   */
  public Evaluation resume(Path run) {
    this.resume = requireNonNull(run, "run");
    return this;
  }

  /** Replaces a run in the output directory that did not end; a complete one is always replaced. */
  public Evaluation overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /**
   * Takes examples in random order, by the seed, and ends as soon as the gate is clear: a pass rate
   * is missed, or all are decided, by tests that hold whenever one looks. All examples run that a
   * criterion of another kind is about, unless a pass rate fails the gate before; see {@link
   * #forecast}.
   */
  public Evaluation untilDecided(boolean untilDecided) {
    this.untilDecided = untilDecided;
    return this;
  }

  /** Where outputs are kept; {@code .assay/cache} by default; null to keep and use none. */
  public Evaluation cache(@Nullable Path cache) {
    this.cache = cache;
    this.cached = cache != null;
    return this;
  }

  /** Hears how the run goes. */
  public Evaluation listener(RunListener listener) {
    this.listener = requireNonNull(listener, "listener");
    return this;
  }

  /** Can stop the run. */
  public Evaluation control(RunControl control) {
    this.control = requireNonNull(control, "control");
    return this;
  }

  /** The environment that the target may read; the suite's by default. */
  public Evaluation environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /** Tells the time. */
  public Evaluation clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /** The evaluators there are; those installed by default. */
  public Evaluation registry(EvaluatorRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    return this;
  }

  /** The kinds of targets there are; those installed by default. */
  public Evaluation targets(Targets targets) {
    this.targets = requireNonNull(targets, "targets");
    return this;
  }

  /** The embedding models, which stay open; by default those installed, closed after the run. */
  public Evaluation embeddings(EmbeddingModels embeddings) {
    this.embeddings = requireNonNull(embeddings, "embeddings");
    return this;
  }

  /** The chat models that judges use, which stay open; by default those installed. */
  public Evaluation chats(ChatModels chats) {
    this.chats = requireNonNull(chats, "chats");
    return this;
  }

  /**
   * Receives the target's spans, and stays open: what its answers leave open of passages, tools,
   * steps and usage is taken from them.
   */
  public Evaluation traces(TraceSource traces) {
    this.traces = requireNonNull(traces, "traces");
    return this;
  }

  /**
   * Held against this run in place of the one that the suite's gate names. A path must be there; a
   * branch that has no run yet makes the decision inconclusive. A gate that compares nothing then
   * compares the pass rate, see {@link GateConfig#with(BaselineSource)}.
   */
  public Evaluation baseline(BaselineSource baseline) {
    this.baseline = requireNonNull(baseline, "baseline");
    return this;
  }

  /** Hears, before anything is called, what the gate will be able to tell. */
  public Evaluation forecast(Consumer<GateForecast> forecast) {
    this.forecast = requireNonNull(forecast, "forecast");
    return this;
  }

  /**
   * Runs, gates and reports.
   *
   * @throws InvalidInputException if the suite, its dataset, evaluators or target cannot be used,
   *     nothing is selected, or the output directory holds something else; nothing is then written
   */
  public EvaluationResult run() {
    ModelSettings settings = modelSettings();
    try (EmbeddingModels installedEmbeddings = EmbeddingModels.installed(settings);
        ChatModels installedChats = ChatModels.installed(settings)) {
      EvaluatorContext context =
          new EvaluatorContext(
              suite.baseDirectory(),
              embeddings == null ? installedEmbeddings : embeddings,
              chats == null ? installedChats : chats);
      return run(context, settings);
    }
  }

  private ModelSettings modelSettings() {
    return ModelSettings.ofEnvironment(environment)
        .withCache(cached ? cacheFolder().resolve("models") : null)
        .withPrices(suite.prices().orElse(null))
        .withNamed(suite.models());
  }

  private EvaluationResult run(EvaluatorContext context, ModelSettings settings) {
    GitRevision git = GitRevision.find(suite.baseDirectory());
    Instant now = clock.instant();
    Preparation preparation = Preparation.of(suite, selection, registry, context);
    PassPolicy policy = preparation.policy();
    Pairing.check(suite, preparation.evaluators(), policy, preparation.partitions());
    List<Instrument> instruments = Instrument.of(preparation.evaluators());
    Calibrated.check(suite, instruments, now);
    GateConfig gate = gate();
    try (OpenTarget target = openTarget(settings)) {
      SuiteTargets.check(suite, target.target(), preparation.examples());
      RunHeader header = preparation.header(target, git.describe(), now);
      GateBaseline held = held(gate, preparation);
      GateCalibrations calibrations = Calibrated.of(gate, instruments, besideSuite(), now);
      UntilDecided until = untilDecided(gate, header);
      EarlyDecision early =
          untilDecided && until != null ? new EarlyDecision(header, policy, gate, until) : null;
      GateForecast ahead = forecast(gate, until, early, preparation, header, held, calibrations);
      RunSections sections =
          RunSections.of(suite, policy, gate, preparation.golden(), instruments)
              .onBranch(git.branch(environment).orElse(null))
              .untilDecided(until)
              .with(ahead);
      RunPlan plan =
          new RunPlan(header, preparation.examples(), preparation.evaluators(), policy, target);
      try (OutputCache outputs = openCache();
          RunDirectory directory = directory(header, sections)) {
        forecast.accept(ahead);
        RunOutcome outcome =
            RunEngine.of(clock)
                .withCache(outputs)
                .withListener(listener)
                .withControl(control)
                .withEarlyStop(early)
                .run(plan, directory);
        return Conclusion.of(
                directory.path(), outcome.header(), outcome.results(), sections, held, calibrations)
            .writeTo(directory);
      }
    }
  }

  // A run that was looked at early was: going on to its end does not undo it.
  private @Nullable UntilDecided untilDecided(GateConfig gate, RunHeader header) {
    UntilDecided now = untilDecided ? UntilDecided.of(gate, header.options().concurrency()) : null;
    if (resume == null) {
      return now;
    }
    try (RunDirectory earlier = RunDirectory.open(resume)) {
      UntilDecided then = UntilDecided.read(earlier.sections());
      return then == null ? now : then;
    }
  }

  private static GateForecast forecast(
      GateConfig gate,
      @Nullable UntilDecided until,
      @Nullable EarlyDecision early,
      Preparation preparation,
      RunHeader header,
      GateBaseline held,
      GateCalibrations calibrations) {
    List<GateForecast.Line> lines =
        new ArrayList<>(
            GateForecast.of(
                    until == null ? gate : UntilDecided.atEnd(gate),
                    header.planned(),
                    preparation.ids(),
                    header.options().repeats(),
                    held,
                    calibrations)
                .lines());
    if (early != null) {
      lines.addAll(early.outlook());
    }
    return new GateForecast(lines);
  }

  private OpenTarget openTarget(ModelSettings settings) {
    OpenTarget target = SuiteTargets.open(suite, targets, settings);
    return traces == null ? target : target.traced(traces);
  }

  private GateConfig gate() {
    GateConfig gate =
        selection.partitions().isEmpty() ? suite.gate() : suite.gate().only(selection.partitions());
    return baseline == null ? gate : gate.with(baseline);
  }

  // Found before money is spent: a baseline that is broken or of other examples.
  private GateBaseline held(GateConfig gate, Preparation preparation) {
    List<Path> folders = baseline == null ? besideSuite() : List.of(workingDirectory);
    GateBaseline held =
        new Baselines(suite.name(), folders, environment).of(gate, baseline != null);
    Baselines.checkShared(held, preparation.ids());
    return held;
  }

  private List<Path> besideSuite() {
    return List.of(suite.baseDirectory(), workingDirectory);
  }

  private @Nullable OutputCache openCache() {
    if (!cached) {
      return null;
    }
    return OutputCache.open(cacheFolder(), clock);
  }

  private Path cacheFolder() {
    return cache == null ? workingDirectory.resolve(".assay").resolve("cache") : cache;
  }

  private RunDirectory directory(RunHeader header, RunSections sections) {
    if (resume != null) {
      if (output != null) {
        throw new InvalidInputException(
            Problem.of("output", output, "none, for a run is resumed where it is"));
      }
      return RunDirectory.resume(resume, header);
    }
    if (output != null) {
      RunDirectory.Existing existing =
          overwrite ? RunDirectory.Existing.REPLACE_ANY : RunDirectory.Existing.REPLACE_COMPLETE;
      return RunDirectory.create(output, header, sections.toJson(), existing);
    }
    Path folder = runs == null ? workingDirectory.resolve("runs") : runs;
    Path free = folder.resolve(header.id());
    for (int i = 2; Files.exists(free); i++) {
      free = folder.resolve(header.id() + "-" + i);
    }
    return RunDirectory.create(free, header, sections.toJson(), RunDirectory.Existing.REFUSE);
  }
}
