package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

/**
 * A grade that a reply gives.
 *
 * @param value the grade, one of its scale
 * @param offset where its first digit stands in the reply; -1 if that is not known
 * @param reasoning what the judge says it rests on; may be empty
 * @since 0.1
 */
public record Grade(int value, int offset, String reasoning) {

  /** Checks the parts. */
  public Grade {
    requireNonNull(reasoning, "reasoning");
  }
}
