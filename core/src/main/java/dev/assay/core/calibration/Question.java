package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What people and an evaluator both answer.
 *
 * @param evaluator the evaluator's name, as its scores carry it
 * @param item the rubric item; null for the score as a whole
 * @since 0.1
 */
public record Question(String evaluator, @Nullable String item) {

  /** Checks the parts. */
  public Question {
    requireNonNull(evaluator, "evaluator");
  }

  @Override
  public String toString() {
    return item == null ? evaluator : evaluator + "/" + item;
  }
}
