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

  private final MonitorDefinition monitor;
  private final Condition.Absence condition;
  private final TreeMap<String, Arrivals> flows = new TreeMap<>();

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
                Arrivals flow = flows.get(slice.key());
                if (flow != null) {
                  flow.came(end);
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
                flows.computeIfAbsent(slice.key(), key -> new Arrivals(bucket.start().plus(HOUR)));
              }
              Arrivals flow = flows.get(slice.key());
              if (flow != null && wants(slice)) {
                flow.learn(bucket.start(), count);
              }
            });
  }

  @Override
  public void tick(Turn turn) {
    flows.forEach((key, flow) -> look(key, flow, turn));
  }

  private void look(String key, Arrivals flow, Turn turn) {
    Instant now = turn.now();
    boolean longEnough = !flow.last().plus(condition.atLeast()).isAfter(now);
    if (!longEnough && flow.silent()) {
      flow.resume(now);
      turn.book().clear(monitor, key, "data comes again", now);
    } else if (longEnough && (flow.silent() || missing(condition, flow, flows.size(), now))) {
      if (!flow.silent()) {
        flow.silence();
      }
      turn.book()
          .raise(
              monitor, key, Slice.ofKey(key), report(key, flow), now, () -> AlertBook.Filling.NONE);
    }
  }

  /** Whether so much should have come by now that something is missing. */
  static boolean missing(Condition.Absence condition, Arrivals flow, int flows, Instant now) {
    double evidence = flow.evidence(now);
    // What is needed beyond what is expected takes a look at two weeks.
    return evidence >= condition.expected() && evidence >= needed(condition, flow, flows);
  }

  /**
   * How many should have come, so that of all gaps in the stated time, one after each arrival, at
   * most one is so long by chance.
   */
  private static double needed(Condition.Absence condition, Arrivals flow, int flows) {
    double hours = condition.falseAlarms().toSeconds() / 3600.0;
    return Math.max(condition.expected(), Math.log(Math.max(1, flow.anHour() * hours * flows)));
  }

  private AlertBook.Report report(String key, Arrivals flow) {
    String what =
        condition.evaluator() == null
            ? "no interactions"
            : "no evaluations by " + condition.evaluator();
    String slice = key.equals(Slice.ALL.key()) ? "" : " in " + key;
    return new AlertBook.Report(
        what + slice + " since " + flow.last(),
        null,
        null,
        null,
        flow.last(),
        flow.last(),
        1,
        "About "
            + Words.of(needed(condition, flow, flows.size()))
            + " should have come by the same hours of the last days and weeks before this is said;"
            + " by chance alone that happens once in "
            + Words.of(condition.falseAlarms())
            + " at most, if they come independently of each other. A holiday looks the same.");
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
          flow.write(out);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST_SERIES, 5);
    for (int i = 0; i < size; i++) {
      String key = Slice.ofKey(in.text(StateReader.LONGEST_TEXT)).key();
      Arrivals flow = new Arrivals(Instant.EPOCH);
      flow.read(in);
      flows.put(key, flow);
    }
  }
}
