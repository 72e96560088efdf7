package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an evaluator says about one interaction: a value, or why there is none. A failure to score
 * is never a score.
 *
 * @since 0.1
 */
public sealed interface Score {

  /** A value without a label or explanation, {@code passed} not yet decided. */
  static Scored of(double value) {
    return new Scored(value, null, null, null, Json.object());
  }

  /** A yes or no: 1 and passed, or 0 and failed with the explanation. */
  static Scored ofPass(boolean passed, @Nullable String explanation) {
    return new Scored(passed ? 1 : 0, passed, null, explanation, Json.object());
  }

  /** No score, for {@code reason}. */
  static Unscored unscored(String reason) {
    return new Unscored(reason, Json.object());
  }

  /**
   * No score, for a model gave no answer; its kind stands under {@code failure} in the evidence.
   */
  static Unscored unscored(ModelException failure) {
    return new Unscored(
        String.valueOf(failure.getMessage()), Json.object().put("failure", failure.kind().key()));
  }

  /**
   * What it cost to make this score, from {@code usage} in the evidence: a judge's tokens and
   * money, cached answers left out. {@link Usage#NONE} for evaluators that call no model.
   */
  default Usage usage() {
    return InteractionJson.usage(evidence().get("usage"), "usage");
  }

  /** What the score rests on, for people and reports; never null, often empty; read-only. */
  ObjectNode evidence();

  /**
   * A score.
   *
   * @param value a finite number in the evaluator's range
   * @param passed whether it is good enough, where that is decided; null where no threshold applies
   * @param label a word for the value, such as {@code contradicted} or a {@link FailureMode} key
   * @param explanation why, in one line
   * @param evidence what it rests on
   */
  record Scored(
      double value,
      @Nullable Boolean passed,
      @Nullable String label,
      @Nullable String explanation,
      ObjectNode evidence)
      implements Score {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    public Scored {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
      }
      requireNonNull(evidence, "evidence");
    }

    /**
     * How an answer failed that failed this: {@code failure_mode} in the evidence, else the label
     * where that is a mode's key; empty where the evaluator's own mode says it.
     */
    public Optional<FailureMode> failureMode() {
      JsonNode given = evidence.get("failure_mode");
      String key = given == null || !given.isString() ? label : given.stringValue();
      return key == null ? Optional.empty() : FailureMode.ofKey(key);
    }

    /**
     * Why it fails whatever its value, where a threshold decides: {@code veto} in the evidence,
     * such as the item of a rubric that is below its own minimum.
     */
    public Optional<String> veto() {
      JsonNode given = evidence.get("veto");
      return given == null || !given.isString()
          ? Optional.empty()
          : Optional.of(given.stringValue());
    }

    /** The same score with another value. */
    public Scored withValue(double value) {
      return new Scored(value, passed, label, explanation, evidence);
    }

    /** The same score with {@code passed} decided. */
    public Scored withPassed(@Nullable Boolean passed) {
      return new Scored(value, passed, label, explanation, evidence);
    }

    /** The same score with a label. */
    public Scored withLabel(@Nullable String label) {
      return new Scored(value, passed, label, explanation, evidence);
    }

    /** The same score with an explanation. */
    public Scored withExplanation(@Nullable String explanation) {
      return new Scored(value, passed, label, explanation, evidence);
    }

    /** The same score with evidence. */
    public Scored withEvidence(ObjectNode evidence) {
      return new Scored(value, passed, label, explanation, evidence);
    }
  }

  /**
   * No score.
   *
   * @param reason why, in one line fit for a report
   * @param evidence what is known all the same, such as a judge's raw reply
   */
  record Unscored(String reason, ObjectNode evidence) implements Score {

    /** Checks the parts. */
    public Unscored {
      requireNonNull(reason, "reason");
      requireNonNull(evidence, "evidence");
    }
  }
}
