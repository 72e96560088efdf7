package dev.assay.core.evaluator.detect;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Printable;

/**
 * Something found in a text.
 *
 * @param what what it is, in words
 * @param text the text itself; never for a report, which shows it {@link #masked()}
 * @param start where it starts, in UTF-16 units from 0
 * @since 0.1
 */
public record Found(String what, String text, int start) {

  /** Checks the parts. */
  public Found {
    requireNonNull(what, "what");
    requireNonNull(text, "text");
  }

  /** Enough of the text to find it, not enough to use it: {@code jane…io}. */
  public String masked() {
    int[] points = Printable.line(text).codePoints().toArray();
    int keep = points.length >= 12 ? 4 : points.length >= 6 ? 2 : 0;
    int tail = keep / 2;
    return new String(points, 0, keep) + "…" + new String(points, points.length - tail, tail);
  }

  /** Without the text, so that nothing that logs this leaks it. */
  @Override
  public String toString() {
    return what + " " + masked() + " at " + start;
  }
}
