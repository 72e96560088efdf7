package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.List;

/**
 * A new version of a prompt template, compared with the one before.
 *
 * @param template the template
 * @param before the version that had most of its traffic before
 * @param after the new version
 * @param at the start of the bucket in which it first came
 * @param comparisons of what both have scores for
 * @since 0.1
 */
public record Mark(
    String template, String before, String after, Instant at, List<Comparison> comparisons) {

  /** Copies the comparisons. */
  public Mark {
    requireNonNull(template, "template");
    requireNonNull(before, "before");
    requireNonNull(after, "after");
    comparisons = List.copyOf(comparisons);
  }

  /**
   * One measure of both versions.
   *
   * @param evaluator whose
   * @param version the evaluator's version, the same on both sides
   * @param what {@code mean} or {@code pass_rate}
   * @param before the older version's, in the days before
   * @param after the newer version's
   * @param difference after less before, with an interval that holds whenever one looks
   * @since 0.1
   */
  public record Comparison(
      String evaluator,
      String version,
      String what,
      Estimate before,
      Estimate after,
      Estimate difference) {

    /** Whether the difference is more than chance. */
    public boolean clear() {
      return difference.low() > 0 || difference.high() < 0;
    }
  }
}
