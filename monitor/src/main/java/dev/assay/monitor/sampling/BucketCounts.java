package dev.assay.monitor.sampling;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/** Counts by span of time, each span so many seconds of the epoch; sums merge exactly. */
final class BucketCounts {

  private static final int MOST = 100_000;

  private final long width;
  private final TreeMap<Long, Long> counts = new TreeMap<>();

  BucketCounts(long width) {
    this.width = width;
  }

  long width() {
    return width;
  }

  void add(long second, long times) {
    counts.merge(Math.floorDiv(second, width), times, Long::sum);
  }

  /** Of the span that begins at {@code second}. */
  long at(long second) {
    return counts.getOrDefault(Math.floorDiv(second, width), 0L);
  }

  /** Of so many spans, the one that begins at {@code second} first and the others back from it. */
  long[] back(long second, int spans) {
    long[] back = new long[spans];
    long last = Math.floorDiv(second, width);
    counts
        .subMap(last - spans, false, last, true)
        .forEach((bucket, count) -> back[(int) (last - bucket)] = count);
    return back;
  }

  /** Of the spans that begin from {@code from} to before {@code to}. */
  long between(long from, long to) {
    long sum = 0;
    for (long count :
        counts.subMap(-Math.floorDiv(-from, width), -Math.floorDiv(-to, width)).values()) {
      sum += count;
    }
    return sum;
  }

  /** Forgets what began before. */
  void forgetBefore(long second) {
    counts.headMap(Math.floorDiv(second, width)).clear();
  }

  /** Forgets what began after: a clock was set back. */
  void forgetAfter(long second) {
    counts.tailMap(Math.floorDiv(second, width), false).clear();
  }

  void merge(BucketCounts other) {
    other.counts.forEach((bucket, count) -> counts.merge(bucket, count, Long::sum));
  }

  void write(StateWriter out) {
    out.count(counts.size());
    long before = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      out.signed(each.getKey() - before);
      out.count(each.getValue());
      before = each.getKey();
    }
  }

  void read(StateReader in) {
    int size = in.size(MOST, 2);
    long bucket = 0;
    for (int i = 0; i < size; i++) {
      long step = in.signed();
      if (Math.abs(step) > 1L << 50 || (i > 0 && step < 1)) {
        throw in.refuse("spans of time out of order", "from old to new");
      }
      bucket += step;
      counts.put(bucket, in.count(1L << 50));
    }
  }
}
