package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sequential.Direction;
import dev.assay.stats.sequential.EDetector;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The share of one evaluator's looks that gave no score, against a limit, reading by reading.
 *
 * <p>An e-detector on the deviations from the limit finds the share beyond it. Their variance and
 * bound are those at the limit, with which Bennett's inequality holds for whatever share keeps to
 * it: the exponential moment of what is found rises with the share. Once it is beyond, a detector
 * the other way round finds it within again.
 */
final class UnscoredSeries {

  // Readings to a mistaken "within its limit again" while the share is at the limit.
  private static final double RUN_BACK = 100;
  private static final int MOST_PARTS = 120;
  // A limit of nothing or of all has no variance.
  private static final double EDGE = 1e-6;

  private record Part(Instant at, long done, long unscored) {}

  private final Direction beyond;
  private final double limit;
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private EDetector detector = EDetector.start();
  private @Nullable Instant since;

  UnscoredSeries(Direction beyond, double limit) {
    this.beyond = beyond;
    this.limit = Math.max(EDGE, Math.min(1 - EDGE, limit));
  }

  /**
   * Takes a reading with looks.
   *
   * @param runLength the mean number of readings to a false alarm
   */
  void add(Instant at, long done, long unscored, double runLength) {
    parts.addLast(new Part(at, done, unscored));
    if (parts.size() > MOST_PARTS) {
      parts.removeFirst();
    }
    boolean up = (beyond == Direction.UP) == (since == null);
    double sum = unscored - limit * done;
    double variance = limit * (1 - limit);
    detector.add(up ? sum : -sum, done * variance, Math.sqrt(variance), up ? 1 - limit : limit);
    if (since == null && detector.exceeds(runLength)) {
      since = last(detector.sinceShift()).get(0).at;
      detector = EDetector.start();
    } else if (since != null && detector.exceeds(RUN_BACK)) {
      forget();
    }
  }

  /** Since when it is beyond the limit; null if it is not. */
  @Nullable Instant since() {
    return since;
  }

  Instant lastSeen() {
    return parts.isEmpty() ? Instant.EPOCH : parts.getLast().at;
  }

  /** The share since it is beyond, of the last readings; as they come by one look. */
  Estimate rate(Instant from) {
    List<Part> some = parts.stream().filter(part -> !part.at.isBefore(from)).toList();
    long done = some.stream().mapToLong(Part::done).sum();
    long unscored = some.stream().mapToLong(Part::unscored).sum();
    return WilsonInterval.withDefaults().of(unscored, Math.max(1, done));
  }

  private List<Part> last(long number) {
    List<Part> all = new ArrayList<>(parts);
    return all.subList((int) Math.max(0, all.size() - Math.max(1, number)), all.size());
  }

  /** Begins anew. */
  void forget() {
    since = null;
    detector = EDetector.start();
    parts.clear();
  }

  void write(StateWriter out) {
    out.flag(since != null);
    if (since != null) {
      out.signed(since.getEpochSecond());
    }
    out.block(detector.toBytes());
    out.count(parts.size());
    for (Part part : parts) {
      out.signed(part.at.getEpochSecond());
      out.count(part.done);
      out.count(part.unscored);
    }
  }

  void read(StateReader in) {
    since = in.flag() ? States.instant(in) : null;
    detector = EDetector.resume(in.block());
    int size = in.size(MOST_PARTS, 3);
    for (int i = 0; i < size; i++) {
      Instant at = States.instant(in);
      long done = in.count(Long.MAX_VALUE);
      parts.addLast(new Part(at, done, in.count(done)));
    }
  }
}
