package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.verdict.VerdictRule;
import java.util.List;

/**
 * Everything a run needs to start.
 *
 * @param header what the run is; its options say how it is executed
 * @param examples what to run, in the dataset's order; ids are unique
 * @param evaluators what to score with, in suite order
 * @param policy what the scores amount to
 * @param target what to call; closed by whoever opened it
 * @since 0.1
 */
public record RunPlan(
    RunHeader header,
    List<Example> examples,
    List<BoundEvaluator> evaluators,
    VerdictRule policy,
    OpenTarget target) {

  /** Checks and copies the parts. */
  public RunPlan {
    requireNonNull(header, "header");
    examples = List.copyOf(examples);
    evaluators = List.copyOf(evaluators);
    requireNonNull(policy, "policy");
    requireNonNull(target, "target");
  }

  /** How it is executed. */
  public RunOptions options() {
    return header.options();
  }
}
