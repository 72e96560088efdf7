package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.config.ConfigText;
import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.config.Problems;
import dev.assay.core.config.Variables;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.ModelsBinder;
import dev.assay.monitor.behaviour.OutcomeRules;
import dev.assay.monitor.behaviour.OutcomeRulesReader;
import dev.assay.monitor.watch.MonitorsReader;
import dev.assay.monitor.watch.Watchable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server is told: a file in YAML (or JSON, if its name ends in {@code .json}), the
 * environment, and flags.
 *
 * <p>Reports every mistake at once, each with its line and column and the nearest valid key, none
 * with a secret. The keys are described in {@code docs/config.md}. Nothing is opened but the file.
 *
 * @since 0.1
 */
public final class ServerConfigReader {

  private static final String NOUN = "configuration";

  private final EvaluatorRegistry registry;

  private ServerConfigReader(EvaluatorRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
  }

  /** A reader that knows these evaluators. */
  public static ServerConfigReader of(EvaluatorRegistry registry) {
    return new ServerConfigReader(registry);
  }

  /**
   * Reads, with the evaluators that are installed.
   *
   * @param file the file; null for none
   * @param environment what {@code ${NAME}} stands for, and {@code ASSAY_DATA} and its like
   * @throws InvalidInputException with every mistake
   */
  public static ServerConfig read(
      @Nullable Path file, Map<String, String> environment, Overrides flags) {
    return of(EvaluatorRegistry.installed()).readConfig(file, environment, flags);
  }

  /**
   * Reads, with what this reader knows.
   *
   * @throws InvalidInputException with every mistake
   */
  public ServerConfig readConfig(
      @Nullable Path file, Map<String, String> environment, Overrides flags) {
    List<Problem> problems = new ArrayList<>();
    Variables variables = new Variables(environment, problems);
    Node written = variables.expand(root(file, problems));
    Node root =
        written instanceof Node.Mapping mapping ? flags.over(environment).apply(mapping) : written;
    Path folder = Objects.requireNonNullElse(file == null ? null : file.getParent(), Path.of(""));
    ServerConfig config =
        Fields.ofRoot(root, NOUN, ServerKeys.of(""), problems)
            .map(fields -> bind(fields, file, new Scope(folder, problems)))
            .orElse(null);
    List<String> given = new ArrayList<>();
    variables.used().forEach(name -> given.add(environment.getOrDefault(name, "")));
    Problems.throwIfAny(Concealment.of(root, given).apply(problems));
    return requireNonNull(config, "config");
  }

  private static Node root(@Nullable Path file, List<Problem> problems) {
    String name = file == null ? NOUN : file.toString();
    Node root = file == null ? null : NodeReader.read(ConfigText.read(file, NOUN), name, problems);
    return root == null || root.empty()
        ? new Node.Mapping(Location.ofFile(name), new LinkedHashMap<>())
        : root;
  }

  private ServerConfig bind(Fields root, @Nullable Path file, Scope scope) {
    Path data = scope.path(root, "data").orElse(ServerConfig.DATA);
    DoorsBinder doors = new DoorsBinder(scope, root);
    KeepingBinder keeping = new KeepingBinder(scope, root);
    SchedulesBinder schedules = new SchedulesBinder(scope);
    Limits limits = doors.limits();
    int before = scope.problems().size();
    List<MonitoredEvaluator> evaluators = new TrafficEvaluatorsBinder(scope, registry).bind(root);
    boolean allEvaluators = scope.problems().size() == before;
    EvaluationBinder evaluation =
        new EvaluationBinder(scope, new EmissionBinder(scope, evaluators, allEvaluators));
    before = scope.problems().size();
    SlicingConfig slicing = new SlicesBinder(scope).bind(root);
    boolean allSlices = scope.problems().size() == before;
    // What could not be read is missed by nobody but its own mistake.
    Watchable watchable =
        new Watchable(
            allEvaluators ? names(evaluators) : null, allSlices ? slicing.definitions() : null);
    return new ServerConfig(
        file,
        data,
        scope.path(root, "datasets").orElse(data.resolve("datasets")),
        scope.path(root, "runs").orElse(data.resolve("runs")),
        doors.doors(),
        limits,
        root.oneOf("log", LogLevel.keys()).flatMap(LogLevel::ofKey).orElse(LogLevel.INFO),
        root.secret("salt").map(Secret::new).orElse(null),
        keeping.store(),
        keeping.journal(limits),
        keeping.retention(),
        keeping.traces(),
        new RedactionBinder(scope).bind(root),
        slicing,
        root.get("models")
            .map(node -> new ModelsBinder(scope.problems()).bind(node))
            .orElse(Map.of()),
        scope.file(root, "prices").orElse(null),
        evaluators,
        new SamplingBinder(scope, evaluators).bind(root),
        evaluation.evaluation(root),
        outcomes(root, scope),
        root.get("monitors")
            .map(node -> MonitorsReader.read(node, watchable, scope.problems()))
            .orElse(null),
        new DeliveriesBinder(scope).bind(root),
        schedules.schedules(root),
        schedules.spotChecks(root, evaluators),
        evaluation.export(root),
        new SignInBinder(scope).bind(root));
  }

  private static Set<String> names(List<MonitoredEvaluator> evaluators) {
    return evaluators.stream().map(MonitoredEvaluator::name).collect(Collectors.toSet());
  }

  private static OutcomeRules outcomes(Fields root, Scope scope) {
    OutcomeRules rules = OutcomeRules.withDefaults();
    Node completion = root.get("completion").orElse(null);
    if (completion != null) {
      rules =
          rules.withCompletion(
              OutcomeRulesReader.completion(completion, "completion", scope.problems()));
    }
    Node modes = root.get("failure_modes").orElse(null);
    if (modes != null) {
      rules =
          rules.withModes(
              OutcomeRulesReader.failureModes(modes, "failure_modes", scope.problems()));
    }
    Fields followed = scope.section(root, "outcomes").orElse(null);
    if (followed == null) {
      return rules;
    }
    long most = followed.whole("most", 1, OutcomeRules.MOST).orElse((long) rules.mostFollowed());
    OutcomeRules bounded = rules.withMostFollowed((int) most);
    return followed
        .number("share", Double.MIN_VALUE, 1, "above 0, at most 1")
        .map(bounded::withShare)
        .orElse(bounded);
  }
}
