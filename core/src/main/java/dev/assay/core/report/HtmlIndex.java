package dev.assay.core.report;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page's row of an example: what the list, the filters and the charts need. What is not there
 * is left out.
 */
final class HtmlIndex {

  private static final int LONGEST_SNIPPET = 160;
  private static final int LONGEST_REASON = 300;

  private final List<EvaluatorIdentity> evaluators;
  private final BrokenConstraints constraints;

  HtmlIndex(List<EvaluatorIdentity> evaluators) {
    this.evaluators = evaluators;
    this.constraints = new BrokenConstraints(evaluators);
  }

  ObjectNode row(ExampleOutcome outcome) {
    Example example = outcome.example();
    ObjectNode row = Json.object();
    row.put("id", example.id());
    row.put("partition", example.partition().key());
    row.put("verdict", outcome.outcome().key());
    if (outcome.modeKey() != null) {
      row.put("mode", outcome.modeKey());
    }
    if (outcome.reason() != null) {
      row.put("reason", beginning(outcome.reason(), LONGEST_REASON));
    }
    row.put("input", beginning(example.inputText(), LONGEST_SNIPPET));
    texts(row, "tags", example.tags());
    texts(row, "broken", constraints.of(outcome.results()));
    latencies(row, outcome.results());
    scores(row, outcome.results());
    return row;
  }

  // One latency per repetition; only those that the summary counts: answered, and not from a cache.
  private static void latencies(ObjectNode row, List<ExampleResult> results) {
    ArrayNode latencies = Json.array();
    int cached = 0;
    for (ExampleResult result : results) {
      Double latency = result.interaction().latencyMillis();
      cached += result.cached() ? 1 : 0;
      if (latency != null && !result.cached() && !result.interaction().failed()) {
        latencies.add(latency);
      }
    }
    if (!latencies.isEmpty()) {
      row.set("latencies", latencies);
    }
    if (cached > 0) {
      row.put("cached", cached);
    }
  }

  // Per evaluator [value, passed]: the mean over repetitions, and false if one failed; [] where it
  // could not score; null where it did not apply.
  private void scores(ObjectNode row, List<ExampleResult> results) {
    ArrayNode scores = row.putArray("scores");
    for (EvaluatorIdentity evaluator : evaluators) {
      List<Score> all =
          results.stream()
              .flatMap(result -> result.scores().stream())
              .filter(score -> score.evaluator().equals(evaluator.name()))
              .map(EvaluatorScore::score)
              .toList();
      scores.add(all.isEmpty() ? scores.nullNode() : reduced(all));
    }
  }

  private static ArrayNode reduced(List<Score> scores) {
    double sum = 0;
    int scored = 0;
    Boolean passed = null;
    for (Score score : scores) {
      if (score instanceof Score.Scored value) {
        sum += value.value();
        scored++;
        if (value.passed() != null) {
          passed = value.passed() && !Boolean.FALSE.equals(passed);
        }
      }
    }
    return scored == 0 ? Json.array() : Json.array().add(sum / scored).add(passed);
  }

  // The page shows hidden characters itself; here the text is only cut.
  static String beginning(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  private static void texts(ObjectNode row, String name, Collection<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = row.putArray(name);
      texts.forEach(array::add);
    }
  }
}
