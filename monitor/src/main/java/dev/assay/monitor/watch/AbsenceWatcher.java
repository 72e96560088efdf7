package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Waits for data that does not come, though at this hour of past days it did. */
final class AbsenceWatcher implements Watcher {

  private static final int MOST_SERIES = 2_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MEMORY = Duration.ofDays(7);
  private static final double LEAST_DAYS = 2;
  private static final int MOST_HOURS = 14 * 24;
  private static final double SECONDS = 3600;

  private static final class Flow {
    private final Profile profile = new Profile(Rhythm.DAY, MEMORY);
    private Instant last;
    private Instant bucket = Instant.EPOCH;
    private boolean silent;

    Flow(Instant last) {
      this.last = last;
    }
  }

  private final MonitorDefinition monitor;
  private final Condition.Absence condition;
  private final TreeMap<String, Flow> flows = new TreeMap<>();

  AbsenceWatcher(MonitorDefinition monitor, Condition.Absence condition) {
    this.monitor = monitor;
    this.condition = condition;
  }

  @Override
  public Duration bucket() {
    return HOUR;
  }

  @Override
  public SliceSummary.Needs needs() {
    return condition.evaluator() == null
        ? SliceSummary.Needs.none()
        : WatchedMeasure.rate(WatchedMeasure.Kind.UNSCORED_RATE, condition.evaluator(), "")
            .of("")
            .needs();
  }

  @Override
  public boolean wants(ScoreKey key) {
    return key.evaluator().equals(condition.evaluator());
  }

  @Override
  public boolean wants(Slice slice) {
    return monitor.slices().watches(slice);
  }

  private long count(SliceSummary summary) {
    if (condition.evaluator() == null) {
      return summary.interactions();
    }
    long count = 0;
    for (ScoreKey key : summary.scoreKeys()) {
      count += wants(key) ? summary.scores(key).map(s -> s.scored() + s.unscored()).orElse(0L) : 0;
    }
    return count;
  }

  @Override
  public void came(Window window) {
    if (window.level() != WindowLevel.MINUTE) {
      return;
    }
    Instant end = window.level().end(window.start());
    window
        .slices()
        .forEach(
            (slice, summary) -> {
              if (wants(slice) && count(summary) > 0) {
                Flow flow = flows.get(slice.key());
                if (flow != null && end.isAfter(flow.last)) {
                  flow.last = end;
                }
              }
            });
  }

  @Override
  public void bucket(Buckets.Bucket bucket, Turn turn) {
    bucket
        .slices()
        .forEach(
            (slice, summary) -> {
              long count = wants(slice) ? count(summary) : 0;
              if (count > 0 && flows.size() < MOST_SERIES) {
                flows.computeIfAbsent(slice.key(), key -> new Flow(bucket.start().plus(HOUR)));
              }
              Flow flow = flows.get(slice.key());
              if (flow != null && wants(slice)) {
                learn(flow, bucket.start(), count);
              }
            });
  }

  /** Hours in between in which nothing came are learned as such, but for those of an alert. */
  private static void learn(Flow flow, Instant start, long count) {
    if (!start.isAfter(flow.bucket)) {
      return;
    }
    if (!flow.bucket.equals(Instant.EPOCH) && !flow.silent) {
      int steps = 0;
      for (Instant at = flow.bucket.plus(HOUR);
          at.isBefore(start) && steps++ < MOST_HOURS;
          at = at.plus(HOUR)) {
        flow.profile.add(at, 0, 1);
      }
    }
    flow.profile.add(start, (double) count, 1);
    flow.bucket = start;
  }

  @Override
  public void tick(Turn turn) {
    flows.forEach(
        (key, flow) -> {
          Instant now = turn.now();
          boolean longEnough = !flow.last.plus(condition.atLeast()).isAfter(now);
          if (!longEnough) {
            if (flow.silent) {
              flow.silent = false;
              turn.book().clear(monitor, key, "data comes again", now);
            }
            return;
          }
          double expected = flow.silent ? condition.expected() : expected(flow, now);
          if (expected >= condition.expected()) {
            AlertBook.Report report = report(key, flow);
            flow.silent = true;
            turn.book()
                .raise(monitor, key, Slice.ofKey(key), report, now, () -> AlertBook.Filling.NONE);
          }
        });
  }

  /** How many should have come since. */
  private static double expected(Flow flow, Instant now) {
    if (flow.profile.days(flow.last) < LEAST_DAYS) {
      return 0;
    }
    double sum = 0;
    Instant at = flow.last;
    for (int i = 0; at.isBefore(now) && i < MOST_HOURS; i++) {
      Instant next = Instant.ofEpochSecond((Math.floorDiv(at.getEpochSecond(), 3600L) + 1) * 3600);
      Instant end = next.isBefore(now) ? next : now;
      double mean = flow.profile.mean(at);
      double rate =
          flow.profile.expected(at, Math.max(mean, 1e-9)).map(Profile.Expected::value).orElse(0.0);
      sum += Math.max(0, rate) * (end.getEpochSecond() - at.getEpochSecond()) / SECONDS;
      at = next;
    }
    return sum;
  }

  private AlertBook.Report report(String key, Flow flow) {
    String what =
        condition.evaluator() == null
            ? "no interactions"
            : "no evaluations by " + condition.evaluator();
    String slice = key.equals(Slice.ALL.key()) ? "" : " in " + key;
    return new AlertBook.Report(
        what + slice + " since " + flow.last,
        null,
        null,
        null,
        flow.last,
        flow.last,
        1,
        "About "
            + Words.of(condition.expected())
            + " should have come by the same hours of the last days before this is said; by chance"
            + " alone none would come with a probability of "
            + Words.of(Math.exp(-condition.expected()))
            + ", if they come independently of each other. A holiday looks the same.");
  }

  @Override
  public void accept(String key) {
    flows.remove(key);
  }

  @Override
  public void write(StateWriter out) {
    out.count(flows.size());
    flows.forEach(
        (key, flow) -> {
          out.text(key);
          flow.profile.write(out);
          out.signed(flow.last.getEpochSecond());
          out.signed(flow.bucket.getEpochSecond());
          out.flag(flow.silent);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST_SERIES, 5);
    for (int i = 0; i < size; i++) {
      String key = Slice.ofKey(in.text(StateReader.LONGEST_TEXT)).key();
      Flow flow = new Flow(Instant.EPOCH);
      flow.profile.read(in);
      flow.last = States.instant(in);
      flow.bucket = States.instant(in);
      flow.silent = in.flag();
      flows.put(key, flow);
    }
  }
}
