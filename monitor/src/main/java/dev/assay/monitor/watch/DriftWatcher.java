package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.ScoreSummary;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Holds each complete window's distribution against that of a reference window. */
final class DriftWatcher implements Watcher {

  private static final int MOST_SERIES = 500;

  private final MonitorDefinition monitor;
  private final Condition.Drift condition;
  private final TreeMap<String, DriftLine> lines = new TreeMap<>();

  DriftWatcher(MonitorDefinition monitor, Condition.Drift condition) {
    this.monitor = monitor;
    this.condition = condition;
  }

  @Override
  public Duration bucket() {
    return condition.window();
  }

  @Override
  public SliceSummary.Needs needs() {
    return switch (condition.of()) {
      case QUANTITY ->
          new SliceSummary.Needs(Set.of(), Set.of(WatchedMeasure.quantity(condition.name())));
      case LABELS -> new Measure.PassRate(new ScoreKey(condition.name(), "")).needs();
      case DIMENSION, INPUTS -> SliceSummary.Needs.none();
    };
  }

  @Override
  public boolean wants(ScoreKey key) {
    return condition.of() == Condition.DriftOf.LABELS && key.evaluator().equals(condition.name());
  }

  @Override
  public boolean wants(Slice slice) {
    return condition.of() == Condition.DriftOf.DIMENSION
        ? slice.parts().size() == 1 && slice.parts().get(0).dimension().equals(condition.name())
        : monitor.slices().watches(slice);
  }

  @Override
  public void bucket(Buckets.Bucket bucket, Turn turn) {
    TreeMap<String, Spread> spreads = new TreeMap<>();
    bucket
        .slices()
        .forEach(
            (slice, summary) -> {
              if (wants(slice)) {
                read(slice, summary, spreads);
              }
            });
    spreads.forEach((key, spread) -> look(key, spread, bucket.start(), turn));
  }

  private void read(Slice slice, SliceSummary summary, Map<String, Spread> spreads) {
    switch (condition.of()) {
      case QUANTITY -> {
        Quantity quantity = WatchedMeasure.quantity(condition.name());
        of(slice.key(), "", spreads).numbers().merge(summary.quantity(quantity));
      }
      case LABELS -> {
        for (ScoreKey key : summary.scoreKeys()) {
          if (wants(key)) {
            summary.scores(key).ifPresent(scores -> labels(key, scores, summary, slice, spreads));
          }
        }
      }
      case DIMENSION ->
          of(Slice.ALL.key(), "", spreads).add(slice.key(), (double) summary.interactions());
      case INPUTS -> throw new IllegalStateException("inputs (expected: elsewhere)");
    }
  }

  private static Spread of(String slice, String version, Map<String, Spread> spreads) {
    return spreads.computeIfAbsent(slice + "\0" + version, key -> new Spread());
  }

  private static void labels(
      ScoreKey key,
      ScoreSummary scores,
      SliceSummary summary,
      Slice slice,
      Map<String, Spread> spreads) {
    Spread spread = of(slice.key(), key.version(), spreads);
    Map<String, Estimate> shares = new TreeMap<>();
    double size = 0;
    for (String label : scores.labels()) {
      Measure.LabelRate rate = new Measure.LabelRate(key, label);
      rate.of(summary, EffectiveSize.LEVEL).ifPresent(share -> shares.put(label, share));
      size = Math.max(size, rate.sample(summary).map(Sample::size).orElse(0.0));
    }
    double worth = EffectiveSize.of(size, shares.values());
    shares.forEach((label, share) -> spread.add(label, share.value() * worth));
  }

  private void look(String key, Spread spread, Instant start, Turn turn) {
    DriftLine line = lines.get(key);
    if (line == null) {
      if (lines.size() >= MOST_SERIES) {
        return;
      }
      line = new DriftLine(condition);
      lines.put(key, line);
    }
    double looks = Conditions.looks(condition.falseAlarms(), condition.window(), lines.size());
    boolean before = line.drifted();
    Optional<Distributions.Apart> apart = line.add(start, spread, Math.min(0.5, 1 / looks));
    if (apart.isPresent() && line.drifted()) {
      raise(key, line, apart.get(), turn);
    } else if (before && !line.drifted()) {
      turn.book().clear(monitor, key, "near its reference again", turn.now());
    }
  }

  private void raise(String key, DriftLine line, Distributions.Apart apart, Turn turn) {
    Slice slice = Slice.ofKey(key.substring(0, key.indexOf('\0')));
    Instant since = line.since();
    turn.book()
        .raise(
            monitor,
            key,
            slice,
            report(slice, line, apart),
            turn.now(),
            () ->
                new AlertBook.Filling(
                    List.of(),
                    turn.examples().since(since, slice, finding -> true),
                    turn.marks().about(since, slice)));
  }

  private AlertBook.Report report(Slice slice, DriftLine line, Distributions.Apart apart) {
    String in = slice.equals(Slice.ALL) ? "" : " in " + slice.key();
    return new AlertBook.Report(
        "the distribution of "
            + condition.name()
            + in
            + " moved away from that of the "
            + Words.of(condition.reference())
            + " from "
            + line.first()
            + ": "
            + condition.distance().key()
            + " "
            + Words.of(apart.value())
            + ", of which up to "
            + Words.of(apart.chance())
            + " may be chance",
        null,
        null,
        null,
        line.since(),
        line.since(),
        line.windows(),
        wrong(condition));
  }

  static String wrong(Condition.Drift condition) {
    return "This monitor gives at most one false alarm in "
        + Words.of(condition.falseAlarms())
        + " on average, if interactions do not depend on each other; many by the same few users do."
        + " A distribution that moved says that inputs or answers are others than before, not that"
        + " they are worse.";
  }

  @Override
  public void accept(String key) {
    lines.remove(key);
  }

  @Override
  public void write(StateWriter out) {
    out.count(lines.size());
    lines.forEach(
        (key, line) -> {
          out.text(key);
          line.write(out);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST_SERIES, 6);
    for (int i = 0; i < size; i++) {
      String key = in.text(StateReader.LONGEST_TEXT);
      if (key.indexOf('\0') < 0) {
        throw in.refuse("a key", "a slice and a version");
      }
      DriftLine line = new DriftLine(condition);
      line.read(in);
      lines.put(key, line);
    }
  }
}
