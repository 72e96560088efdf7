package dev.assay.core.summary;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunOptions;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.Verdict;
import dev.assay.core.verdict.Verdict.Outcome;
import dev.assay.stats.repeats.PassAtK;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The repetitions of one example, reduced to one result. What did not run or could not be scored is
 * never guessed: the example is decided without it only where it could not change the outcome.
 */
final class Repeats {

  private final Example example;
  private final List<ExampleResult> results;
  private final int planned;
  private final PassPolicy policy;

  private Repeats(List<ExampleResult> results, int planned, PassPolicy policy) {
    this.example = results.get(0).example();
    this.results = results;
    this.planned = Math.max(planned, results.size());
    this.policy = policy;
  }

  /** Reduces the repetitions of one example, of which there is at least one. */
  static Reduced reduce(List<ExampleResult> results, RunOptions options, PassPolicy policy) {
    return new Repeats(results, options.repeats(), policy).reduce(options.reducer());
  }

  /**
   * One example, reduced.
   *
   * @param example the example
   * @param verdict what it came to
   * @param scores one per evaluator that applied, its value the mean of the repetitions
   */
  record Reduced(Example example, ExampleVerdict verdict, List<EvaluatorScore> scores) {

    Partition partition() {
      return example.partition();
    }

    Outcome outcome() {
      return verdict.verdict().outcome();
    }
  }

  private Reduced reduce(Reducer reducer) {
    List<EvaluatorScore> scores = scores();
    if (planned == 1) {
      return reduced(results.get(0).verdict(), scores);
    }
    if (reducer.kind() == Reducer.Kind.PASS_AT_K) {
      return passAtK(Math.min(reducer.k(), planned), scores);
    }
    return reduced(
        switch (reducer.kind()) {
          case ALL -> all();
          case ANY -> any();
          default -> mean(scores);
        },
        scores);
  }

  // One failed target or broken rule fails the example; values are decided on their means.
  private Verdict mean(List<EvaluatorScore> scores) {
    List<ExampleResult> broken = results.stream().filter(r -> r.interaction().failed()).toList();
    if (!broken.isEmpty()) {
      return counted(broken.get(0).verdict(), broken.size());
    }
    Interaction any = results.get(0).interaction();
    Verdict onMeans = policy.decide(example, any, scores);
    return onMeans.outcome() == Outcome.FAIL || results.size() == planned
        ? onMeans
        : Verdict.unscored(missing());
  }

  private Verdict all() {
    return firstOf(Outcome.FAIL, Outcome.UNSCORED, Outcome.PASS);
  }

  private Verdict any() {
    return firstOf(Outcome.PASS, Outcome.UNSCORED, Outcome.FAIL);
  }

  private Verdict firstOf(Outcome first, Outcome second, Outcome third) {
    if (count(first) > 0) {
      return counted(first);
    }
    if (count(second) > 0) {
      return counted(second);
    }
    return results.size() < planned ? Verdict.unscored(missing()) : counted(third);
  }

  private Reduced passAtK(int k, List<EvaluatorScore> scores) {
    int passed = count(Outcome.PASS);
    int failed = count(Outcome.FAIL);
    int unknown = planned - passed - failed;
    // Whatever the unknown ones are, every k tries hold a pass.
    boolean certain = planned - passed < k;
    if (unknown > 0 && !certain) {
      return reduced(
          count(Outcome.UNSCORED) > 0 ? counted(Outcome.UNSCORED) : Verdict.unscored(missing()),
          scores);
    }
    double share = certain ? 1 : PassAtK.anyOf(planned, passed, k);
    Verdict verdict = share == 1 ? Verdict.PASSED : counted(Outcome.FAIL);
    return new Reduced(
        example,
        new ExampleVerdict(example.id(), example.partition(), verdict, share, results.size()),
        scores);
  }

  private Reduced reduced(Verdict verdict, List<EvaluatorScore> scores) {
    double share = verdict.outcome() == Outcome.PASS ? 1 : 0;
    return new Reduced(
        example,
        new ExampleVerdict(example.id(), example.partition(), verdict, share, results.size()),
        scores);
  }

  private int count(Outcome outcome) {
    return (int) results.stream().filter(r -> r.verdict().outcome() == outcome).count();
  }

