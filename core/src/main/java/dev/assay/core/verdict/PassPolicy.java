package dev.assay.core.verdict;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.json.ContentHash;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what an example's scores amount to.
 *
 * <p>Which evaluators decide, the first that says something winning: the suite's policy for the
 * partition, its policy for all, the evaluator's own threshold in the suite, and the defaults. By
 * default every rule decides (a constraint, exact-match, …), a hallucination found fails, golden
 * {@code semantic-similarity} must reach 0.88, and a judge must give 4 on golden examples and 3
 * elsewhere. What does not decide informs.
 *
 * <p>A target's failure fails the example. Else one failed decision fails it. Else one decision
 * that could not be made leaves it unscored, and so does having nothing to decide by: a failure to
 * score is never a pass.
 *
 * @since 0.1
 */
public final class PassPolicy implements VerdictRule {

  private final Map<String, Entry> entries;

  record Entry(PolicyEvaluator evaluator, Map<Partition, Decision> decisions) {

    Decision in(Partition partition) {
      return decisions.getOrDefault(partition, Decision.NONE);
    }
  }

  PassPolicy(List<Entry> entries) {
    this.entries = new LinkedHashMap<>();
    entries.forEach(entry -> this.entries.put(entry.evaluator().name(), entry));
  }

  /**
   * The policy of a suite over its evaluators.
   *
   * @throws InvalidInputException if a setting names an evaluator that the suite does not have,
   *     gives a rule a threshold, or a threshold is outside the evaluator's range
   */
  public static PassPolicy of(PolicyConfig config, List<BoundEvaluator> evaluators) {
    return ofEvaluators(config, evaluators.stream().map(PolicyEvaluator::of).toList());
  }

  /**
   * The policy of a suite over its evaluators, before they are bound.
   *
   * @throws InvalidInputException as {@link #of} does
   */
  public static PassPolicy ofEvaluators(PolicyConfig config, List<PolicyEvaluator> evaluators) {
    List<Problem> problems = problems(config, evaluators);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    List<Entry> entries = new ArrayList<>();
    for (PolicyEvaluator evaluator : evaluators) {
      Map<Partition, Decision> decisions = new EnumMap<>(Partition.class);
      for (Partition partition : Partition.values()) {
        decisions.put(partition, decision(config, evaluator, partition));
      }
      entries.add(new Entry(evaluator, decisions));
    }
    return new PassPolicy(entries);
  }

  /** What {@link #toJson} wrote. */
  public static PassPolicy fromJson(JsonNode json) {
    return PolicyJson.read(json);
  }

  /** The policy as it is kept with a run: every evaluator and how it decides in each partition. */
  public ObjectNode toJson() {
    return PolicyJson.write(List.copyOf(entries.values()));
  }

