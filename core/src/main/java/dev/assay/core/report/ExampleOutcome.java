package dev.assay.core.report;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.Reducer;
import dev.assay.core.verdict.Verdict;
import dev.assay.core.verdict.Verdict.Outcome;
import java.util.ArrayList;
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
 */
record ExampleOutcome(Example example, List<ExampleResult> results, Verdict verdict) {

  /** The run's examples in the order in which they first appear. */
  static List<ExampleOutcome> of(ReportInput input) {
    Map<String, List<ExampleResult>> byId = new LinkedHashMap<>();
    for (ExampleResult result : input.results()) {
      byId.computeIfAbsent(result.example().id(), id -> new ArrayList<>(1)).add(result);
    }
    Reducer reducer = input.header().options().reducer();
    List<ExampleOutcome> outcomes = new ArrayList<>(byId.size());
    for (List<ExampleResult> results : byId.values()) {
      outcomes.add(new ExampleOutcome(results.get(0).example(), results, reduce(results, reducer)));
    }
    return outcomes;
  }

  /** Those that ended as {@code outcome}. */
  static List<ExampleOutcome> withOutcome(List<ExampleOutcome> outcomes, Outcome outcome) {
    return outcomes.stream().filter(o -> o.outcome() == outcome).toList();
  }

  Outcome outcome() {
    return verdict.outcome();
  }

  @Nullable String reason() {
    return verdict.reason();
  }

  @Nullable String modeKey() {
    FailureMode mode = verdict.failureMode();
    return mode == null ? null : mode.key();
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

  private static Verdict reduce(List<ExampleResult> results, Reducer reducer) {
    if (results.size() == 1) {
      return results.get(0).verdict();
    }
    boolean one = reducer.kind() == Reducer.Kind.ANY || reducer.kind() == Reducer.Kind.PASS_AT_K;
    List<Outcome> order =
        one
            ? List.of(Outcome.PASS, Outcome.UNSCORED, Outcome.FAIL)
            : List.of(Outcome.FAIL, Outcome.UNSCORED, Outcome.PASS);
    for (Outcome outcome : order) {
      List<Verdict> verdicts =
          results.stream().map(ExampleResult::verdict).filter(v -> v.outcome() == outcome).toList();
      if (!verdicts.isEmpty()) {
        return share(verdicts.get(0), verdicts.size(), results.size());
      }
    }
    throw new IllegalArgumentException("results: none (expected: at least one)");
  }

  private static Verdict share(Verdict verdict, int count, int of) {
    if (verdict.outcome() == Outcome.PASS) {
      return verdict;
    }
    String reason = verdict.reason() + " (" + count + " of " + of + " repetitions)";
    FailureMode mode = verdict.failureMode();
    return mode == null ? Verdict.unscored(reason) : Verdict.failed(mode, reason);
  }
}
