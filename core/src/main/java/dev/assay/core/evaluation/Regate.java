package dev.assay.core.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateBaseline;
import dev.assay.core.gate.GateCalibrations;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.suite.Suite;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.PolicyConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides a run again from its directory alone: from the scores in its journal, without calling the
 * target or any model.
 *
 * <p>By default by the policy and gate the run was made with. Under another, the same scores are
 * judged anew; evaluators themselves cannot be added.
 *
 * @since 0.1
 */
public final class Regate {

  private final Path run;
  private @Nullable PolicyConfig policy;
  private @Nullable GateConfig gate;
  private @Nullable BaselineSource baseline;
  private @Nullable Path folder;
  private Map<String, String> environment = Map.of();
  private List<EvaluatorSpec> evaluators = List.of();

  private Regate(Path run) {
    this.run = run;
  }

  /** Decides the run in {@code run} again. */
  public static Regate of(Path run) {
    return new Regate(requireNonNull(run, "run"));
  }

  /** By another policy, in place of what the suite said under {@code policy}. */
  public Regate policy(PolicyConfig policy) {
    this.policy = requireNonNull(policy, "policy");
    return this;
  }

  /** By another gate. */
  public Regate gate(GateConfig gate) {
    this.gate = requireNonNull(gate, "gate");
    return this;
  }

  /** By the policy, thresholds and gate of {@code suite}. */
  public Regate suite(Suite suite) {
    this.evaluators = suite.evaluators();
    this.folder = suite.baseDirectory();
    return policy(suite.policy()).gate(suite.gate());
  }

  /**
   * Held against this run in place of the one that the gate names. A path must be there; a branch
   * that has no run yet makes the decision inconclusive. A gate that compares nothing then compares
   * the pass rate, see {@link GateConfig#with(BaselineSource)}.
   */
  public Regate baseline(BaselineSource baseline) {
    this.baseline = requireNonNull(baseline, "baseline");
    return this;
  }

  /** The environment, which tells whether this is CI: there a run needs the baseline it names. */
  public Regate environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /**
   * The decision. Nothing is written.
   *
   * @throws InvalidInputException if the directory is not a run, or the policy names an evaluator
   *     that the run does not have
   */
  public EvaluationResult decide() {
    try (RunDirectory directory = RunDirectory.open(run)) {
      return conclude(directory).result();
    }
  }

  /**
   * The decision, written into {@code run.json} and the reports of the run.
   *
   * @throws InvalidInputException as {@link #decide} does, and if the directory cannot be written
   */
  public EvaluationResult update() {
    try (RunDirectory directory = RunDirectory.open(run)) {
      return conclude(directory).writeTo(directory);
    }
  }

  private Conclusion conclude(RunDirectory directory) {
    RunHeader header = directory.header();
    RunSections sections = RunSections.read(directory.sections());
    PassPolicy decider =
        policy == null
            ? sections.policy()
            : sections
                .policy()
                .with(
                    policy.without(Preparation.names(header.notConfigured())),
                    evaluators,
                    EvaluatorRegistry.installed());
    GateConfig asked = gate == null ? sections.gate() : gate;
    RunSections now = sections.with(decider, baseline == null ? asked : asked.with(baseline));
    GateBaseline held =
        new Baselines(header.suite(), folders(header), environment)
            .without(header.id())
            .of(now.gate(), baseline != null);
    List<ExampleResult> results = directory.results();
    Set<String> ids = results.stream().map(r -> r.example().id()).collect(Collectors.toSet());
    Baselines.checkShared(held, ids);
    GateCalibrations calibrations =
        Calibrated.of(now.gate(), now.instruments(header), besideSuite(header), header.startedAt());
    // Of another gate, or another baseline, something else could have been told.
    RunSections told =
        gate == null && baseline == null
            ? now
            : now.with(
                GateForecast.of(
                    now.gate(),
                    header.planned(),
                    ids,
                    header.options().repeats(),
                    held,
                    calibrations));
    return Conclusion.of(directory.path(), header, results, told, held, calibrations);
  }

  // What a suite names is beside it; what a person names, where the person is.
  private List<Path> folders(RunHeader header) {
    return baseline == null ? besideSuite(header) : List.of(Path.of(""));
  }

  private List<Path> besideSuite(RunHeader header) {
    Path here = Path.of("");
    if (folder != null) {
      return List.of(folder, here);
    }
    String file = header.suiteFile();
    Path parent = file == null ? null : Path.of(file).getParent();
    return parent == null ? List.of(here) : List.of(parent, here);
  }
}
