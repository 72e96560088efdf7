package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sequential.Cusum;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Watches a measure against a limit, a baseline or its own past, slice by slice. */
final class MeasureWatcher implements Watcher {

  private static final int MOST_SERIES = 2_000;
  private static final Duration FORGOTTEN = Duration.ofDays(30);
  private static final Duration ACTIVE = Duration.ofDays(7);
  // A cumulative sum is calibrated once: for so many slices where it watches each.
  private static final double SLICES = 100;
  private static final double LONGEST_RUN = 1e6;
  // A cumulative sum takes the level for known, and it is not quite: see the simulations.
  private static final double ROOM = 2;
  private static final double LEARN_DAYS = 7;

  /** What a series is made of. */
  private record Made(
      Series series, Slice slice, String version, String against, History.@Nullable Level level) {}

  private final MonitorDefinition monitor;
  private final WatchedMeasure measure;
  private final Duration bucket;
  private final double looks;
  private final byte @Nullable [] calibrated;
  private final TreeMap<String, Made> series = new TreeMap<>();

  MeasureWatcher(MonitorDefinition monitor) {
    this.monitor = monitor;
    Condition condition = monitor.condition();
    if (condition instanceof Condition.Threshold threshold) {
      measure = threshold.measure();
      bucket = threshold.bucket();
      looks = Conditions.looks(threshold.falseAlarms(), bucket, 1);
      calibrated = null;
    } else if (condition instanceof Condition.Change change) {
      measure = change.measure();
      bucket = change.bucket();
      looks = Conditions.looks(change.falseAlarms(), bucket, 1);
      calibrated = null;
    } else if (condition instanceof Condition.CumulativeSum sum) {
      measure = sum.measure();
      bucket = sum.bucket();
      looks = Conditions.looks(sum.falseAlarms(), bucket, 1);
      double slices = monitor.slices().each().isEmpty() ? 1 : SLICES;
      calibrated =
          Cusum.of(0, 1)
              .detecting(sum.shift())
              .with(sum.direction())
              .withRunLength(Math.min(LONGEST_RUN, ROOM * looks * slices))
              .calibrate()
              .toBytes();
    } else {
      throw new IllegalArgumentException(
          "condition: " + condition.kind() + " (expected: threshold, change or cusum)");
    }
  }

  /** One that has seen nothing; what is calibrated once is not calibrated again. */
  MeasureWatcher(MeasureWatcher other) {
    monitor = other.monitor;
    measure = other.measure;
    bucket = other.bucket;
    looks = other.looks;
    calibrated = other.calibrated;
  }

  WatchedMeasure measure() {
    return measure;
  }

  @Override
  public Duration bucket() {
    return bucket;
  }

  @Override
  public boolean deeds() {
    return measure.kind().deeds();
  }

  @Override
  public SliceSummary.Needs needs() {
    return measure.of("").needs();
  }

  @Override
  public boolean wants(ScoreKey key) {
    return measure.kind().scored() && key.evaluator().equals(measure.evaluator());
  }

  @Override
  public boolean wants(Slice slice) {
    return monitor.slices().watches(slice);
  }

  @Override
  public void bucket(Buckets.Bucket complete, Turn turn) {
    complete
        .slices()
        .forEach(
            (slice, summary) -> {
              if (!wants(slice)) {
                return;
              }
              for (String version : measure.versions(summary)) {
                measure
                    .of(version)
                    .sample(summary)
                    .ifPresent(sample -> look(complete.start(), slice, version, sample, turn));
              }
            });
  }

  void look(Instant start, Slice slice, String version, Sample sample, Turn turn) {
    String key = slice.key() + "\0" + version;
    Made made = series.get(key);
    if (made == null) {
      made = make(slice, version, turn.history());
      if (made == null || series.size() >= MOST_SERIES) {
        return;
      }
      series.put(key, made);
    }
    Verdict verdict = made.series.add(start, sample, looks * active(start));
    tell(key, made, verdict, turn);
  }

  /** How many series are looked at: each errs as much less often. */
  private double active(Instant start) {
    if (series.size() == 1) {
      return 1;
    }
    Instant before = start.minus(ACTIVE);
    return Math.max(
        1, series.values().stream().filter(m -> m.series.lastSeen().isAfter(before)).count());
  }

  private @Nullable Made make(Slice slice, String version, History history) {
    Condition condition = monitor.condition();
    if (condition instanceof Condition.Threshold threshold) {
      Tracker tracker = new Tracker(measure, threshold.limit(), 0);
      return new Made(
          new Series(threshold.direction(), 0, threshold.least(), true, tracker, null),
          slice,
          version,
          "the limit of " + Words.of(threshold.limit(), measure.kind().rate()),
          null);
    }
    if (condition instanceof Condition.Change change) {
      if (change.baseline() instanceof BaselineSource.Past past) {
        Tracker tracker = new Tracker(measure, change.rhythm(), past.memory());
        return new Made(
            new Series(change.direction(), change.margin(), 1, false, tracker, null),
            slice,
            version,
            "the last " + Words.of(past.memory()),
            null);
      }
      return history
          .baseline(change.baseline(), measure, version, slice)
          .map(level -> against(change, level, slice, version))
          .orElse(null);
    }
    Condition.CumulativeSum sum = (Condition.CumulativeSum) condition;
    Tracker tracker = new Tracker(measure, sum.rhythm(), sum.memory().memory(), LEARN_DAYS);
    return new Made(
        new Series(sum.direction(), 0, 1, false, tracker, calibrated),
        slice,
        version,
        "the last " + Words.of(sum.memory().memory()),
        null);
  }

