package dev.assay.monitor.behaviour;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.sampling.Match;
import dev.assay.monitor.window.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the parts {@code completion} and {@code failure_modes} of a configuration. Mistakes are
 * noted with line and column; what they are about is left out.
 *
 * @since 0.1
 */
public final class OutcomeRulesReader {

  private static final List<String> RULE_KEYS = List.of("name", "app", "feature", "decided_by");
  private static final List<String> STEPS = List.of("error", "signals", "tool", "score", "quiet");
  private static final List<String> STEP_KEYS =
      List.of("error", "signals", "tool", "score", "at_least", "quiet", "without");
  private static final List<String> MODE_KEYS =
      List.of("slow_above", "slow_above_by_feature", "finish_reasons", "evaluators");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(2);
  private static final int MOST_STEPS = 50;
  private static final int LONGEST_NAME = 500;

  private final String path;
  private final List<Problem> problems;

  private OutcomeRulesReader(String path, List<Problem> problems) {
    this.path = path;
    this.problems = problems;
  }

  /**
   * Reads rules of completion: a list of {@code {name, app, feature, decided_by: [step, …]}}, where
   * a step is {@code error}, {@code {signals: {completed: […], not_completed: […]}}}, {@code {tool:
   * name}}, {@code {score: evaluator, at_least: 0.7}} or {@code {quiet: 30m, without: […]}}.
   *
   * @param path the keys that lead to {@code node}, joined by dots
   */
  public static List<CompletionRule> completion(Node node, String path, List<Problem> problems) {
    if (!(node instanceof Node.Sequence rules)) {
      problems.add(new Problem(node.at(), path, node.shown(), "a list of rules", null));
      return List.of();
    }
    List<CompletionRule> read = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(CompletionRule.standard().name()));
    for (Node item : rules.items()) {
      String each = path + "[" + read.size() + "]";
      new OutcomeRulesReader(each, problems).rule(item, names).ifPresent(read::add);
    }
    return read;
  }

  private Optional<CompletionRule> rule(Node node, Set<String> names) {
    Fields fields = Fields.of(node, path, RULE_KEYS, problems).orElse(null);
    if (fields == null) {
      return Optional.empty();
    }
    int before = problems.size();
    fields.require("name", "a name");
    String name = fields.text("name").orElse("");
    fields
        .get("name")
        .filter(at -> problems.size() == before)
        .filter(at -> name.isBlank() || name.length() > 200 || !names.add(name))
        .ifPresent(
            at -> fields.wrong("name", at, "1 to 200 characters, no name twice, not standard"));
    Match match = Match.any();
    String[] apps = texts(fields, "app");
    match = apps.length == 0 ? match : match.app(apps);
    String[] features = texts(fields, "feature");
    match = features.length == 0 ? match : match.feature(features);
    fields.require("decided_by", "a list of steps");
    List<CompletionRule.Step> steps = new ArrayList<>();
    for (Node item : fields.items("decided_by")) {
      step(item, steps);
    }
    if (problems.size() == before && (steps.isEmpty() || steps.size() > MOST_STEPS)) {
      problems.add(
          new Problem(
              fields.at(),
              fields.subject("decided_by"),
              steps.size() + " steps",
              "1 to " + MOST_STEPS,
              null));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new CompletionRule(name, match, steps));
  }

  private void step(Node node, List<CompletionRule.Step> steps) {
    String subject = path + ".decided_by";
    if (node instanceof Node.Scalar scalar && scalar.shown().equals("error")) {
      steps.add(new CompletionRule.Failed());
      return;
    }
    Fields fields = Fields.of(node, subject, STEP_KEYS, problems).orElse(null);
    if (fields == null) {
      return;
    }
    List<String> kinds = STEPS.stream().filter(key -> fields.entries().containsKey(key)).toList();
    if (kinds.size() != 1 || kinds.get(0).equals("error")) {
      problems.add(
          new Problem(
              node.at(),
              subject,
              node.shown(),
              "error, or one of the keys signals, tool, score, quiet",
              null));
      return;
    }
    switch (kinds.get(0)) {
      case "signals" -> signals(fields, steps);
      case "tool" -> name(fields, "tool").map(CompletionRule.Tool::new).ifPresent(steps::add);
      case "score" -> score(fields, steps);
      default -> quiet(fields, steps);
    }
  }

  private void signals(Fields step, List<CompletionRule.Step> steps) {
    Fields fields = step.fields("signals", List.of("completed", "not_completed")).orElse(null);
    if (fields == null) {
      return;
    }
    Set<Signal.Kind> bad = kinds(fields, "not_completed");
    if (!bad.isEmpty()) {
      steps.add(new CompletionRule.Signalled(bad, Completion.NOT_COMPLETED));
    }
    Set<Signal.Kind> good = kinds(fields, "completed");
    if (!good.isEmpty()) {
      steps.add(new CompletionRule.Signalled(good, Completion.COMPLETED));
    }
  }

  private void score(Fields step, List<CompletionRule.Step> steps) {
    Optional<String> evaluator = name(step, "score");
    step.require("at_least", "the least value of a completed task");
    Optional<Double> least =
        step.number("at_least", -Double.MAX_VALUE, Double.MAX_VALUE, "a number");
    if (evaluator.isPresent() && least.isPresent()) {
      steps.add(new CompletionRule.ScoreAtLeast(evaluator.get(), least.get()));
    }
  }

  private static Optional<String> name(Fields step, String key) {
    Optional<String> name = step.text(key);
    if (name.isPresent() && name.get().length() > LONGEST_NAME) {
      step.get(key).ifPresent(node -> step.wrong(key, node, "a name of at most 500 characters"));
      return Optional.empty();
    }
    return name;
  }

  private void quiet(Fields step, List<CompletionRule.Step> steps) {
    Optional<Duration> within = step.duration("quiet", SHORTEST, LONGEST);
    Set<Signal.Kind> without =
        step.get("without").isPresent() ? kinds(step, "without") : CompletionRule.negative();
    if (within.isPresent() && !without.isEmpty()) {
      steps.add(new CompletionRule.Quiet(within.get(), without));
    }
  }

  private Set<Signal.Kind> kinds(Fields fields, String key) {
    Set<Signal.Kind> kinds = EnumSet.noneOf(Signal.Kind.class);
    Map<String, Signal.Kind> known = new LinkedHashMap<>();
    for (Signal.Kind kind : Signal.Kind.values()) {
      known.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind);
    }
    for (Node.Scalar item : fields.texts(key)) {
      Signal.Kind kind = known.get(item.meant().stringValue().replace('_', '-'));
      if (kind == null) {
        problems.add(
            new Problem(
                item.at(),
                fields.subject(key),
                item.shown(),
                "one of " + String.join(", ", known.keySet()),
                Nearest.advice(item.shown(), known.keySet())));
      } else {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private static String[] texts(Fields fields, String key) {
    return fields.texts(key).stream()
        .map(item -> item.meant().stringValue())
        .distinct()
        .toArray(String[]::new);
  }

  /**
   * Reads rules of failure modes: {@code {slow_above: 30s, slow_above_by_feature: {search: 5s},
   * finish_reasons: {length: incomplete}, evaluators: {my-check: off-topic}}}. What is not given
   * stays as {@link FailureModeRules#withDefaults} has it.
   *
   * @param path the keys that lead to {@code node}, joined by dots
   */
  public static FailureModeRules failureModes(Node node, String path, List<Problem> problems) {
    FailureModeRules standard = FailureModeRules.withDefaults();
    Fields fields = Fields.of(node, path, MODE_KEYS, problems).orElse(null);
    if (fields == null) {
      return standard;
    }
    OutcomeRulesReader reader = new OutcomeRulesReader(path, problems);
    Map<String, Duration> byFeature = new LinkedHashMap<>();
    fields
        .get("slow_above_by_feature")
        .flatMap(each -> Fields.mapping(each, fields.subject("slow_above_by_feature"), problems))
        .ifPresent(limits -> reader.limits(limits, byFeature));
    Map<String, FailureMode> reasons =
        fields.get("finish_reasons").isPresent()
            ? reader.modes(fields, "finish_reasons")
            : standard.finishReasons();
    return new FailureModeRules(
        fields.duration("slow_above", SHORTEST, LONGEST).orElse(standard.slowAbove()),
        byFeature,
        reasons,
        reader.modes(fields, "evaluators"));
  }

  private void limits(Node.Mapping limits, Map<String, Duration> byFeature) {
    String subject = path + ".slow_above_by_feature";
    List<String> features = List.copyOf(limits.entries().keySet());
    Fields.of(limits, subject, features, problems)
        .ifPresent(
            fields ->
                features.forEach(
                    feature ->
                        fields
                            .duration(feature, SHORTEST, LONGEST)
                            .ifPresent(limit -> byFeature.put(feature, limit))));
  }

  private Map<String, FailureMode> modes(Fields fields, String key) {
    Map<String, FailureMode> modes = new LinkedHashMap<>();
    List<String> known = new ArrayList<>();
    for (FailureMode mode : FailureMode.values()) {
      known.add(mode.key());
    }
    fields
        .entries(key)
        .forEach(
            (name, entry) -> {
              String shown = entry.value().shown();
              FailureMode.ofKey(shown)
                  .ifPresentOrElse(
                      mode -> modes.put(name, mode),
                      () ->
                          problems.add(
                              new Problem(
                                  entry.value().at(),
                                  fields.subject(key) + "." + name,
                                  shown,
                                  "one of " + String.join(", ", known),
                                  Nearest.advice(shown, known))));
            });
    return modes;
  }
}