  private Verdict counted(Outcome outcome) {
    for (ExampleResult result : results) {
      if (result.verdict().outcome() == outcome) {
        return counted(result.verdict(), count(outcome));
      }
    }
    throw new IllegalStateException("verdict: " + outcome + " (expected: among the results)");
  }

  private Verdict counted(Verdict verdict, int count) {
    if (verdict.outcome() == Outcome.PASS) {
      return Verdict.PASSED;
    }
    String reason = verdict.reason() + " (" + count + " of " + planned + " repetitions)";
    return new Verdict(verdict.outcome(), verdict.failureMode(), reason);
  }

  private String missing() {
    return "ran " + results.size() + " of " + planned + " repetitions";
  }

  private List<EvaluatorScore> scores() {
    Map<String, List<EvaluatorScore>> byName = new LinkedHashMap<>();
    for (ExampleResult result : results) {
      for (EvaluatorScore score : result.scores()) {
        byName.computeIfAbsent(score.evaluator(), name -> new ArrayList<>()).add(score);
      }
    }
    if (planned == 1) {
      return results.get(0).scores();
    }
    List<EvaluatorScore> reduced = new ArrayList<>(byName.size());
    byName.values().forEach(scores -> reduced.add(score(scores)));
    return reduced;
  }

  private EvaluatorScore score(List<EvaluatorScore> scores) {
    EvaluatorScore first = scores.get(0);
    List<Score.Scored> scored = new ArrayList<>();
    Score.Unscored unscored = null;
    Score.Scored broken = null;
    for (EvaluatorScore score : scores) {
      if (score.score() instanceof Score.Scored value) {
        scored.add(value);
        broken = broken == null && Boolean.FALSE.equals(value.passed()) ? value : broken;
      } else if (score.score() instanceof Score.Unscored none && unscored == null) {
        unscored = none;
      }
    }
    Score reduced;
    if (unscored != null && !breaksRule(first, broken)) {
      int failed = scores.size() - scored.size();
      reduced =
          Score.unscored(unscored.reason() + " (" + failed + " of " + planned + " repetitions)");
    } else {
      reduced = mean(first.evaluator(), scored, broken);
    }
    return new EvaluatorScore(first.evaluator(), first.version(), reduced);
  }

  // A rule broken once is broken, whatever the repetition says that could not be scored.
  private boolean breaksRule(EvaluatorScore score, Score.@Nullable Scored broken) {
    return broken != null
        && policy.decides(score.evaluator(), example.partition())
        && policy.threshold(score.evaluator(), example.partition()).isEmpty();
  }

  private Score mean(String evaluator, List<Score.Scored> scored, Score.@Nullable Scored broken) {
    double sum = 0;
    boolean decided = true;
    for (Score.Scored score : scored) {
      sum += score.value() / scored.size();
      decided &= score.passed() != null;
    }
    long failed = scored.stream().filter(s -> Boolean.FALSE.equals(s.passed())).count();
    String explanation = null;
    if (broken != null) {
      String why = broken.explanation() == null ? "failed" : broken.explanation();
      explanation = why + " (" + failed + " of " + planned + " repetitions)";
    }
    return new Score.Scored(
        sum,
        decided ? (Boolean) (broken == null) : null,
        broken == null ? null : broken.label(),
        explanation,
        evidence(evaluator, scored, broken));
  }

  // What decides beside the mean: how it failed, what vetoed it, and of several steps the worst.
  private ObjectNode evidence(
      String evaluator, List<Score.Scored> scored, Score.@Nullable Scored broken) {
    ObjectNode evidence = Json.object();
    if (broken != null) {
      broken.failureMode().ifPresent(mode -> evidence.put("failure_mode", mode.key()));
    }
    scored.stream()
        .flatMap(score -> score.veto().stream())
        .findFirst()
        .ifPresent(why -> evidence.put("veto", why));
    if (scored.stream().anyMatch(score -> score.evidence().path("steps").isArray())) {
      double worst =
          scored.stream().mapToDouble(s -> policy.decisive(evaluator, s)).average().orElseThrow();
      evidence.putArray("steps").addObject().put("step", "worst").put("value", worst);
    }
    return evidence;
  }
}
