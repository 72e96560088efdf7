package dev.assay.monitor.watch;

import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets a monitor watch made-up looks that are like stored ones.
 *
 * <p>Each look has the size of a stored look at the same hour of some day, and the level of that
 * hour over all stored days, drawn towards the level of all hours as far as that is all that is
 * known. It varies around it as much as stored looks do around theirs, and depends on no other
 * look. The work is bounded by the number of looks, so that the same seed gives the same result.
 *
 * @since 0.1
 */
public final class Simulator {

  private static final Duration QUIET = Duration.ofDays(30);
  private static final Duration LEARNING = Duration.ofDays(7);
  private static final Duration NOTICING = Duration.ofDays(14);
  private static final long MOST_LOOKS = 120_000;
  private static final int MOST_RUNS = 100;
  private static final int MOST_CHANGES = 60;
  private static final int LEAST_RUNS = 10;
  private static final int MOST_SLICES = 20;
  private static final int LEAST_LOOKS = 12;
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<Double> SHARES = List.of(0.02, 0.05, 0.1);
  private static final List<Double> PARTS = List.of(0.1, 0.25, 0.5);
  private static final List<Double> OF_RANGE = List.of(0.05, 0.1, 0.2);

  private final MonitorDefinition monitor;
  private final MeasureWatcher fresh;
  private final WatchedMeasure measure;
  private final History history;
  private final long seed;
  private final List<LookPool> pools;
  private final int known;

  private Simulator(
      MonitorDefinition monitor,
      MeasureWatcher fresh,
      List<LookPool> pools,
      int known,
      History history,
      long seed) {
    this.monitor = monitor;
    this.fresh = fresh;
    this.measure = fresh.measure();
    this.history = history;
    this.seed = seed;
    this.pools = pools;
    this.known = known;
  }

  /**
   * Simulates; empty where the monitor is of another kind than {@code threshold}, {@code change}
   * and {@code cusum}, or too little is stored.
   *
   * @param monitor the monitor
   * @param stored what windows of a slice told, by their start, all of one length
   * @param length of these windows
   * @param history what the engine knows of before
   * @param seed the same gives the same
   */
  public static Optional<Simulation> of(
      MonitorDefinition monitor,
      Map<Slice, NavigableMap<Instant, SliceSummary>> stored,
      Duration length,
      History history,
      long seed) {
    Condition condition = monitor.condition();
    if (!(condition instanceof Condition.Threshold)
        && !(condition instanceof Condition.Change)
        && !(condition instanceof Condition.CumulativeSum)) {
      return Optional.empty();
    }
    MeasureWatcher fresh = new MeasureWatcher(monitor);
    List<LookPool> pools = new ArrayList<>();
    stored.forEach(
        (slice, windows) ->
            LookPool.of(slice, fresh.measure(), windows, length, fresh.bucket())
                .filter(pool -> pool.looks() >= LEAST_LOOKS)
                .ifPresent(pools::add));
    pools.sort(Comparator.comparingDouble(LookPool::size).reversed());
    if (pools.isEmpty()) {
      return Optional.empty();
    }
    List<LookPool> some = pools.subList(0, Math.min(MOST_SLICES, pools.size()));
    return Optional.of(new Simulator(monitor, fresh, some, stored.size(), history, seed).run());
  }

  private long perDay() {
    return Math.max(1, Duration.ofDays(1).dividedBy(fresh.bucket())) * pools.size();
  }

  private static int runs(long looks, long each, int most) {
    return (int) Math.max(LEAST_RUNS, Math.min(most, looks / each));
  }

  private Simulation run() {
    long days = perDay();
    int runs = runs(MOST_LOOKS / 2, days * (LEARNING.toDays() + QUIET.toDays()), MOST_RUNS);
    long alarms = 0;
    for (int i = 0; i < runs; i++) {
      alarms += new Course(random("quiet", i)).fires(LEARNING, QUIET, false) == null ? 0 : 1;
    }
    List<Simulation.Detection> detections = new ArrayList<>();
    List<Double> levels = changed(pools.get(0).level());
    long each = days * (LEARNING.toDays() + NOTICING.toDays()) * Math.max(1, levels.size());
    for (double level : levels) {
      detection(level, runs(MOST_LOOKS / 2, each, MOST_CHANGES)).ifPresent(detections::add);
    }
    return new Simulation(
        pools.size(),
        known,
        pools.stream().mapToLong(LookPool::looks).sum(),
        pools.stream().mapToDouble(LookPool::weather).average().orElse(1),
        QUIET,
        WilsonInterval.withDefaults().of(alarms, runs),
        LEARNING,
        pools.get(0).slice(),
        detections);
  }

  private RandomGenerator random(String what, int run) {
    long own = seed * 31 + what.hashCode();
    return RandomGeneratorFactory.of("SplittableRandom").create(own * 1_000_003 + run);
  }

