package dev.assay.server.web.panel;

import dev.assay.monitor.window.MeasureName;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A line that a panel is to have.
 *
 * @param measure what
 * @param label what people call it
 * @param ink its colour
 * @param complemented whether it is the share of all that the measure is not of
 * @since 0.1
 */
public record LineSpec(MeasureName measure, String label, Ink ink, boolean complemented) {

  /** By the measure's name, such as {@code latency:p95}. */
  public static LineSpec of(String measure, String label, Ink ink) {
    return new LineSpec(MeasureName.parse(measure), label, ink, false);
  }

  /** The rest: what did not pass instead of what did. */
  public LineSpec complement() {
    return new LineSpec(measure, label, ink, !complemented);
  }

  /** Names the line. */
  String key() {
    return complemented ? "1 - " + measure : measure.toString();
  }

  /** Whether it is estimated from a sample. */
  boolean weighted() {
    String name = measure.toString();
    return name.startsWith("score:") || name.startsWith("mode:") || name.startsWith("completion:");
  }

  @Nullable Estimate of(@Nullable Estimate estimate) {
    if (estimate == null || !complemented) {
      return estimate;
    }
    Interval rest = new Interval(1 - estimate.high(), 1 - estimate.low(), estimate.level());
    return new Estimate(1 - estimate.value(), rest, estimate.n());
  }
}
