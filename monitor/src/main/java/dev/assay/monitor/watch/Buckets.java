package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers windows into buckets of event time, and gives each out once: when its end and the allowed
 * lateness are past. What comes later still is given out with the next bucket that is complete, as
 * a part of its own.
 */
final class Buckets {

  private static final int MOST_BUCKETS = 20_000;
  private static final int MOST_SLICES = 100_000;
  private static final Comparator<Slice> BY_KEY = Comparator.comparing(Slice::key);

  /** A complete bucket, or a late part of one. */
  record Bucket(Instant start, Map<Slice, SliceSummary> slices) {}

  private final Duration length;
  private final Duration lateness;
  private final SliceSummary.Needs needs;
  private final Predicate<ScoreKey> scores;
  private final Predicate<Slice> wanted;
  private final TreeMap<Instant, SortedMap<Slice, SliceSummary>> open = new TreeMap<>();
  private final TreeMap<Instant, SortedMap<Slice, SliceSummary>> late = new TreeMap<>();
  private @Nullable Instant closed;
  private long lateParts;

  Buckets(
      Duration length,
      Duration lateness,
      SliceSummary.Needs needs,
      Predicate<ScoreKey> scores,
      Predicate<Slice> wanted) {
    this.length = length;
    this.lateness = lateness;
    this.needs = needs;
    this.scores = scores;
    this.wanted = wanted;
  }

  Duration length() {
    return length;
  }

  /** How many parts came after their bucket had been given out. */
  long lateParts() {
    return lateParts;
  }

  Instant start(Instant time) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  void add(Window window) {
    Instant start = start(window.start());
    boolean isLate = closed != null && start.isBefore(closed);
    lateParts += isLate ? 1 : 0;
    TreeMap<Instant, SortedMap<Slice, SliceSummary>> into = isLate ? late : open;
    if (into.size() >= MOST_BUCKETS && !into.containsKey(start)) {
      return;
    }
    SortedMap<Slice, SliceSummary> bucket =
        into.computeIfAbsent(start, key -> new TreeMap<>(BY_KEY));
    window
        .slices()
        .forEach(
            (slice, summary) -> {
              if (wanted.test(slice)) {
                bucket
                    .computeIfAbsent(slice, key -> new SliceSummary())
                    .merge(summary, needs, scores);
              }
            });
  }

  /** What is complete, by time; also buckets in which nothing came, between others. */
  List<Bucket> complete(Instant now) {
    Instant until = start(now.minus(lateness));
    if (closed == null) {
      if (open.isEmpty() || !open.firstKey().isBefore(until)) {
        return List.of();
      }
      closed = open.firstKey();
    }
    if (!closed.isBefore(until)) {
      return List.of();
    }
    List<Bucket> complete = new ArrayList<>();
    late.forEach((start, slices) -> complete.add(new Bucket(start, slices)));
    late.clear();
    TreeMap<Instant, SortedMap<Slice, SliceSummary>> done = new TreeMap<>(open.headMap(until));
    open.headMap(until).clear();
    done.forEach((start, slices) -> complete.add(new Bucket(start, slices)));
    closed = until;
    return complete;
  }

  void write(StateWriter out) {
    out.flag(closed != null);
    out.signed(closed == null ? 0 : closed.getEpochSecond());
    out.count(lateParts);
    write(open, out);
    write(late, out);
  }

  private static void write(Map<Instant, SortedMap<Slice, SliceSummary>> buckets, StateWriter out) {
    out.count(buckets.size());
    buckets.forEach(
        (start, slices) -> {
          out.signed(start.getEpochSecond());
          out.count(slices.size());
          slices.forEach(
              (slice, summary) -> {
                out.text(slice.key());
                out.block(summary.toBytes());
              });
        });
  }

  void read(StateReader in) {
    boolean any = in.flag();
    Instant at = States.instant(in);
    closed = any ? at : null;
    lateParts = in.count(Long.MAX_VALUE);
    read(open, in);
    read(late, in);
  }

  private static void read(Map<Instant, SortedMap<Slice, SliceSummary>> buckets, StateReader in) {
    int size = in.size(MOST_BUCKETS, 2);
    for (int i = 0; i < size; i++) {
      Instant start = States.instant(in);
      TreeMap<Slice, SliceSummary> slices = new TreeMap<>(BY_KEY);
      int many = in.size(MOST_SLICES, 2);
      for (int j = 0; j < many; j++) {
        slices.put(
            Slice.ofKey(in.text(StateReader.LONGEST_TEXT)), SliceSummary.fromBytes(in.block()));
      }
      buckets.put(start, slices);
    }
  }
}
