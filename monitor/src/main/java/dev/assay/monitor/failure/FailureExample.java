package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One failure of a case, to look at.
 *
 * @param interactionId which
 * @param at when it began
 * @param by what found it
 * @param input the beginning of what the user said, redacted; null where it was not kept
 * @param output the beginning of what was answered, redacted; null where it was not kept
 * @since 0.1
 */
public record FailureExample(
    String interactionId, Instant at, String by, @Nullable String input, @Nullable String output) {

  /** The longest text, in UTF-16 units; more is cut. */
  public static final int LONGEST = 2000;

  static final Comparator<FailureExample> BY_TIME =
      Comparator.comparing(FailureExample::at).thenComparing(FailureExample::interactionId);

  /** Cuts the texts. */
  public FailureExample {
    requireNonNull(interactionId, "interactionId");
    requireNonNull(at, "at");
    requireNonNull(by, "by");
    input = cut(input);
    output = cut(output);
  }

  static FailureExample of(Failure failure) {
    return new FailureExample(
        failure.interactionId(), failure.at(), failure.by(), failure.input(), failure.output());
  }

  /** Whether it is known what was said. */
  boolean hasWords() {
    return input != null || output != null;
  }

  FailureExample withoutWords() {
    return new FailureExample(interactionId, at, by, null, null);
  }

  private static @Nullable String cut(@Nullable String text) {
    if (text == null || text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end);
  }
}
