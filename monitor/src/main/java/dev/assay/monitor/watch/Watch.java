package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.internal.SipHash;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches: fed at each commit, gives what has become of alerts.
 *
 * <p>Windows are gathered into buckets of event time, and each test looks once at each bucket, when
 * it is complete: its end and the allowed lateness are past. Tests of what users do wait longer,
 * for users take their time. What comes later still is looked at with the next. The order in which
 * parts of a bucket come makes no difference; the same feeds at the same times give the same
 * alerts, to the byte of the state. Commits carry a position: one that was seen before is passed
 * over, so that a replay repeats nothing.
 *
 * <p>For one thread.
 *
 * @since 0.1
 */
public final class Watch {

  private static final String KIND = "watch";
  private static final int VERSION = 1;
  // Of what a monitor has learned; of the first it goes on with what it knows.
  private static final int OLDEST_MONITOR = 1;
  private static final int NEWEST_MONITOR = 2;
  private static final int MOST = 1_000;
  private static final Kind MARKS = new Kind(Duration.ofHours(1), false);
  private static final SipHash DEFINITIONS = SipHash.withSalt("assay.monitor");

  private final List<MonitorDefinition> monitors;
  private final Patience patience;
  private final Map<String, Watcher> watchers = new LinkedHashMap<>();
  private final TreeMap<Kind, Buckets> buckets = new TreeMap<>();
  private final AlertBook book = new AlertBook();
  private final Examples examples = new Examples();
  private final Marks marks = new Marks();
  private long position = -1;
  private @Nullable Set<String> resumed;

  /** Buckets of one length, for tests of one kind. */
  private record Kind(Duration length, boolean deeds) implements Comparable<Kind> {

    static @Nullable Kind of(Watcher watcher) {
      Duration length = watcher.bucket();
      return length == null ? null : new Kind(length, watcher.deeds());
    }

    @Override
    public int compareTo(Kind other) {
      int by = length.compareTo(other.length);
      return by != 0 ? by : Boolean.compare(deeds, other.deeds);
    }
  }

  /**
   * How long buckets wait.
   *
   * @param lateness how long after its end a bucket waits for what is late, such as scores of slow
   *     judges; 0 or more
   * @param deeds how long where it is about what users do and how tasks came out; at least as long
   */
  public record Patience(Duration lateness, Duration deeds) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is negative, or the second shorter than the first
     */
    public Patience {
      requireNonNull(lateness, "lateness");
      requireNonNull(deeds, "deeds");
      if (lateness.isNegative() || deeds.compareTo(lateness) < 0) {
        throw new IllegalArgumentException(
            "lateness, deeds: " + lateness + ", " + deeds + " (expected: 0 <= lateness <= deeds)");
      }
    }