  /**
   * What makes an example fail, whatever else is measured: equal for policies under which the same
   * evaluators decide by the same rules, in any order and beside any others that only inform.
   */
  public String decisionsHash() {
    return ContentHash.of(
        PolicyJson.decisions(
            entries.values().stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.evaluator().name()))
                .toList()));
  }

  /**
   * The same evaluators under another policy.
   *
   * @throws InvalidInputException as {@link #of} does
   */
  public PassPolicy with(PolicyConfig config) {
    return ofEvaluators(config, evaluators());
  }

  /**
   * The same evaluators under another suite's policy and thresholds.
   *
   * @param suite the suite's evaluators; those that this policy does not know are left out
   * @param registry what says how they write a threshold
   * @throws InvalidInputException as {@link #of} does
   */
  public PassPolicy with(
      PolicyConfig config, List<EvaluatorSpec> suite, EvaluatorRegistry registry) {
    return ofEvaluators(
        config,
        evaluators().stream().map(evaluator -> evaluator.thresholdAsIn(suite, registry)).toList());
  }

  /** The evaluators it knows, in suite order. */
  public List<PolicyEvaluator> evaluators() {
    return entries.values().stream().map(Entry::evaluator).toList();
  }

  /** Whether the evaluator decides in {@code partition}; one it does not know only informs. */
  public boolean decides(String evaluator, Partition partition) {
    return decision(evaluator, partition).kind() != Decision.Kind.NONE;
  }

  /** What a value needs to pass in {@code partition}; empty for rules and what only informs. */
  public OptionalDouble threshold(String evaluator, Partition partition) {
    Decision decision = decision(evaluator, partition);
    return decision.kind() == Decision.Kind.THRESHOLD
        ? OptionalDouble.of(decision.threshold())
        : OptionalDouble.empty();
  }

  /**
   * The value of {@code score} that a threshold is held against: its own, or where {@code
   * evaluator} looks at several steps, each of which must pass, that of the worst.
   */
  public double decisive(String evaluator, Score.Scored score) {
    Entry entry = entries.get(evaluator);
    return entry == null ? score.value() : entry.evaluator().decisive(score);
  }

  /** Whether {@code score} passes in {@code partition}; null where nothing decides that. */
  public @Nullable Boolean passes(EvaluatorScore score, Partition partition) {
    Entry entry = entries.get(score.evaluator());
    if (entry == null || !(score.score() instanceof Score.Scored scored)) {
      return null;
    }
    Decision decision = entry.in(partition);
    return switch (decision.kind()) {
      case NONE -> null;
      case ITSELF -> scored.passed();
      case THRESHOLD ->
          entry.evaluator().passes(entry.evaluator().decisive(scored), decision.threshold())
              && scored.veto().isEmpty();
    };
  }

  @Override
  public Verdict decide(Example example, Interaction interaction, List<EvaluatorScore> scores) {
    InteractionError error = interaction.error();
    if (error != null) {
      return Verdict.failed(FailureMode.ERROR, OneLine.of(error.kind() + ": " + error.message()));
    }
    Tally tally = new Tally();
    Set<String> seen = new HashSet<>();
    for (EvaluatorScore score : scores) {
      seen.add(score.evaluator());
      Entry entry = entries.get(score.evaluator());
      if (entry != null) {
        tally.add(entry, entry.in(example.partition()), score.score());
      }
    }
    for (Entry entry : entries.values()) {
      boolean decides = entry.in(example.partition()).kind() != Decision.Kind.NONE;
      PolicyEvaluator evaluator = entry.evaluator();
      if (decides && evaluator.appliesTo(example) && !seen.contains(evaluator.name())) {
        tally.unscored(evaluator.name(), "did not run");
      }
    }
    return tally.verdict(example.partition());
  }

  private Decision decision(String evaluator, Partition partition) {
    Entry entry = entries.get(evaluator);
    return entry == null ? Decision.NONE : entry.in(partition);
  }

  private static Decision decision(
      PolicyConfig config, PolicyEvaluator evaluator, Partition partition) {
    Decision everywhere = null;
    Decision here = null;
    for (PolicyConfig.Setting setting : config.settings()) {
      if (!setting.evaluator().equals(evaluator.name())) {
        continue;
      }
      if (setting.partition() == null) {
        everywhere = Decision.of(setting.threshold());
      } else if (setting.partition() == partition) {
        here = Decision.of(setting.threshold());
      }
    }
    if (here != null) {
      return here;
    }
    if (everywhere != null) {
      return everywhere;
    }
    return evaluator.threshold().isPresent()
        ? Decision.of(evaluator.threshold())
        : Decision.byDefault(evaluator, partition);
  }

  private static List<Problem> problems(PolicyConfig config, List<PolicyEvaluator> evaluators) {
    Map<String, PolicyEvaluator> byName = new LinkedHashMap<>();
    evaluators.forEach(evaluator -> byName.put(evaluator.name(), evaluator));
    List<Problem> problems = new ArrayList<>();
    for (PolicyConfig.Setting setting : config.settings()) {
      PolicyEvaluator evaluator = byName.get(setting.evaluator());
      Problem problem =
          evaluator == null
              ? Problem.of(setting.subject(), null, "an evaluator of this suite")
                  .next(
                      byName.isEmpty()
                          ? "the suite has none"
                          : Nearest.advice(setting.evaluator(), byName.keySet()))
              : problem(setting, evaluator);
      if (problem != null) {
        problems.add(problem.at(setting.location()));
      }
    }
    return problems;
  }

  private static @Nullable Problem problem(
      PolicyConfig.Setting setting, PolicyEvaluator evaluator) {
    if (setting.threshold().isEmpty()) {
      return null;
    }
    double threshold = setting.threshold().getAsDouble();
    if (evaluator.decidesItself()) {
      return Problem.of(
          setting.subject(),
          Texts.trim(threshold),
          "off, or nothing: " + evaluator.evaluator() + " decides itself and takes no threshold");
    }
    if (!(evaluator.low() <= threshold && threshold <= evaluator.high())) {
      return Problem.of(
          setting.subject(),
          Texts.trim(threshold),
          "a number" + Texts.range(evaluator.low(), evaluator.high()));
    }
    return null;
  }

  /** Gathers what decides against a pass. */
  private static final class Tally {

    private final List<String> failures = new ArrayList<>();
    private final List<String> unscored = new ArrayList<>();
    private FailureMode mode = FailureMode.SLOW;
    private boolean decided;

    void add(Entry entry, Decision decision, Score score) {
      if (decision.kind() == Decision.Kind.NONE) {
        return;
      }
      decided = true;
      String name = entry.evaluator().name();
      if (score instanceof Score.Unscored none) {
        unscored(name, none.reason());
      } else if (score instanceof Score.Scored scored) {
        if (decision.kind() == Decision.Kind.THRESHOLD) {
          double value = entry.evaluator().decisive(scored);
          if (!entry.evaluator().passes(value, decision.threshold())) {
            String values = OneLine.comparison(value, decision.threshold());
            String why = scored.explanation();
            failed(
                entry, scored, OneLine.of(name + " " + values + (why == null ? "" : ": " + why)));
          } else if (scored.veto().isPresent()) {
            failed(entry, scored, OneLine.of(name + ": " + scored.veto().get()));
          }
        } else if (scored.passed() == null) {
          unscored(name, "did not say whether it passed");
        } else if (!scored.passed()) {
          String why = scored.explanation();
          failed(entry, scored, OneLine.of(name + (why == null ? " failed" : ": " + why)));
        }
      }
    }

    private void failed(Entry entry, Score.Scored scored, String reason) {
      FailureMode found = scored.failureMode().orElse(entry.evaluator().failureMode());
      failures.add(reason);
      mode = mode.graver(found);
    }

    void unscored(String name, String reason) {
      decided = true;
      unscored.add(OneLine.of(name + ": " + reason));
    }

    Verdict verdict(Partition partition) {
      if (!failures.isEmpty()) {
        return Verdict.failed(mode, String.join("; ", failures));
      }
      if (!unscored.isEmpty()) {
        return Verdict.unscored(String.join("; ", unscored));
      }
      return decided
          ? Verdict.PASSED
          : Verdict.unscored(
              "no evaluator decides "
                  + partition.key()
                  + " examples like this one; give one a threshold");
    }
  }
}
