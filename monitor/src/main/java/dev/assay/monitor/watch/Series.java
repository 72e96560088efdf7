package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.watch.Verdict.Standing;
import dev.assay.monitor.window.Sample;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sequential.ChangeDetector;
import dev.assay.stats.sequential.Direction;
import dev.assay.stats.sequential.EDetector;
import dev.assay.stats.sequential.NormalMixtureBoundary;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One measure of one slice under one monitor, looked at once a bucket. */
final class Series {

  private static final double LEVEL = 0.95;
  private static final double Z = 1.959963984540054;
  private static final int MOST_LOOKS = 120;
  private static final int LEAST_BACK = 6;
  private static final int MOST_BACK = 24;
  // Of the logarithm of the evidence that is needed.
  private static final double SUSPECT = 0.5;
  private static final double UNSUSPECT = 0.25;
  // Looks after which an interval is about narrowest.
  private static final double TUNED = 12;
  // For the normal approximation of a cumulative sum.
  private static final double LEAST_SIZE = 20;
  private static final double LEAST_EVENTS = 5;

  /** A look, or several in one. */
  private record Look(
      Instant start, double sum, double variance, double size, double expected, double slack) {

    Look and(Look next) {
      return new Look(
          start,
          sum + next.sum,
          variance + next.variance,
          size + next.size,
          expected + next.expected,
          slack + next.slack);
    }
  }

  private final Direction direction;
  private final double margin;
  private final long least;
  private final boolean limited;
  private final Tracker tracker;
  private EDetector up = EDetector.start();
  private EDetector down = EDetector.start();
  private @Nullable ChangeDetector chart;
  private final byte @Nullable [] calibrated;
  private final ArrayDeque<Look> looks = new ArrayDeque<>();
  private @Nullable Look gathering;
  private double tuning;
  private boolean suspected;
  private boolean changed;
  private boolean rose;
  private double changeAtOpening;
  private long looksSince;
  private Instant since = Instant.EPOCH;
  private Instant lastSeen = Instant.EPOCH;

  /**
   * A series.
   *
   * @param limited whether it is held against a limit: then it is back only beyond that
   * @param calibrated a fresh chart, where one decides; null where an e-detector does
   */
  Series(
      Direction direction,
      double margin,
      long least,
      boolean limited,
      Tracker tracker,
      byte @Nullable [] calibrated) {
    this.direction = direction;
    this.margin = margin;
    this.least = least;
    this.limited = limited;
    this.tracker = tracker;
    this.calibrated = calibrated == null ? null : calibrated.clone();
    this.chart = calibrated == null ? null : ChangeDetector.resume(calibrated);
  }

  Instant lastSeen() {
    return lastSeen;
  }

  boolean changed() {
    return changed;
  }

  /** Whether what changed rose. */
  boolean rose() {
    return rose;
  }

  /**
   * Takes what came in a bucket.
   *
   * @param runLength the mean number of looks to a false alarm, of all series of the monitor
   */
  Verdict add(Instant start, Sample sample, double runLength) {
    lastSeen = start.isAfter(lastSeen) ? start : lastSeen;
    Optional<Tracker.Deviation> found = tracker.add(start, sample, !changed);
    if (found.isEmpty()) {
      return quiet();
    }
    Tracker.Deviation deviation = found.get();
    if (tuning == 0) {
      tuning = TUNED * deviation.variance();
    }
    Look look =
        new Look(
            start,
            deviation.sum(),
            deviation.variance(),
            deviation.size(),
            deviation.size() * deviation.expected(),
            deviation.size() * deviation.size() * deviation.expectedVariance());
    if (changed) {
      keep(look);
      return still();
    }
    return chart == null ? detect(deviation, look, runLength) : sum(chart, deviation, look);
  }

  private void keep(Look look) {
    looks.addLast(look);
    if (looks.size() > MOST_LOOKS) {
      looks.removeFirst();
    }
  }