  /** Levels after changes of some sizes, in the direction that matters. */
  private List<Double> changed(double level) {
    Direction direction = direction();
    double from = level;
    if (monitor.condition() instanceof Condition.Threshold threshold) {
      boolean beyond =
          direction == Direction.DOWN ? level < threshold.limit() : level > threshold.limit();
      from = beyond ? level : threshold.limit();
    }
    boolean bounded = Double.isFinite(measure.low()) && Double.isFinite(measure.high());
    List<Double> levels = new ArrayList<>();
    for (double size : measure.kind().rate() ? SHARES : bounded ? OF_RANGE : PARTS) {
      double by =
          measure.kind().rate()
              ? size
              : bounded ? size * (measure.high() - measure.low()) : size * Math.abs(from);
      double to = direction == Direction.DOWN ? from - by : from + by;
      if (by > 0 && to >= measure.low() && to <= measure.high()) {
        levels.add(to);
      }
    }
    return levels;
  }

  private Direction direction() {
    Condition condition = monitor.condition();
    Direction given =
        condition instanceof Condition.Threshold threshold
            ? threshold.direction()
            : condition instanceof Condition.Change change
                ? change.direction()
                : ((Condition.CumulativeSum) condition).direction();
    if (given != Direction.BOTH) {
      return given;
    }
    return measure.good() == Direction.UP ? Direction.DOWN : Direction.UP;
  }

  private Optional<Simulation.Detection> detection(double level, int runs) {
    List<Duration> delays = new ArrayList<>();
    int counted = 0;
    for (int i = 0; i < runs; i++) {
      Course course = new Course(random("change " + level, i));
      course.to = level;
      Duration delay = course.fires(LEARNING, NOTICING, true);
      // One that fired before the change tells nothing of how soon it notices.
      counted += course.early ? 0 : 1;
      if (delay != null && !course.early) {
        delays.add(delay);
      }
    }
    if (counted < LEAST_RUNS) {
      return Optional.empty();
    }
    delays.sort(Comparator.naturalOrder());
    // By the order statistics of a binomial around the median.
    double spread = 0.98 * Math.sqrt(counted);
    return Optional.of(
        new Simulation.Detection(
            pools.get(0).level(),
            level,
            NOTICING,
            WilsonInterval.withDefaults().of(delays.size(), counted),
            at(delays, counted / 2.0),
            at(delays, counted / 2.0 - spread),
            at(delays, counted / 2.0 + spread + 1)));
  }

  private static @Nullable Duration at(List<Duration> sorted, double rank) {
    int place = (int) Math.max(0, Math.floor(rank));
    return place < sorted.size() ? sorted.get(place) : null;
  }

  /** One course of made-up time. */
  private final class Course {

    private final RandomGenerator random;
    private final MeasureWatcher watcher = new MeasureWatcher(fresh);
    private final AlertBook book = new AlertBook();
    private final Examples examples = new Examples();
    private final Marks marks = new Marks();
    private double to = Double.NaN;
    private boolean early;

    Course(RandomGenerator random) {
      this.random = random;
    }

    /** How long after the learning it fires; null if it does not in time. */
    @Nullable Duration fires(Duration learning, Duration watched, boolean changes) {
      Instant change = START.plus(learning);
      Instant end = change.plus(watched);
      Duration step = fresh.bucket();
      for (Instant at = START; at.isBefore(end); at = at.plus(step)) {
        boolean after = changes && !at.isBefore(change);
        boolean fired = look(at, at.plus(step), after);
        if (fired && at.isBefore(change)) {
          early = true;
          if (changes) {
            return null;
          }
          // A quiet time is counted from the end of the learning.
          continue;
        }
        if (fired) {
          return Duration.between(change, at.plus(step));
        }
      }
      return null;
    }

    private boolean look(Instant at, Instant now, boolean after) {
      Turn turn = new Turn(now, book, quiet(history), examples, marks);
      for (int i = 0; i < pools.size(); i++) {
        LookPool pool = pools.get(i);
        double shift = after && i == 0 ? to - pool.level() : 0;
        Sample drawn = pool.draw(at, shift, random);
        if (drawn != null) {
          watcher.look(at, pool.slice(), pool.version(), drawn, turn);
        }
      }
      watcher.tick(turn);
      book.tick(List.of(monitor), now);
      return book.drain().stream()
          .anyMatch(
              each ->
                  each.what() == AlertChange.What.OPENED
                      && (!after || each.alert().slice().equals(pools.get(0).slice().key())));
    }
  }

  // Made-up times have no stored windows: levels are known all the same.
  private static History quiet(History history) {
    return new History() {
      @Override
      public Optional<Level> baseline(
          BaselineSource source, WatchedMeasure measure, String version, Slice slice) {
        return history.baseline(source, measure, version, slice);
      }

      @Override
      public Map<Slice, SliceSummary> slices(Instant from, Instant to) {
        return Map.of();
      }
    };
  }
}
