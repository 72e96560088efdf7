package dev.assay.core.verdict;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An example's result under the pass policy.
 *
 * @param outcome pass, fail or unscored
 * @param failureMode how it failed; null unless it failed
 * @param reason why it failed or is unscored, in one line; null if it passed
 * @since 0.1
 */
public record Verdict(Outcome outcome, @Nullable FailureMode failureMode, @Nullable String reason) {

  /** The three ways an example can end. */
  public enum Outcome {
    /** Good enough. */
    PASS,
    /** Not good enough. */
    FAIL,
    /** It could not be told. */
    UNSCORED;

    /** The name as files spell it: lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Good enough. */
  public static final Verdict PASSED = new Verdict(Outcome.PASS, null, null);

  /** Checks the parts. */
  public Verdict {
    requireNonNull(outcome, "outcome");
    if ((outcome == Outcome.FAIL) != (failureMode != null)) {
      throw new IllegalArgumentException(
          "failureMode: " + failureMode + " (expected: one if and only if the outcome is FAIL)");
    }
    if ((outcome == Outcome.PASS) != (reason == null)) {
      throw new IllegalArgumentException("reason: " + reason + " (expected: one unless passed)");
    }
  }

  /** Not good enough. */
  public static Verdict failed(FailureMode mode, String reason) {
    return new Verdict(Outcome.FAIL, mode, reason);
  }

  /** It could not be told. */
  public static Verdict unscored(String reason) {
    return new Verdict(Outcome.UNSCORED, null, reason);
  }
}
