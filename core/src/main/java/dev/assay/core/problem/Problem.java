package dev.assay.core.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in what a person gave.
 *
 * @param location where, if it is in a file
 * @param subject what it is about, such as {@code gate.golden.pass_rate}
 * @param value what stood there, if something did
 * @param expected the rule it broke
 * @param next what to do about it, if that is not plain from the rule
 * @since 0.1
 */
public record Problem(
    @Nullable Location location,
    String subject,
    @Nullable String value,
    String expected,
    @Nullable String next) {

  private static final int LONGEST_VALUE = 200;

  /** Checks the parts and bounds the value, which may be hostile or huge. */
  public Problem {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(expected, "expected");
    value = value == null ? null : Printable.line(value, LONGEST_VALUE);
  }

  /** A mistake that is not in a file: {@code subject: value (expected: rule)}. */
  public static Problem of(String subject, @Nullable Object value, String expected) {
    return new Problem(null, subject, value == null ? null : String.valueOf(value), expected, null);
  }

  /** The same mistake, found at {@code location}. */
  public Problem at(@Nullable Location location) {
    return new Problem(location, subject, value, expected, next);
  }

  /** The same mistake, with the next step. */
  public Problem next(@Nullable String next) {
    return new Problem(location, subject, value, expected, next);
  }

  /** Gives {@code location: subject: value (expected: rule); next step} on one line. */
  public String message() {
    StringBuilder text = new StringBuilder();
    if (location != null) {
      text.append(location).append(": ");
    }
    text.append(subject);
    if (value != null) {
      text.append(": ").append(value);
    }
    text.append(" (expected: ").append(expected).append(')');
    if (next != null) {
      text.append("; ").append(next);
    }
    return text.toString();
  }
}
