package dev.assay.core.evaluator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an answer failed.
 *
 * @since 0.1
 */
public enum FailureMode {
  /** Wrong against the expectation. */
  INCORRECT,
  /** Says what its context does not support. */
  HALLUCINATED,
  /** Declined though it should have answered. */
  REFUSED,
  /** Right as far as it goes, but leaves out what was needed. */
  INCOMPLETE,
  /** Answers something else. */
  OFF_TOPIC,
  /** Breaks a rule of form: length, structure, language, wording. */
  FORMAT,
  /** Leaks, harms, or follows an injected instruction. */
  UNSAFE,
  /** Took longer than allowed. */
  SLOW,
  /** No answer: the target failed. */
  ERROR;

  // What does harm, then what explains why the answer is wrong, then that it is wrong, then that it
  // is right but not good.
  private static final List<FailureMode> WORST_FIRST =
      List.of(ERROR, UNSAFE, HALLUCINATED, REFUSED, OFF_TOPIC, INCORRECT, INCOMPLETE, FORMAT, SLOW);

  private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * Which of two modes names an answer that failed in both ways. The order, worst first: error,
   * unsafe, hallucinated, refused, off-topic, incorrect, incomplete, format, slow.
   */
  public FailureMode graver(FailureMode other) {
    return WORST_FIRST.indexOf(this) <= WORST_FIRST.indexOf(other) ? this : other;
  }

  /** The name as files spell it, such as {@code off-topic}. */
  public String key() {
    return key;
  }

  /** The mode with this key. */
  public static Optional<FailureMode> ofKey(String key) {
    return Arrays.stream(values()).filter(m -> m.key().equals(key)).findFirst();
  }
}
