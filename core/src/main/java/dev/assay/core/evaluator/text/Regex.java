package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import java.util.Optional;

/** Whether a regular expression matches the output. */
final class Regex implements Evaluator {

  private static final String PATTERN = "pattern";
  private static final String MATCH = "match";
  private static final String FULL = "full";
  private static final String CASE_SENSITIVE = "case_sensitive";

  private final BoundedPattern pattern;
  private final boolean full;

  private Regex(Parameters parameters) {
    this.pattern =
        BoundedPattern.compile(
            "regex.pattern", parameters.string(PATTERN), parameters.bool(CASE_SENSITIVE));
    this.full = parameters.string(MATCH).equals(FULL);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "regex", "1", "Passes when a regular expression matches the output.")
        .category(Category.TEXT)
        .documentation(
            "Matches a Java regular expression against the output, anywhere in it "
                + "or, with `match: full`, against all of it. The value is 1 or 0. The "
                + "number of steps is bounded, so a pattern that backtracks without end "
                + "leaves the example unscored instead of hanging the run. With `negate: "
                + "true` it passes where nothing matches.")
        .example("- regex: {pattern: 'ORD-\\d{6}'}")
        .parameter(
            Parameter.string(
                    PATTERN,
                    "A Java regular expression; flags inline, such as (?s) for a dot that matches line"
                        + " ends.")
                .asRequired())
        .parameter(
            Parameter.string(
                    MATCH, "Whether it may match anywhere (find) or must match all (full).")
                .oneOf("find", FULL)
                .withDefault("find"))
        .parameter(
            Parameter.bool(CASE_SENSITIVE, "Whether upper and lower case differ.")
                .withDefault(true))
        .decidesItself()
        .createdBy((parameters, context) -> new Regex(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    Optional<Boolean> matches = pattern.matches(subject.output(), full);
    if (matches.isEmpty()) {
      return Score.unscored("the pattern takes too many steps on this output: " + pattern);
    }
    boolean passed = matches.get();
    return Score.ofPass(passed, (passed ? "matches " : "does not match ") + pattern);
  }
}
