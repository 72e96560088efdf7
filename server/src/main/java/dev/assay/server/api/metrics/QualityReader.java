package dev.assay.server.api.metrics;

import dev.assay.core.interaction.Signal;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quality of now: the current hour and the one before, merged, of every slice that windows
 * keep.
 *
 * <p>Slices are as many as windows keep apart, whose limits bound them; series beyond the limit are
 * left out and counted.
 *
 * @since 0.1
 */
public final class QualityReader {

  private static final double LEVEL = 0.95;
  private static final Set<Quantity> QUANTITIES =
      EnumSet.of(Quantity.LATENCY, Quantity.TTFT, Quantity.TOKENS_PER_SECOND);
  private static final double[] PROBABILITIES = {0.5, 0.95, 0.99};
  private static final SliceSummary.Needs NEEDS =
      new SliceSummary.Needs(EnumSet.allOf(SliceSummary.Part.class), QUANTITIES);

  private final Windows windows;
  private final int most;

  /**
   * Reads from {@code windows}.
   *
   * @param most series at most
   */
  public QualityReader(Windows windows, int most) {
    this.windows = windows;
    this.most = most;
  }

  /**
   * What was read.
   *
   * @param points the estimates, of everything first
   * @param leftOut how many there was no room for
   */
  public record Read(List<QualityPoint> points, long leftOut) {

    /** Copies the points. */
    public Read {
      points = List.copyOf(points);
    }
  }

  /** The estimates as of a time. */
  public Read read(Instant now) {
    Instant hour = WindowLevel.HOUR.start(now);
    Map<String, SliceSummary> slices = new LinkedHashMap<>();
    // Everything first: it is the last to be left out.
    slices.put("all", new SliceSummary());
    for (StoredWindow window :
        windows.readAll(
            StoredWindow.Level.HOUR, hour.minus(Duration.ofHours(1)), WindowLevel.HOUR.end(hour))) {
      slices
          .computeIfAbsent(window.slice(), key -> new SliceSummary())
          .merge(SliceSummary.fromBytes(window.bytes(), NEEDS));
    }
    List<QualityPoint> points = new ArrayList<>();
    long leftOut = 0;
    for (Map.Entry<String, SliceSummary> slice : slices.entrySet()) {
      for (Measure measure : measures(slice.getValue())) {
        QualityPoint point = point(slice.getKey(), slice.getValue(), measure);
        if (point != null && points.size() < most) {
          points.add(point);
        } else if (point != null) {
          leftOut++;
        }
      }
    }
    return new Read(points, leftOut);
  }

  private static @Nullable QualityPoint point(String slice, SliceSummary summary, Measure measure) {
    String name = MeasureName.of(measure);
    MeasureName parsed = MeasureName.parse(name);
    String version = parsed.version().orElse("");
    String shown = version.isEmpty() ? name : name.replace("@" + version + ":", ":");
    return measure
        .of(summary, LEVEL)
        .map(
            estimate ->
                new QualityPoint(
                    shown,
                    version,
                    slice,
                    estimate.value(),
                    estimate.low(),
                    estimate.high(),
                    estimate.n()))
        .orElse(null);
  }

  private static List<Measure> measures(SliceSummary summary) {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure.Count());
    measures.add(new Measure.CompletionRate());
    measures.add(new Measure.ErrorRate());
    measures.add(new Measure.NegativeRate());
    measures.add(new Measure.CacheHitRate());
    measures.add(new Measure.MeanCost());
    for (Quantity quantity : QUANTITIES) {
      for (double probability : PROBABILITIES) {
        measures.add(new Measure.Quantile(quantity, probability));
      }
    }
    summary.modes().forEach(mode -> measures.add(new Measure.ModeRate(mode)));
    for (Signal.Kind kind : Signal.Kind.values()) {
      if (summary.signals(kind) > 0) {
        measures.add(new Measure.SignalRate(kind));
      }
    }
    for (ScoreKey key : summary.scoreKeys()) {
      measures.add(new Measure.MeanScore(key));
      measures.add(new Measure.ScoreQuantile(key, 0.1));
      measures.add(new Measure.PassRate(key));
      measures.add(new Measure.UnscoredRate(key));
    }
    return measures;
  }
}