  private Verdict detect(Tracker.Deviation deviation, Look look, double runLength) {
    keep(look);
    double off = margin * deviation.size();
    if (direction != Direction.DOWN) {
      up.add(deviation.sum() - off, deviation.variance(), deviation.unit(), deviation.up());
    }
    if (direction != Direction.UP) {
      down.add(-deviation.sum() - off, deviation.variance(), deviation.unit(), deviation.down());
    }
    double needed = Math.log(Math.max(2, direction == Direction.BOTH ? 2 * runLength : runLength));
    boolean higher = up.logEvidence() >= down.logEvidence();
    EDetector stronger = higher ? up : down;
    double evidence = stronger.logEvidence();
    if (evidence >= needed && clears(stronger.sinceShift(), higher)) {
      return open(higher, stronger.sinceShift());
    }
    suspected = evidence >= (suspected ? UNSUSPECT : SUSPECT) * needed;
    return suspected ? verdict(Standing.SUSPECTED, last(stronger.sinceShift()), null) : quiet();
  }

  /** Enough were looked at since, and their interval leaves out what is no change. */
  private boolean clears(long lastLooks, boolean higher) {
    List<Look> part = last(lastLooks);
    double size = part.stream().mapToDouble(Look::size).sum();
    Estimate change = change(part);
    if (change == null) {
      return false;
    }
    return size >= least && (higher ? change.low() > margin : change.high() < -margin);
  }

  private Verdict sum(ChangeDetector detector, Tracker.Deviation deviation, Look look) {
    Look all = gathering == null ? look : gathering.and(look);
    boolean rate = deviation.skewness() != 0;
    double events = rate ? all.variance : Double.POSITIVE_INFINITY;
    boolean single = deviation.up() == 0 && deviation.down() == 0;
    if (!single && (all.size < LEAST_SIZE || events < LEAST_EVENTS)) {
      gathering = all;
      return suspected ? verdict(Standing.SUSPECTED, new ArrayList<>(looks), null) : quiet();
    }
    gathering = null;
    keep(all);
    double skewness =
        rate ? deviation.skewness() * Math.sqrt(deviation.variance() / all.variance) : 0;
    Tracker.Deviation whole =
        new Tracker.Deviation(
            all.start,
            all.sum,
            all.variance,
            all.size,
            deviation.expected(),
            deviation.expectedVariance(),
            deviation.unit(),
            deviation.up(),
            deviation.down(),
            skewness);
    Optional<ChangeDetector.Change> found = detector.add(whole.standard());
    if (found.isPresent()) {
      ChangeDetector.Change change = found.get();
      return open(change.direction() == Direction.UP, change.observation() - change.since() + 1);
    }
    double towards = Math.max(detector.towardsRise(), detector.towardsDrop());
    suspected = towards >= (suspected ? SUSPECT : 2 * UNSUSPECT + UNSUSPECT);
    return suspected ? verdict(Standing.SUSPECTED, last(1), null) : quiet();
  }

  private Verdict open(boolean higher, long lastLooks) {
    List<Look> part = last(Math.max(1, lastLooks));
    rose = higher;
    changed = true;
    suspected = false;
    since = part.get(0).start;
    Estimate change = change(part);
    changeAtOpening = change == null ? 0 : change.value();
    looksSince = 0;
    return verdict(Standing.CHANGED, part, since);
  }

  private Verdict still() {
    looksSince++;
    for (int n = LEAST_BACK; n <= Math.min(looksSince, MOST_BACK); n *= 2) {
      if (back(last(n))) {
        Verdict verdict = verdict(Standing.BACK, last(n), since);
        forget();
        return verdict;
      }
    }
    List<Look> part = new ArrayList<>();
    looks.stream().filter(look -> !look.start.isBefore(since)).forEach(part::add);
    return verdict(Standing.STILL, part.isEmpty() ? last(1) : part, since);
  }