  /** The error of a fixed level does not average out: it widens the margin by its 95% interval. */
  private Made against(Condition.Change change, History.Level level, Slice slice, String version) {
    double margin = change.margin() + 1.96 * Math.sqrt(level.variance());
    Tracker tracker = new Tracker(measure, level.value(), 0);
    return new Made(
        new Series(change.direction(), margin, 1, false, tracker, null),
        slice,
        version,
        level.words(),
        level);
  }

  private void tell(String key, Made made, Verdict verdict, Turn turn) {
    switch (verdict.standing()) {
      case QUIET -> turn.book().clear(monitor, key, "what spoke for it is gone", turn.now());
      case SUSPECTED ->
          turn.book().suspect(monitor, key, made.slice, report(made, verdict), turn.now());
      case CHANGED, STILL ->
          turn.book()
              .raise(
                  monitor,
                  key,
                  made.slice,
                  report(made, verdict),
                  turn.now(),
                  () -> filling(made, verdict, turn));
      case BACK ->
          turn.book().clear(monitor, key, "back near where it was" + level(verdict), turn.now());
    }
  }

  private String level(Verdict verdict) {
    Estimate now = verdict.now();
    return now == null ? "" : ", at " + Words.of(now.value(), measure.kind().rate());
  }

  private AlertBook.Filling filling(Made made, Verdict verdict, Turn turn) {
    return new AlertBook.Filling(
        Concentrations.of(
            measure.of(made.version), verdict.since(), turn.now(), made.slice, turn.history()),
        turn.examples().since(verdict.since(), made.slice, Examples.of(measure)),
        turn.marks().about(verdict.since(), made.slice));
  }

  private AlertBook.Report report(Made made, Verdict verdict) {
    boolean rate = measure.kind().rate();
    Estimate change = verdict.change();
    Estimate now = verdict.now();
    String slice = made.slice.equals(Slice.ALL) ? "" : " in " + made.slice.key();
    String title =
        change == null || now == null
            ? measure.words() + slice
            : measure.words()
                + slice
                + (change.value() < 0 ? " fell to " : " rose to ")
                + Words.of(now.value(), rate)
                + ", "
                + Words.change(change, rate)
                + " against "
                + made.against;
    return new AlertBook.Report(
        title,
        verdict.before(),
        now,
        change,
        verdict.since(),
        verdict.since(),
        verdict.looks(),
        wrong());
  }

  private String wrong() {
    double days = looks * bucket.toSeconds() / 86_400;
    String rate = "at most one false alarm in " + Words.of(days) + " days";
    Condition condition = monitor.condition();
    String rest =
        condition instanceof Condition.CumulativeSum
            ? " on average, if looks are near to normal and do not depend on each other."
            : " on average, for all its slices together and however often one looks, if scores of"
                + " different interactions do not depend on each other more than they did before.";
    String baseline =
        condition instanceof Condition.Change change
                && !(change.baseline() instanceof BaselineSource.Past)
            ? " The baseline's own error is allowed for at 95%; traffic that is unlike the"
                + " baseline's examples is not."
            : condition instanceof Condition.Threshold
                ? ""
                : " A change of what users ask, or of a rhythm longer than the one learned, looks"
                    + " the same as a change of quality.";
    String interval =
        " The interval holds whenever one looks at it; it is not adjusted for when the change began"
            + " being chosen from the data.";
    return "This monitor gives " + rate + rest + baseline + interval;
  }

  @Override
  public void tick(Turn turn) {
    Instant before = turn.now().minus(FORGOTTEN);
    List<String> gone =
        series.entrySet().stream()
            .filter(each -> each.getValue().series.lastSeen().isBefore(before))
            .map(Map.Entry::getKey)
            .toList();
    for (String key : gone) {
      series.remove(key);
      turn.book().clear(monitor, key, "nothing came for " + Words.of(FORGOTTEN), turn.now());
    }
  }

  @Override
  public void accept(String key) {
    Made made = series.get(key);
    if (made != null && monitor.condition() instanceof Condition.Threshold) {
      made.series.forget();
    } else if (made != null) {
      series.remove(key);
    }
  }

  @Override
  public void write(StateWriter out) {
    out.count(series.size());
    series.forEach(
        (key, made) -> {
          out.text(made.slice.key());
          out.text(made.version);
          History.Level level = made.level;
          out.flag(level != null);
          if (level != null) {
            out.number(level.value());
            out.number(level.variance());
            out.text(level.words());
          }
          made.series.write(out);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST_SERIES, 10);
    for (int i = 0; i < size; i++) {
      Slice slice = Slice.ofKey(in.text(StateReader.LONGEST_TEXT));
      String version = in.text(200);
      Made made = restored(slice, version, in);
      made.series.read(in);
      series.put(slice.key() + "\0" + version, made);
    }
  }

  private Made restored(Slice slice, String version, StateReader in) {
    if (in.flag()) {
      double value = in.finite();
      double variance = in.amount();
      History.Level level = new History.Level(value, variance, in.text(StateReader.LONGEST_TEXT));
      if (monitor.condition() instanceof Condition.Change change) {
        return against(change, level, slice, version);
      }
    } else {
      Made made = make(slice, version, History.none());
      if (made != null) {
        return made;
      }
    }
    throw in.refuse("a series", "one of this monitor");
  }
}
