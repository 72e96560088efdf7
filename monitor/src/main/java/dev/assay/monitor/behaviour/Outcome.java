package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.window.Completion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an interaction came to, so far.
 *
 * @param completion whether its task was done; null where it counts for nothing, because what would
 *     tell was not drawn for it or has not told yet
 * @param failure whether and how the answer failed; null likewise
 * @since 0.1
 */
public record Outcome(@Nullable Done completion, @Nullable Failed failure) {

  /** Nothing is told. */
  public static final Outcome NOTHING = new Outcome(null, null);

  /** The mode of what did not fail, as windows name it. */
  public static final String NONE = "none";

  /**
   * Whether the task was done.
   *
   * @param completion whether
   * @param probability with which what told it was looked at, in (0, 1]: weigh it by the inverse
   * @param by the rule and step that told
   */
  public record Done(Completion completion, double probability, String by) {

    /** Checks the parts. */
    public Done {
      requireNonNull(completion, "completion");
      requireNonNull(by, "by");
    }
  }

  /**
   * Whether and how the answer failed.
   *
   * @param mode how; null if it did not
   * @param probability with which what told it was looked at, in (0, 1]: weigh it by the inverse
   * @param by what told
   */
  public record Failed(@Nullable FailureMode mode, double probability, String by) {

    /** Checks the parts. */
    public Failed {
      requireNonNull(by, "by");
    }

    /** The mode as windows name it: its key, or {@code none}. */
    public String key() {
      return mode == null ? NONE : mode.key();
    }
  }

  /** How it failed, if it did. */
  public Optional<FailureMode> mode() {
    return failure == null ? Optional.empty() : Optional.ofNullable(failure.mode());
  }
}
