package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether automated scores and what users do move apart: the difference of their deviations
 * from what each was, in standard deviations, where more is better of both.
 */
final class DivergenceWatcher implements Watcher {

  private static final int MOST_SERIES = 500;

  private record Pair(Slice slice, String version, DivergencePair series) {}

  private final MonitorDefinition monitor;
  private final Condition.Divergence condition;
  private final TreeMap<String, Pair> pairs = new TreeMap<>();

  DivergenceWatcher(MonitorDefinition monitor, Condition.Divergence condition) {
    this.monitor = monitor;
    this.condition = condition;
  }

  @Override
  public Duration bucket() {
    return condition.bucket();
  }

  @Override
  public boolean deeds() {
    return condition.scores().kind().deeds() || condition.signals().kind().deeds();
  }

  @Override
  public SliceSummary.Needs needs() {
    return condition.scores().of("").needs().and(condition.signals().of("").needs());
  }

  @Override
  public boolean wants(ScoreKey key) {
    return key.evaluator().equals(condition.scores().evaluator())
        || key.evaluator().equals(condition.signals().evaluator());
  }

  @Override
  public boolean wants(Slice slice) {
    return monitor.slices().watches(slice);
  }

  @Override
  public void bucket(Buckets.Bucket bucket, Turn turn) {
    bucket
        .slices()
        .forEach(
            (slice, summary) -> {
              if (wants(slice)) {
                for (String version : condition.scores().versions(summary)) {
                  look(bucket.start(), slice, version, summary, turn);
                }
              }
            });
  }

  private void look(Instant start, Slice slice, String version, SliceSummary summary, Turn turn) {
    Optional<Sample> scores = condition.scores().of(version).sample(summary);
    List<String> versions = condition.signals().versions(summary);
    Optional<Sample> signals =
        versions.isEmpty()
            ? Optional.empty()
            : condition.signals().of(versions.get(versions.size() - 1)).sample(summary);
    if (scores.isEmpty() || signals.isEmpty()) {
      return;
    }
    String key = slice.key() + "\0" + version;
    Pair pair = pairs.get(key);
    if (pair == null) {
      if (pairs.size() >= MOST_SERIES) {
        return;
      }
      pair = pair(slice, version);
      pairs.put(key, pair);
    }
    double looks = Conditions.looks(condition.falseAlarms(), condition.bucket(), pairs.size());
    Pair watched = pair;
    pair.series
        .add(start, scores.get(), signals.get(), looks)
        .ifPresent(verdict -> tell(key, watched, verdict, turn));
  }

  private Pair pair(Slice slice, String version) {
    return new Pair(slice, version, new DivergencePair(condition));
  }

  private void tell(String key, Pair pair, Verdict verdict, Turn turn) {
    switch (verdict.standing()) {
      case QUIET, BACK -> turn.book().clear(monitor, key, "moving together again", turn.now());
      case SUSPECTED ->
          turn.book().suspect(monitor, key, pair.slice, report(pair, verdict), turn.now());
      case CHANGED, STILL ->
          turn.book()
              .raise(
                  monitor,
                  key,
                  pair.slice,
                  report(pair, verdict),
                  turn.now(),
                  () ->
                      new AlertBook.Filling(
                          List.of(),
                          turn.examples()
                              .since(verdict.since(), pair.slice, Examples.of(condition.scores())),
                          turn.marks().about(verdict.since(), pair.slice)));
    }
  }

  private AlertBook.Report report(Pair pair, Verdict verdict) {
    String slice = pair.slice.equals(Slice.ALL) ? "" : " in " + pair.slice.key();
    boolean flattering = apart(verdict) > 0;
    return new AlertBook.Report(
        condition.scores().words()
            + " and "
            + condition.signals().words()
            + slice
            + " move apart: users are "
            + (flattering ? "less" : "more")
            + " content than scores say, by "
            + Words.of(Math.abs(apart(verdict)))
            + " standard deviations a look",
        null,
        null,
        verdict.change(),
        verdict.since(),
        verdict.since(),
        verdict.looks(),
        "This monitor gives at most one false alarm in "
            + Words.of(condition.falseAlarms())
            + " on average, if scores and signals do not move against each other by nature. It"
            + " does not say which of the two is right: a change of what users expect, or of where"
            + " the buttons are, looks the same as a judge that has gone blind. The change is in"
            + " standard deviations of a look.");
  }

  private static double apart(Verdict verdict) {
    return verdict.change() == null ? 0 : value(verdict.change());
  }

  private static double value(@Nullable Estimate estimate) {
    return estimate == null ? 0 : estimate.value();
  }

  @Override
  public void accept(String key) {
    pairs.remove(key);
  }

  @Override
  public void write(StateWriter out) {
    out.count(pairs.size());
    pairs.forEach(
        (key, pair) -> {
          out.text(pair.slice.key());
          out.text(pair.version);
          pair.series.write(out);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST_SERIES, 10);
    for (int i = 0; i < size; i++) {
      Slice slice = Slice.ofKey(in.text(StateReader.LONGEST_TEXT));
      Pair pair = pair(slice, in.text(200));
      pair.series.read(in);
      pairs.put(slice.key() + "\0" + pair.version, pair);
    }
  }
}
