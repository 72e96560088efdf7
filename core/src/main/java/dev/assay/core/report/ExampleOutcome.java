package dev.assay.core.report;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.verdict.Verdict;
import dev.assay.core.verdict.Verdict.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One example with its repetitions, and what they come to.
 *
 * @param example the example
 * @param results its repetitions, at least one
 * @param verdict what they come to
 * @since 0.1
 */
public record ExampleOutcome(Example example, List<ExampleResult> results, Verdict verdict) {

  /** The run's examples in the order in which they first appear, as the summary decided them. */
  public static List<ExampleOutcome> of(ReportInput input) {
    Map<String, List<ExampleResult>> byId = new LinkedHashMap<>();
    for (ExampleResult result : input.results()) {
      byId.computeIfAbsent(result.example().id(), id -> new ArrayList<>(1)).add(result);
    }
    Map<String, Verdict> decided = new HashMap<>();
    for (ExampleVerdict example : input.summary().examples()) {
      decided.put(example.id(), example.verdict());
    }
    List<ExampleOutcome> outcomes = new ArrayList<>(byId.size());
    for (Map.Entry<String, List<ExampleResult>> entry : byId.entrySet()) {
      List<ExampleResult> results = entry.getValue();
      Verdict verdict = decided.get(entry.getKey());
      outcomes.add(
          new ExampleOutcome(
              results.get(0).example(), results, verdict == null ? worst(results) : verdict));
    }
    return outcomes;
  }

  /** Those that ended as {@code outcome}. */
  static List<ExampleOutcome> withOutcome(List<ExampleOutcome> outcomes, Outcome outcome) {
    return outcomes.stream().filter(o -> o.outcome() == outcome).toList();
  }

  /** How it ended. */
  public Outcome outcome() {
    return verdict.outcome();
  }

  /** Why it did not pass; null if it did. */
  public @Nullable String reason() {
    return verdict.reason();
  }

  @Nullable String modeKey() {
    FailureMode mode = verdict.failureMode();
    return mode == null ? null : mode.key();
  }

  /** What was to be answered, or the first of several such answers; null if nothing says. */
  @Nullable String expected() {
    List<String> references = example.references();
    return references.isEmpty() ? null : references.get(0);
  }

  /** The output of the first repetition that ended as {@code outcome}; null if it gave none. */
  @Nullable String output(Outcome outcome) {
    return results.stream()
        .filter(r -> r.verdict().outcome() == outcome)
        .findFirst()
        .map(r -> r.interaction().output())
        .orElse(null);
  }

  /** The kind of the target's failure, where that is why the example failed. */
  @Nullable String errorKind() {
    if (verdict.failureMode() != FailureMode.ERROR) {
      return null;
    }
    for (ExampleResult result : results) {
      InteractionError error = result.interaction().error();
      if (error != null) {
        return error.kind();
      }
    }
    return null;
  }

  /** How many repetitions ended as {@code outcome}. */
  long count(Outcome outcome) {
    return results.stream().filter(r -> r.verdict().outcome() == outcome).count();
  }

  /** The repetition that tells why it ended as it did. */
  public ExampleResult telling() {
    return results.stream()
        .filter(result -> result.verdict().outcome() == outcome())
        .findFirst()
        .orElse(results.get(0));
  }

  // For a summary that names no examples: no repetition's failure is hidden.
  private static Verdict worst(List<ExampleResult> results) {
    for (Outcome outcome : List.of(Outcome.FAIL, Outcome.UNSCORED)) {
      for (ExampleResult result : results) {
        if (result.verdict().outcome() == outcome) {
          return result.verdict();
        }
      }
    }
    return Verdict.PASSED;
  }
}
