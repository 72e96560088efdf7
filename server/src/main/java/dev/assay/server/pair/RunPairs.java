package dev.assay.server.pair;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.PairLabel.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two runs answered to the same examples. Of several repetitions the first counts: one chosen
 * by how it ended would be no fair sample of the run.
 */
final class RunPairs {

  private static final String PAIRWISE = "pairwise";

  private RunPairs() {}

  /**
   * What there is to be judged.
   *
   * @param differing answers that differ, by example id, in the dataset's order
   * @param pool how many there are, and what was left out
   */
  record Found(Map<String, PairTexts> differing, PairSet.Pool pool) {}

  static Found of(StoredRuns runs, StoredRun base, StoredRun candidate) {
    Map<String, ExampleResult> before = results(runs, base);
    Map<String, PairTexts> differing = new LinkedHashMap<>();
    int shared = 0;
    int alike = 0;
    int baseMissing = 0;
    int candidateMissing = 0;
    for (ExampleResult now : results(runs, candidate).values()) {
      Example example = now.example();
      ExampleResult then = before.get(example.id());
      if (then == null || !then.example().input().equals(example.input())) {
        continue;
      }
      shared++;
      String one = then.interaction().output();
      String other = now.interaction().output();
      baseMissing += one == null ? 1 : 0;
      candidateMissing += other == null ? 1 : 0;
      if (one == null || other == null) {
        continue;
      }
      if (one.equals(other)) {
        alike++;
      } else {
        differing.put(
            example.id(),
            new PairTexts(example.id(), example.inputText(), example.references(), one, other));
      }
    }
    return new Found(
        differing,
        new PairSet.Pool(shared, differing.size(), alike, baseMissing, candidateMissing));
  }

  private static Map<String, ExampleResult> results(StoredRuns runs, StoredRun run) {
    Map<String, ExampleResult> first = new LinkedHashMap<>();
    for (ExampleResult result : runs.results(run).reportInput().results()) {
      if (result.repeat() == 0) {
        first.put(result.example().id(), result);
      }
    }
    return first;
  }

  /** The judges of a run that compared its answers with others, by the suite's names for them. */
  static List<String> judges(StoredRun candidate) {
    return candidate.header().evaluators().stream()
        .filter(each -> each.evaluator().equals(PAIRWISE))
        .map(EvaluatorIdentity::name)
        .toList();
  }

  /** What a judge preferred, by example id, where it could tell. */
  static Map<String, Choice> judged(StoredRuns runs, StoredRun candidate, String judge) {
    Map<String, Choice> judged = new LinkedHashMap<>();
    for (ExampleResult result : results(runs, candidate).values()) {
      List<EvaluatorScore> scores = new ArrayList<>(result.scores());
      scores.removeIf(each -> !each.evaluator().equals(judge));
      if (scores.size() == 1 && scores.get(0).score() instanceof Score.Scored scored) {
        judged.put(
            result.example().id(),
            scored.value() > 0.5
                ? Choice.CANDIDATE
                : scored.value() < 0.5 ? Choice.BASE : Choice.TIE);
      }
    }
    return judged;
  }
}
