package dev.assay.core.report;

import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.verdict.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example that both runs have, as it is.
 *
 * @param order its place in the candidate's dataset
 * @param base what it came to in the base
 * @param candidate what it came to in the candidate
 * @param baseTexts the same with its texts, where the base has them
 * @param candidateTexts the same with its texts, where the candidate has them
 * @since 0.1
 */
public record SharedExample(
    int order,
    ExampleScores base,
    ExampleScores candidate,
    @Nullable ExampleOutcome baseTexts,
    @Nullable ExampleOutcome candidateTexts) {

  /** What became of an example, in the order in which people want to see it. */
  public enum Change {
    /** Passes in the base, fails in the candidate. */
    NEWLY_FAILING,
    /** Fails in both. */
    STILL_FAILING,
    /** Fails in the base, passes in the candidate. */
    NEWLY_PASSING,
    /** Could not be scored in one of them. */
    UNDECIDED,
    /** Passes in both. */
    STILL_PASSING;

    /** The name as files spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All of them, what got worse first, else in the dataset's order. */
  public static List<SharedExample> of(ComparisonInput input) {
    Map<String, ExampleScores> base = new HashMap<>();
    input.base().examples().forEach(example -> base.put(example.id(), example));
    Map<String, ExampleOutcome> baseTexts = texts(input.baseRun());
    Map<String, ExampleOutcome> candidateTexts = texts(input.candidateRun());
    List<SharedExample> shared = new ArrayList<>();
    for (ExampleScores now : input.candidate().examples()) {
      ExampleScores before = base.get(now.id());
      if (before != null && before.hash().equals(now.hash())) {
        shared.add(
            new SharedExample(
                shared.size(), before, now, baseTexts.get(now.id()), candidateTexts.get(now.id())));
      }
    }
    shared.sort(Comparator.comparing(SharedExample::change));
    return shared;
  }

  private static Map<String, ExampleOutcome> texts(@Nullable ReportInput run) {
    Map<String, ExampleOutcome> texts = new HashMap<>();
    if (run != null) {
      ExampleOutcome.of(run).forEach(outcome -> texts.put(outcome.example().id(), outcome));
    }
    return texts;
  }

  /** What became of it. */
  public Change change() {
    Outcome before = base.outcome();
    Outcome now = candidate.outcome();
    if (before == Outcome.UNSCORED || now == Outcome.UNSCORED) {
      return Change.UNDECIDED;
    }
    if (now == Outcome.FAIL) {
      return before == Outcome.FAIL ? Change.STILL_FAILING : Change.NEWLY_FAILING;
    }
    return before == Outcome.FAIL ? Change.NEWLY_PASSING : Change.STILL_PASSING;
  }

  /** Why it ended so in the base; null if it passed, or nobody knows. */
  public @Nullable String baseReason() {
    return baseTexts == null ? null : baseTexts.reason();
  }

  /** Why it ended so in the candidate; null if it passed, or nobody knows. */
  public @Nullable String candidateReason() {
    return candidateTexts == null ? null : candidateTexts.reason();
  }
}
