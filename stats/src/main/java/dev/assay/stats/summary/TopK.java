package dev.assay.stats.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most frequent keys of a stream of any size, each with bounds on how often it came.
 *
 * <p>At most {@code capacity} keys are kept. When one more comes, the count of rank {@code capacity
 * / 2 + 1} is taken from all, and those with nothing left go. Whatever the order and grouping, a
 * key's true count lies within the bounds given, and {@link #error} is at most the stream's length
 * over {@code capacity / 2 + 1}: a key more frequent than that is never missed. Up to {@code
 * capacity} different keys all is exact. It changes as it is fed and is for one thread. Sources: J.
 * Misra, D. Gries, "Finding repeated elements", Science of Computer Programming 2 (1982); P. K.
 * Agarwal, G. Cormode, Z. Huang, J. Phillips, Z. Wei, K. Yi, "Mergeable summaries", PODS (2012).
 *
 * @since 0.1
 */
public final class TopK {

  private static final int MOST = 65_536;

  private final int capacity;
  private final Map<String, Counter> counters = new HashMap<>();
  private long count;
  private long error;

  private TopK(int capacity) {
    this.capacity = capacity;
  }

  /**
   * A key with the bounds of its count.
   *
   * @param key that came
   * @param atLeast how often it came at least
   * @param atMost how often it came at most
   * @since 0.1
   */
  public record Frequent(String key, long atLeast, long atMost) {}

  /**
   * Keeps at most {@code capacity} keys, from 2 to 65,536: for the k most frequent take several
   * times k.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static TopK withCapacity(int capacity) {
    return new TopK(Keys.capacity("capacity", capacity, 2, MOST));
  }

  /**
   * Counts a key once.
   *
   * @throws IllegalArgumentException if it is longer than 1,024 characters
   */
  public void add(String key) {
    add(key, 1);
  }

  /**
   * Counts a key a number of times.
   *
   * @throws IllegalArgumentException if it is longer than 1,024 characters, {@code times < 1}, or
   *     the count goes above 2^53; nothing is then counted
   */
  public void add(String key, long times) {
    Keys.check(key);
    count = Keys.sum(count, Keys.times(times));
    put(key, times);
    shrink();
  }

  /**
   * Adds all that another one saw.
   *
   * @throws IllegalArgumentException if its capacity is another, or the count goes above 2^53; this
   *     one is then as it was
   */
  public void merge(TopK other) {
    if (other.capacity != capacity) {
      throw new IllegalArgumentException(
          "capacity: " + other.capacity + " (expected: " + capacity + ", as this one's)");
    }
    count = Keys.sum(count, other.count);
    error += other.error;
    if (other == this) {
      counters.values().forEach(counter -> counter.times *= 2);
    } else {
      other.counters.forEach((key, counter) -> put(key, counter.times));
    }
    shrink();
  }

  /** How often any key came. */
  public long count() {
    return count;
  }

  /** By how much a count may be too low: also how often a key that is not kept came at most. */
  public long error() {
    return error;
  }

  /**
   * The {@code k} most frequent, by what is certain of each, then by key.
   *
   * @throws IllegalArgumentException if {@code k < 0}
   */
  public List<Frequent> top(int k) {
    if (k < 0) {
      throw new IllegalArgumentException("k: " + k + " (expected: k >= 0)");
    }
    List<Frequent> all = new ArrayList<>(counters.size());
    counters.forEach(
        (key, counter) -> all.add(new Frequent(key, counter.times, counter.times + error)));
    all.sort(Comparator.comparingLong(Frequent::atLeast).reversed().thenComparing(Frequent::key));
    return List.copyOf(all.subList(0, Math.min(k, all.size())));
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.FREQUENT);
    out.count(capacity);
    out.count(count);
    out.count(error);
    out.count(counters.size());
    new TreeMap<>(counters)
        .forEach(
            (key, counter) -> {
              out.text(key);
              out.count(counter.times);
            });
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static TopK fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.FREQUENT);
    TopK read = withCapacity((int) in.count(MOST));
    read.count = in.count(Keys.MOST);
    read.error = in.count(read.count / (read.capacity / 2 + 1));
    int size = in.size(read.capacity, 2);
    long left = read.count - read.error * (read.capacity / 2 + 1);
    for (int i = 0; i < size; i++) {
      String key = in.text();
      long times = in.count(left);
      left -= times;
      if (times == 0 || read.counters.containsKey(key)) {
        throw SummaryReader.refuse("a key twice or without a count", "each once, counted");
      }
      read.put(key, times);
    }
    in.end();
    if (read.error == 0 && left > 0) {
      throw SummaryReader.refuse(
          left + " uncounted", "every key counted where nothing was dropped");
    }
    return read;
  }

  private void put(String key, long times) {
    Counter counter = counters.get(key);
    if (counter == null) {
      counter = new Counter();
      counters.put(key, counter);
    }
    counter.times += times;
  }

  // What is taken is taken from at least capacity / 2 + 1 keys: hence the bound on the error.
  private void shrink() {
    if (counters.size() <= capacity) {
      return;
    }
    long[] times = counters.values().stream().mapToLong(counter -> counter.times).toArray();
    Arrays.sort(times);
    long taken = times[times.length - (capacity / 2 + 1)];
    error += taken;
    counters.values().removeIf(counter -> (counter.times -= taken) <= 0);
  }

  private static final class Counter {
    private long times;
  }
}
