package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measure over time.
 *
 * @param query what was asked
 * @param points one for each window up to now, in order
 * @param whole the measure of all windows together; null where nothing tells it
 * @param interactions in all windows
 * @since 0.1
 */
public record Series(
    SeriesQuery query, List<Point> points, @Nullable Estimate whole, long interactions) {

  /** Copies the points. */
  public Series {
    requireNonNull(query, "query");
    points = List.copyOf(points);
  }

  /**
   * One window.
   *
   * @param start when it begins
   * @param end when it ends
   * @param estimate the measure with its interval and how many it rests on; null for a gap, where
   *     nothing tells it: never zero, never drawn through
   * @param interactions in the window, whether or not they tell the measure
   * @param open whether more may come because the window has not ended
   */
  public record Point(
      Instant start, Instant end, @Nullable Estimate estimate, long interactions, boolean open) {

    /** Checks the parts. */
    public Point {
      requireNonNull(start, "start");
      requireNonNull(end, "end");
    }

    /** Whether nothing tells the measure here. */
    public boolean gap() {
      return estimate == null;
    }
  }
}
