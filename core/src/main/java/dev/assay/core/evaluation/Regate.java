package dev.assay.core.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateBaseline;
import dev.assay.core.gate.GateConfig;
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
   * Held against this run, which must be there, in place of the one that the gate names. A gate
   * that compares nothing then compares the pass rate, see {@link GateConfig#with(BaselineSource)}.
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
    Baselines.checkShared(
        held, results.stream().map(r -> r.example().id()).collect(Collectors.toSet()));
    return Conclusion.of(directory.path(), header, results, now, held);
  }

  // What a suite names is beside it; what a person names, where the person is.
  private List<Path> folders(RunHeader header) {
    Path here = Path.of("");
    if (baseline != null) {
      return List.of(here);
    }
    if (folder != null) {
      return List.of(folder, here);
    }
    String file = header.suiteFile();
    Path parent = file == null ? null : Path.of(file).getParent();
    return parent == null ? List.of(here) : List.of(parent, here);
  }
}
