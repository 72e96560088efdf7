package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.window.Slice;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a monitor cries wolf, and how soon it notices, found by simulation.
 *
 * @param slices whose looks were simulated, those with most traffic first
 * @param slicesKnown of so many that it would watch
 * @param looks stored looks that the simulated ones are drawn from
 * @param weather how many times as much stored looks vary as chance alone would have them; the
 *     simulated ones vary as much
 * @param quietLength how long a simulated time is in which nothing changes, after the monitor has
 *     learned
 * @param falseAlarms the share of such times in which it fires
 * @param learning how long it learned before each
 * @param about the slice that changes in the simulated changes
 * @param detections by the size of the change
 * @since 0.1
 */
public record Simulation(
    int slices,
    int slicesKnown,
    long looks,
    double weather,
    Duration quietLength,
    Estimate falseAlarms,
    Duration learning,
    Slice about,
    List<Detection> detections) {

  /** Copies the list. */
  public Simulation {
    requireNonNull(falseAlarms, "falseAlarms");
    requireNonNull(about, "about");
    detections = List.copyOf(detections);
  }

  /**
   * What comes of a change of some size.
   *
   * @param from the level before
   * @param to the level after
   * @param within so much time after the change is looked
   * @param found the share of changes that it fires for within that time
   * @param median half of all changes are noticed within this; null if half are not
   * @param low the lower end of the median's 95% interval; null if not even that many are
   * @param high its upper end; null if that is beyond the time
   * @since 0.1
   */
  public record Detection(
      double from,
      double to,
      Duration within,
      Estimate found,
      @Nullable Duration median,
      @Nullable Duration low,
      @Nullable Duration high) {}
}
