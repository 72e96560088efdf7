package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement of a response, and what a judge says of it.
 *
 * @param text the statement
 * @param status what the judge says of it
 * @param evidence the words of the context that decide it, as the judge quotes them; may be empty
 * @param quoted whether these words stand in the context
 * @param reasoning why; may be empty
 */
record Claim(String text, Status status, String evidence, boolean quoted, String reasoning) {

  /** What the context says to a claim. */
  enum Status {
    SUPPORTED,
    REASONABLE_INFERENCE,
    UNSUPPORTED,
    CONTRADICTED,
    NOT_CHECKABLE;

    static Optional<Status> of(String name) {
      String key = name.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
      return Arrays.stream(values()).filter(status -> status.name().equals(key)).findFirst();
    }
  }

  Claim {
    requireNonNull(text, "text");
    requireNonNull(status, "status");
  }

  /** Whether it counts: what cannot be checked says nothing of faithfulness. */
  boolean checkable() {
    return status != Status.NOT_CHECKABLE;
  }

  /** Whether the context bears it, by the judge's word and a quote that is there. */
  boolean grounded() {
    return quoted && (status == Status.SUPPORTED || status == Status.REASONABLE_INFERENCE);
  }

  /** The status as it counts: support whose quote is not in the context is none. */
  Status counted() {
    boolean claimed = status == Status.SUPPORTED || status == Status.REASONABLE_INFERENCE;
    return claimed && !quoted ? Status.UNSUPPORTED : status;
  }
}
