package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Location;
import org.jspecify.annotations.Nullable;

/**
 * What one person says of one interaction.
 *
 * @param id the example's or interaction's id
 * @param repeat which repetition of the example was looked at, from 0
 * @param evaluator the evaluator whose question was answered; empty if the file does not say
 * @param item the rubric item, if it is about one
 * @param value the answer as a number: 1 and 0 for yes and no, else a grade
 * @param annotator who answered
 * @param probability the probability with which the interaction was chosen to be labelled, in (0,
 *     1]; null where nothing was said and every one judged had the same chance
 * @param group interactions of one group, such as a document, are not independent; its own id by
 *     default
 * @param location where it stands
 * @since 0.1
 */
public record Label(
    String id,
    int repeat,
    String evaluator,
    @Nullable String item,
    double value,
    String annotator,
    @Nullable Double probability,
    String group,
    @Nullable Location location) {

  /** Checks the parts. */
  public Label {
    requireNonNull(id, "id");
    requireNonNull(evaluator, "evaluator");
    requireNonNull(annotator, "annotator");
    requireNonNull(group, "group");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    if (probability != null && !(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability <= 1)");
    }
  }

  /**
   * What is labelled: evaluator, and the rubric item where there is one, as {@code rubric/tone}.
   */
  public Question question() {
    return new Question(evaluator, item);
  }
}