  /**
   * Back where at least half of the change is surely gone, and beyond the limit if there is one.
   */
  private boolean back(List<Look> part) {
    double size = part.stream().mapToDouble(Look::size).sum();
    double variance = part.stream().mapToDouble(Look::variance).sum();
    double off = part.stream().mapToDouble(Look::sum).sum() / size;
    double error = Z * Math.sqrt(variance) / size;
    double half = changeAtOpening / 2;
    if (limited && (rose ? off > 0 : off < 0)) {
      return false;
    }
    return rose ? off + error < half : off - error > half;
  }

  /** Takes the present for what is to be expected. */
  void forget() {
    changed = false;
    suspected = false;
    gathering = null;
    looks.clear();
    up = EDetector.start();
    down = EDetector.start();
    chart = calibrated == null ? null : ChangeDetector.resume(calibrated);
  }

  private List<Look> last(long n) {
    List<Look> all = new ArrayList<>(looks);
    return all.subList((int) Math.max(0, all.size() - Math.max(1, n)), all.size());
  }

  private @Nullable Estimate change(List<Look> part) {
    double size = part.stream().mapToDouble(Look::size).sum();
    if (!(size > 0)) {
      return null;
    }
    double sum = part.stream().mapToDouble(Look::sum).sum();
    double variance = part.stream().mapToDouble(Look::variance).sum();
    double half = NormalMixtureBoundary.tunedTo(tuning, LEVEL).at(variance) / size;
    return estimate(sum / size, half, size);
  }

  private static @Nullable Estimate estimate(double value, double half, double size) {
    if (!Double.isFinite(value) || !Double.isFinite(half)) {
      return null;
    }
    return new Estimate(
        value, new Interval(value - half, value + half, LEVEL), Math.max(1, Math.round(size)));
  }

  private Verdict quiet() {
    return new Verdict(Standing.QUIET, lastSeen, null, null, null, 0);
  }

  private Verdict verdict(Standing standing, List<Look> part, @Nullable Instant began) {
    Estimate change = change(part);
    if (change == null) {
      return quiet();
    }
    double size = part.stream().mapToDouble(Look::size).sum();
    double before = part.stream().mapToDouble(Look::expected).sum() / size;
    double slack = Z * Math.sqrt(part.stream().mapToDouble(Look::slack).sum()) / size;
    return new Verdict(
        standing,
        began == null ? part.get(0).start : began,
        estimate(before, slack, size),
        estimate(before + change.value(), change.high() - change.value(), size),
        change,
        part.size());
  }

  void write(StateWriter out) {
    tracker.write(out);
    out.block(up.toBytes());
    out.block(down.toBytes());
    out.flag(chart != null);
    if (chart != null) {
      out.block(chart.toBytes());
    }
    out.count(looks.size());
    looks.forEach(look -> write(look, out));
    out.flag(gathering != null);
    if (gathering != null) {
      write(gathering, out);
    }
    out.number(tuning);
    out.flag(suspected);
    out.flag(changed);
    out.flag(rose);
    out.number(changeAtOpening);
    out.count(looksSince);
    out.signed(since.getEpochSecond());
    out.signed(lastSeen.getEpochSecond());
  }

  private static void write(Look look, StateWriter out) {
    out.signed(look.start.getEpochSecond());
    out.number(look.sum);
    out.number(look.variance);
    out.number(look.size);
    out.number(look.expected);
    out.number(look.slack);
  }

  void read(StateReader in) {
    tracker.read(in);
    up = EDetector.resume(in.block());
    down = EDetector.resume(in.block());
    chart = in.flag() ? ChangeDetector.resume(in.block()) : null;
    int size = in.size(MOST_LOOKS, 41);
    for (int i = 0; i < size; i++) {
      looks.addLast(look(in));
    }
    gathering = in.flag() ? look(in) : null;
    tuning = in.amount();
    suspected = in.flag();
    changed = in.flag();
    rose = in.flag();
    changeAtOpening = in.finite();
    looksSince = in.count(Long.MAX_VALUE);
    since = States.instant(in);
    lastSeen = States.instant(in);
  }

  private static Look look(StateReader in) {
    return new Look(
        States.instant(in), in.finite(), in.amount(), in.amount(), in.finite(), in.amount());
  }
}
