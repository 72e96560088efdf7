package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A measure of one slice over time. It reads one summary a window, however much traffic there was.
 *
 * @param measure what
 * @param level in windows of which length
 * @param from the start of the first window
 * @param to the end of the last
 * @param confidence of the intervals, strictly between 0 and 1
 * @since 0.1
 */
public record SeriesQuery(
    Measure measure, WindowLevel level, Instant from, Instant to, double confidence) {

  /** The most windows a series has: a week of minutes. */
  public static final int MOST_POINTS = 10_080;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if {@code from} and {@code to} are not starts of windows in
   *     order, lie more than {@value #MOST_POINTS} windows apart, or the confidence is out of range
   */
  public SeriesQuery {
    requireNonNull(measure, "measure");
    if (!level.start(from).equals(from) || !level.start(to).equals(to) || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "from, to: " + from + ", " + to + " (expected: starts of a " + level + ", in order)");
    }
    long windows = Duration.between(from, to).dividedBy(Duration.between(from, level.end(from)));
    if (windows > MOST_POINTS) {
      throw new IllegalArgumentException(
          "from, to: " + windows + " windows (expected: at most " + MOST_POINTS + ")");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence: " + confidence + " (expected: 0 < confidence < 1)");
    }
  }

  /** What of a stored summary it needs. */
  public SliceSummary.Needs needs() {
    return measure.needs();
  }

  /**
   * The series.
   *
   * @param windows summaries of the slice by the start of their window; what is missing is a gap
   * @param now windows that end later are open still; those that begin later are left out
   */
  public Series over(Map<Instant, SliceSummary> windows, Instant now) {
    List<Series.Point> points = new ArrayList<>();
    SliceSummary whole = new SliceSummary();
    for (Instant start = from; start.isBefore(to) && !start.isAfter(now); ) {
      Instant end = level.end(start);
      SliceSummary summary = windows.get(start);
      boolean open = end.isAfter(now);
      if (summary == null) {
        points.add(new Series.Point(start, end, null, 0, open));
      } else {
        points.add(
            new Series.Point(
                start,
                end,
                measure.of(summary, confidence).orElse(null),
                summary.interactions(),
                open));
        whole.merge(summary);
      }
      start = end;
    }
    return new Series(
        this, points, measure.of(whole, confidence).orElse(null), whole.interactions());
  }
}
