package dev.assay.core.evaluator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Turns scores of a negated evaluator round. */
final class Negation {

  // What a rule says of an answer it has nothing to say about: neither it nor its negation failed.
  private static final String NOT_APPLICABLE = "not-applicable";

  private Negation() {}

  /**
   * Whether the value of a negated evaluator is turned round, rather than its direction: that of a
   * rule with a range.
   */
  static boolean turnsValue(EvaluatorDefinition definition) {
    return definition.decidesItself()
        && Double.isFinite(definition.low())
        && Double.isFinite(definition.high());
  }

  static Score of(Score score, EvaluatorDefinition definition, ValueRange range) {
    if (!(score instanceof Score.Scored scored) || NOT_APPLICABLE.equals(scored.label())) {
      return score;
    }
    double value =
        turnsValue(definition) ? range.low() + range.high() - scored.value() : scored.value();
    Boolean passed = scored.passed();
    String explanation = scored.explanation();
    if (explanation == null && definition.decidesItself()) {
      explanation = definition.name() + (Boolean.TRUE.equals(passed) ? " holds" : " does not hold");
    }
    return new Score.Scored(
        value,
        passed == null ? null : (Boolean) !passed,
        label(scored),
        explanation == null ? null : "not: " + explanation,
        withoutMode(scored.evidence()));
  }

  // How an answer fails says nothing of one that fails for not failing so.
  private static @Nullable String label(Score.Scored scored) {
    String label = scored.label();
    return label == null || FailureMode.ofKey(label).isPresent() ? null : label;
  }

  private static ObjectNode withoutMode(ObjectNode evidence) {
    if (!evidence.has("failure_mode") && !evidence.has("veto")) {
      return evidence;
    }
    ObjectNode copy = evidence.deepCopy();
    copy.remove("failure_mode");
    copy.remove("veto");
    return copy;
  }
}
