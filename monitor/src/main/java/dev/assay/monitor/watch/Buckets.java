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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers windows into buckets of event time, and gives each out once: when its end and the allowed
 * lateness are past. What comes later still is given out with the next bucket that is complete, as
 * a part of its own, but for what says nothing by itself: signals and outcomes without the
 * interactions they are a share of, and scores of which some are taken back. They are added to the
 * next bucket of the slice, so that sums over time come out right. What is a share of interactions
 * is not held against fewer than came in a bucket of its own time: by night, what is late from a
 * busy hour would be a great share of a quiet one. So buckets are joined until there are enough.
 */
final class Buckets {

  private static final int MOST_BUCKETS = 20_000;
  private static final int MOST_SLICES = 100_000;
  private static final int MOST_CARRIED = 10_000;
  private static final Comparator<Slice> BY_KEY = Comparator.comparing(Slice::key);

  private static final Duration CARRIED = Duration.ofDays(2);
  private static final SliceSummary.Needs SHARES =
      new SliceSummary.Needs(
          Set.of(SliceSummary.Part.SIGNALS, SliceSummary.Part.OUTCOMES), Set.of());
  private static final SliceSummary.Needs SCORES =
      new SliceSummary.Needs(Set.of(SliceSummary.Part.SCORES), Set.of());

  // Of the interactions of a busy bucket, how many are still thought of one bucket later.
  private static final double FADING = 0.9;
  private static final int MOST_JOINED = 4;

  /**
   * What was not given out by itself.
   *
   * @param start of the first bucket
   * @param needed of how many interactions it is to be a share
   */
  private record Carry(Instant start, double needed, SliceSummary summary) {}

  /** A complete bucket, or a late part of one. */
  record Bucket(Instant start, Map<Slice, SliceSummary> slices) {}

  private final Duration length;
  private final Duration lateness;
  private final boolean together;
  private final SliceSummary.Needs needs;
  private final Predicate<ScoreKey> scores;
  private final Predicate<Slice> wanted;
  private final TreeMap<Instant, SortedMap<Slice, SliceSummary>> open = new TreeMap<>();
  private final TreeMap<Instant, SortedMap<Slice, SliceSummary>> late = new TreeMap<>();
  private final TreeMap<Slice, Carry> carried = new TreeMap<>(BY_KEY);
  private final TreeMap<Slice, Double> usual = new TreeMap<>(BY_KEY);
  private @Nullable Instant closed;
  private long lateParts;

  /**
   * Gathers.
   *
   * @param together whether scores tell something only beside what users do
   */
  Buckets(
      Duration length,
      Duration lateness,
      boolean together,
      SliceSummary.Needs needs,
      Predicate<ScoreKey> scores,
      Predicate<Slice> wanted) {
    this.length = length;
    this.lateness = lateness;
    this.together = together;
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

  /** Until when buckets were given out; null if none was. */
  @Nullable Instant lookedUntil() {
    return closed;
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
    carried.values().removeIf(carry -> carry.start().isBefore(until.minus(CARRIED)));
    complete.replaceAll(this::whole);
    return complete;
  }

  private Bucket whole(Bucket bucket) {
    SortedMap<Slice, SliceSummary> slices = new TreeMap<>(BY_KEY);
    bucket
        .slices()
        .forEach(
            (slice, summary) -> {
              SliceSummary told =
                  summary.interactions() > 0
                      ? withCarried(slice, summary)
                      : byItself(bucket.start(), slice, summary);
              if (told != null) {
                slices.put(slice, told);
              }
            });
    return new Bucket(bucket.start(), slices);
  }

  /** Null where there are too few interactions yet for what is carried to be a share of. */
  private @Nullable SliceSummary withCarried(Slice slice, SliceSummary summary) {
    double own = (double) summary.interactions();
    if (together && (usual.size() < MOST_SLICES || usual.containsKey(slice))) {
      usual.merge(slice, own, (before, now) -> Math.max(FADING * before, now));
    }
    Carry before = carried.remove(slice);
    if (before == null) {
      return summary;
    }
    summary.merge(before.summary());
    if (summary.interactions() < before.needed()) {
      carried.put(slice, new Carry(before.start(), before.needed(), summary));
      return null;
    }
    return summary;
  }

  /** What of a part without interactions tells something by itself; the rest is carried. */
  private @Nullable SliceSummary byItself(Instant start, Slice slice, SliceSummary part) {
    SliceSummary more = new SliceSummary();
    more.merge(part, SHARES, key -> false);
    more.merge(part, SCORES, key -> takenBack(part, key));
    if (more.hasDeeds() || !more.modes().isEmpty() || !more.scoreKeys().isEmpty()) {
      carry(start, slice, more);
    }
    SliceSummary rest = new SliceSummary();
    rest.merge(part, SCORES, key -> !takenBack(part, key));
    return rest.scoreKeys().isEmpty() ? null : rest;
  }

  private void carry(Instant start, Slice slice, SliceSummary more) {
    // What evaluators say late has weights of its own and needs no interactions beside it.
    double bucket = more.hasDeeds() ? usual.getOrDefault(slice, 0.0) : 0;
    Carry before = carried.get(slice);
    if (before != null) {
      before.summary().merge(more);
      double most = MOST_JOINED * usual.getOrDefault(slice, 0.0);
      double needed = Math.min(most, before.needed() + bucket);
      carried.put(slice, new Carry(before.start(), needed, before.summary()));
    } else if (carried.size() < MOST_CARRIED) {
      carried.put(slice, new Carry(start, bucket, more));
    }
  }

  private boolean takenBack(SliceSummary part, ScoreKey key) {
    return together || part.scores(key).map(scores -> scores.withdrawn() > 0).orElse(false);
  }

  void write(StateWriter out) {
    out.flag(closed != null);
    out.signed(closed == null ? 0 : closed.getEpochSecond());
    out.count(lateParts);
    write(open, out);
    write(late, out);
    out.count(carried.size());
    carried.forEach(
        (slice, carry) -> {
          out.text(slice.key());
          out.signed(carry.start().getEpochSecond());
          out.number(carry.needed());
          out.block(carry.summary().toBytes());
        });
    out.count(usual.size());
    usual.forEach(
        (slice, count) -> {
          out.text(slice.key());
          out.number(count);
        });
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
    int many = in.size(MOST_CARRIED, 3);
    for (int i = 0; i < many; i++) {
      Slice slice = Slice.ofKey(in.text(StateReader.LONGEST_TEXT));
      Instant start = States.instant(in);
      double needed = in.amount();
      carried.put(slice, new Carry(start, needed, SliceSummary.fromBytes(in.block())));
    }
    int slices = in.size(MOST_SLICES, 2);
    for (int i = 0; i < slices; i++) {
      usual.put(Slice.ofKey(in.text(StateReader.LONGEST_TEXT)), in.amount());
    }
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
