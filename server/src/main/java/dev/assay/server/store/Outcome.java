package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of an interaction, so far.
 *
 * @param failureMode how it failed, primarily; null if it did not, or nobody knows
 * @param completion whether the task was done
 * @since 0.1
 */
public record Outcome(@Nullable FailureMode failureMode, Completion completion) {

  /** Nothing is known yet. */
  public static final Outcome UNKNOWN = new Outcome(null, Completion.UNKNOWN);

  /** Checks the parts. */
  public Outcome {
    Objects.requireNonNull(completion, "completion");
  }

  /** Whether the user's task was done. */
  public enum Completion {
    /** It was. */
    COMPLETED,
    /** It was not. */
    NOT_COMPLETED,
    /** The rule cannot tell, or there is none. */
    UNKNOWN
  }
}
