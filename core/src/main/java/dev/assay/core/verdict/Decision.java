package dev.assay.core.verdict;

import dev.assay.core.dataset.Partition;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How one evaluator decides in one partition.
 *
 * @param kind whether and how it decides
 * @param threshold what a value needs; 0 unless the kind is THRESHOLD
 */
record Decision(Kind kind, double threshold) {

  enum Kind {
    /** By its own word: a rule. */
    ITSELF,
    /** By its value against a threshold. */
    THRESHOLD,
    /** Not at all: it informs. */
    NONE
  }

  static final Decision ITSELF = new Decision(Kind.ITSELF, 0);
  static final Decision NONE = new Decision(Kind.NONE, 0);

  // An evaluator that finds what the context does not support; any finding fails the example.
  private static final Set<String> HALLUCINATION = Set.of("hallucination", "grounding");
  private static final double GOLDEN_SIMILARITY = 0.88;
  private static final double GOLDEN_JUDGE = 4;
  private static final double JUDGE = 3;

  static Decision at(double threshold) {
    return new Decision(Kind.THRESHOLD, threshold);
  }

  static Decision of(OptionalDouble threshold) {
    return threshold.isPresent() ? at(threshold.getAsDouble()) : NONE;
  }

  /** What decides where neither policy nor threshold says anything. */
  static Decision byDefault(PolicyEvaluator evaluator, Partition partition) {
    if (evaluator.decidesItself()) {
      return ITSELF;
    }
    if (evaluator.negated()) {
      // What is good enough of the opposite is nobody's default.
      return NONE;
    }
    String name = evaluator.evaluator();
    boolean golden = partition == Partition.GOLDEN;
    if (HALLUCINATION.contains(name)) {
      return at(evaluator.higherIsBetter() ? evaluator.high() : evaluator.low());
    }
    if (golden && name.equals("semantic-similarity")) {
      return at(GOLDEN_SIMILARITY);
    }
    if (name.equals("judge") || name.startsWith("judge-")) {
      return Optional.of(golden ? GOLDEN_JUDGE : JUDGE)
          .filter(t -> evaluator.higherIsBetter() && evaluator.low() <= t && t <= evaluator.high())
          .map(Decision::at)
          .orElse(NONE);
    }
    return NONE;
  }
}
