package dev.assay.core.suite;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.gate.Inconclusive;
import dev.assay.core.problem.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Binds the settings that several parts of a gate have: numbers in a range, error rates. */
final class GateFields {

  private static final double LEAST_CONFIDENCE = 0.5;

  private final List<Problem> problems;

  GateFields(List<Problem> problems) {
    this.problems = problems;
  }

  OptionalDouble alpha(Node node, String subject) {
    BigDecimal number = Fields.number(node);
    double alpha = number == null ? Double.NaN : number.doubleValue();
    if (alpha > 0 && alpha < 0.5) {
      return OptionalDouble.of(alpha);
    }
    problems.add(
        new Problem(
            node.at(),
            subject,
            node.shown(),
            "a number above 0 and below 0.5, such as 0.05",
            null));
    return OptionalDouble.empty();
  }

  OptionalDouble confidence(Fields fields) {
    return number(
        fields,
        "confidence",
        LEAST_CONFIDENCE,
        Math.nextDown(1.0),
        "a number from 0.5 to below 1, such as 0.95");
  }

  @Nullable Inconclusive policy(Fields fields) {
    Optional<Node> node = fields.get("inconclusive");
    if (node.isEmpty()) {
      return null;
    }
    String text = node.get() instanceof Node.Scalar scalar ? scalar.meant().asString("") : "";
    Optional<Inconclusive> policy = Inconclusive.ofKey(text);
    if (policy.isEmpty()) {
      problems.add(
          new Problem(
              node.get().at(),
              fields.subject("inconclusive"),
              node.get().shown(),
              "fail or warn",
              null));
    }
    return policy.orElse(null);
  }

  // No number of examples shows a rate of 1, and none is needed for one of 0.
  boolean canBeShown(double rate, OptionalDouble confidence, Node at, String subject) {
    if (confidence.isEmpty() || (0 < rate && rate < 1)) {
      return true;
    }
    problems.add(
        new Problem(
            at.at(),
            subject,
            at.shown(),
            "a number above 0 and below 1, for a confidence",
            "no number of examples shows a rate of 1; without confidence every example must pass"));
    return false;
  }

  Optional<Double> required(Fields fields, String key, double low, double high, String expected) {
    if (fields.require(key, expected).isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble number = number(fields, key, low, high, expected);
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  OptionalDouble number(Fields fields, String key, double low, double high, String expected) {
    Optional<Node> node = fields.get(key);
    if (node.isEmpty()) {
      return OptionalDouble.empty();
    }
    BigDecimal number = Fields.number(node.get());
    double value = number == null ? Double.NaN : number.doubleValue();
    if (low <= value && value <= high) {
      return OptionalDouble.of(value);
    }
    problems.add(
        new Problem(node.get().at(), fields.subject(key), node.get().shown(), expected, null));
    return OptionalDouble.empty();
  }
}