    /** The same for both. */
    public static Patience of(Duration lateness) {
      return new Patience(lateness, lateness);
    }
  }

  private Watch(List<MonitorDefinition> monitors, Patience patience) {
    this.monitors = List.copyOf(monitors);
    this.patience = requireNonNull(patience, "patience");
    Set<String> names = new HashSet<>();
    for (MonitorDefinition monitor : this.monitors) {
      if (!names.add(monitor.name())) {
        throw new IllegalArgumentException(
            "monitors: " + monitor.name() + " twice (expected: each name once)");
      }
      watchers.put(monitor.name(), watcher(monitor));
    }
    Set<Kind> kinds = new HashSet<>();
    kinds.add(MARKS);
    watchers.values().stream().map(Kind::of).filter(Objects::nonNull).forEach(kinds::add);
    kinds.forEach(kind -> buckets.put(kind, buckets(kind)));
  }

  /**
   * Starts with nothing seen.
   *
   * @param monitors each with its own name
   * @param patience how long buckets wait for what is late
   * @throws IllegalArgumentException if two monitors have one name, or there are more than 1,000
   */
  public static Watch of(List<MonitorDefinition> monitors, Patience patience) {
    if (monitors.size() > MOST) {
      throw new IllegalArgumentException(
          "monitors: " + monitors.size() + " (expected: at most " + MOST + ")");
    }
    return new Watch(monitors, patience);
  }

  private Watcher watcher(MonitorDefinition monitor) {
    Condition condition = monitor.condition();
    if (condition instanceof Condition.Immediate immediate) {
      return new ImmediateWatcher(monitor, immediate);
    }
    if (condition instanceof Condition.HealthLimit health) {
      return new HealthWatcher(monitor, health);
    }
    if (condition instanceof Condition.Absence absence) {
      return new AbsenceWatcher(monitor, absence);
    }
    if (condition instanceof Condition.Divergence divergence) {
      return new DivergenceWatcher(monitor, divergence);
    }
    if (condition instanceof Condition.Drift drift) {
      return drift.of() == Condition.DriftOf.INPUTS
          ? new InputDriftWatcher(monitor, drift, patience.lateness())
          : new DriftWatcher(monitor, drift);
    }
    return new MeasureWatcher(monitor);
  }

  private Buckets buckets(Kind kind) {
    List<Watcher> of =
        watchers.values().stream().filter(watcher -> kind.equals(Kind.of(watcher))).toList();
    boolean telling = kind.equals(MARKS);
    SliceSummary.Needs needs =
        telling ? WatchedMeasure.mean("any", 0, 1).of("").needs() : SliceSummary.Needs.none();
    for (Watcher watcher : of) {
      needs = needs.and(watcher.needs());
    }
    Predicate<ScoreKey> scores =
        key -> telling || of.stream().anyMatch(watcher -> watcher.wants(key));
    Predicate<Slice> slices =
        slice ->
            (telling && Marks.tells(slice))
                || of.stream().anyMatch(watcher -> watcher.wants(slice));
    Duration waits = kind.deeds ? patience.deeds() : patience.lateness();
    return new Buckets(kind.length, waits, kind.deeds, needs, scores, slices);
  }

  /** The monitors. */
  public List<MonitorDefinition> monitors() {
    return monitors;
  }

  /**
   * Takes what came since the last commit.
   *
   * @param commit the position of this commit, above that of the last; one that is not is a replay
   *     and changes nothing
   * @param feed what came
   * @param history what the engine knows of before
   * @param now the time; alerts do not go back in time with it
   * @return what has become of alerts, in order
   */
  public List<AlertChange> commit(long commit, Feed feed, History history, Instant now) {
    if (commit <= position) {
      return List.of();
    }
    position = commit;
    Turn turn = new Turn(now, book, history, examples, marks);
    Set<String> known = resumed;
    if (known != null) {
      // Alerts of monitors that did not resume have nobody left to resolve them.
      book.clearAll(known, "its monitor is no more, or another", now);
      resumed = null;
    }
    feed.findings().forEach(examples::add);
    for (Window window : feed.windows()) {
      buckets.values().forEach(each -> each.add(window));
      watchers.values().forEach(watcher -> watcher.came(window));
    }
    for (Finding finding : feed.findings()) {
      watchers.values().forEach(watcher -> watcher.finding(finding, turn));
    }
    for (EmbeddedInput input : feed.inputs()) {
      watchers.values().forEach(watcher -> watcher.input(input, turn));
    }
    Health health = feed.health();
    if (health != null) {
      watchers.values().forEach(watcher -> watcher.health(health, turn));
    }
    look(turn);
    watchers.values().forEach(watcher -> watcher.tick(turn));
    book.tick(monitors, now);
    examples.forget(now);
    return book.drain();
  }

  private void look(Turn turn) {
    buckets.forEach(
        (kind, each) -> {
          for (Buckets.Bucket bucket : each.complete(turn.now())) {
            if (kind.equals(MARKS)) {
              marks.bucket(bucket);
            }
            watchers.values().stream()
                .filter(watcher -> kind.equals(Kind.of(watcher)))
                .forEach(watcher -> watcher.bucket(bucket, turn));
          }
        });
  }

  /** Alerts that are pending or firing, or were resolved not longer ago than their cooldown. */
  public List<Alert> alerts() {
    return book.alerts();
  }

  /** Changes of prompt templates, the latest last, with what they did. */
  public List<Mark> marks() {
    return marks.marks();
  }

  /**
   * Until when each monitor that looks at buckets of time has looked at them, by its name; of those
   * that have not looked yet, and of those that look at every interaction or number as it comes,
   * nothing.
   */
  public Map<String, Instant> lastLooks() {
    Map<String, Instant> looks = new LinkedHashMap<>();
    watchers.forEach(
        (name, watcher) -> {
          Kind kind = Kind.of(watcher);
          Buckets of = kind == null ? null : buckets.get(kind);
          Instant until = of == null ? null : of.lookedUntil();
          if (until != null) {
            looks.put(name, until);
          }
        });
    return looks;
  }

  /**
   * The same with other monitors: what has not changed goes on with what it learned, and alerts of
   * what is no more are resolved with the next commit.
   *
   * @throws IllegalArgumentException if two monitors have one name, or there are too many
   */
  public Watch with(List<MonitorDefinition> others) {
    return fromBytes(toBytes(), others, patience);
  }

  /** Silences that are not over. */
  public List<Silence> silences() {
    return List.copyOf(book.silences());
  }

  /**
   * Tells nobody of certain alerts for a time.
   *
   * @throws IllegalArgumentException if there are too many
   */
  public List<AlertChange> silence(Silence silence, Instant now) {
    book.silence(silence, now);
    return book.drain();
  }

  /** Ends a silence. */
  public List<AlertChange> unsilence(String id, Instant now) {
    book.unsilence(id, now);
    return book.drain();
  }

  /** Somebody took an alert on: it is not escalated. Nothing happens if there is none. */
  public List<AlertChange> acknowledge(String alertId, String by, Instant now) {
    book.acknowledge(alertId, by, now);
    return book.drain();
  }

  /**
   * Takes the present for what is to be expected: resolves an alert and begins to learn anew.
   * Nothing happens if there is none.
   */
  public List<AlertChange> accept(String alertId, String by, Instant now) {
    Alert alert = book.byId(alertId);
    String key = book.keyOf(alertId);
    if (alert == null || key == null || alert.state() == AlertState.RESOLVED) {
      return List.of();
    }
    for (MonitorDefinition monitor : monitors) {
      if (monitor.name().equals(alert.monitor())) {
        Watcher watcher = watchers.get(monitor.name());
        if (watcher != null) {
          watcher.accept(key);
        }
        book.clear(monitor, key, "accepted by " + by, now);
      }
    }
    return book.drain();
  }

  /**
   * What could not be watched as it should.
   *
   * @param lateParts parts of windows that came after their bucket had been looked at, and were
   *     looked at with the next
   * @param alertsRefused for which there was no room
   */
  public record Counts(long lateParts, long alertsRefused) {}

  /** What could not be watched as it should. */
  public Counts counts() {
    long late = 0;
    for (Buckets each : buckets.values()) {
      late = Math.max(late, each.lateParts());
    }
    return new Counts(late, book.refused());
  }

  /** The state, version 1. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.signed(position);
    StateWriter own = new StateWriter(KIND + ".alerts", VERSION);
    book.write(own);
    examples.write(own);
    marks.write(own);
    out.block(own.toBytes());
    out.count(buckets.size());
    buckets.forEach(
        (kind, each) -> {
          StateWriter part = new StateWriter(KIND + ".buckets", VERSION);
          each.write(part);
          out.count(kind.length.toSeconds());
          out.flag(kind.deeds);
          out.block(part.toBytes());
        });
    out.count(monitors.size());
    for (MonitorDefinition monitor : monitors) {
      StateWriter part = new StateWriter(KIND + ".monitor", NEWEST_MONITOR);
      Watcher watcher = watchers.get(monitor.name());
      if (watcher != null) {
        watcher.write(part);
      }
      out.text(monitor.name());
      out.bits(fingerprint(monitor));
      out.block(part.toBytes());
    }
    return out.toBytes();
  }

  // What a monitor has learned does not depend on how its alerts are handled.
  private static long fingerprint(MonitorDefinition monitor) {
    return DEFINITIONS.of(monitor.condition() + "\0" + monitor.slices());
  }

  /**
   * Goes on where {@link #toBytes()} was called. A monitor that waits for something else than it
   * did begins anew; alerts of one that is no more are resolved with the next commit.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Watch fromBytes(byte[] bytes, List<MonitorDefinition> monitors, Patience patience) {
    Watch watch = of(monitors, patience);
    StateReader in = new StateReader(bytes, KIND, VERSION);
    watch.position = in.signed();
    StateReader own = new StateReader(in.block(), KIND + ".alerts", VERSION);
    watch.book.read(own);
    watch.examples.read(own);
    watch.marks.read(own);
    own.end();
    int many = in.size(2 * MOST, 3);
    for (int i = 0; i < many; i++) {
      Kind kind = new Kind(Duration.ofSeconds(in.count(1L << 40)), in.flag());
      StateReader part = new StateReader(in.block(), KIND + ".buckets", VERSION);
      Buckets each = watch.buckets.get(kind);
      if (each != null) {
        each.read(part);
        part.end();
      }
    }
    Set<String> resumed = new HashSet<>();
    int size = in.size(MOST, 10);
    for (int i = 0; i < size; i++) {
      String name = in.text(100);
      long fingerprint = in.bits();
      byte[] state = in.block();
      if (watch.resume(name, fingerprint, state)) {
        resumed.add(name);
      }
    }
    in.end();
    watch.resumed = resumed;
    return watch;
  }

  private boolean resume(String name, long fingerprint, byte[] state) {
    Watcher watcher = watchers.get(name);
    @Nullable MonitorDefinition monitor =
        monitors.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    if (watcher == null || monitor == null || fingerprint(monitor) != fingerprint) {
      return false;
    }
    StateReader in = new StateReader(state, KIND + ".monitor", OLDEST_MONITOR, NEWEST_MONITOR);
    watcher.read(in);
    in.end();
    return true;
  }
}
