package dev.assay.monitor.sampling;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came and what was drawn, as far as planning needs it: the state behind {@link RatePlanner}.
 * States of several nodes merge by adding up. It changes as it is fed and is for one thread.
 *
 * <p>Time is that of deciding, in seconds of the epoch. Should it go back by more than a minute, as
 * when a clock is set right, what lies ahead is forgotten.
 *
 * @since 0.1
 */
public final class Traffic {

  private static final String KIND = "sampling.traffic";
  private static final int VERSION = 1;
  private static final int MOST_NAMES = 10_000;
  private static final int LONGEST_NAME = 200;
  private static final long RECENT = 10;
  private static final long RECENT_KEPT = 4000;
  private static final long HOURS_KEPT = 8 * 24 * Forecast.HOUR;
  private static final long SET_BACK = 60;
  private static final int COSTS_TO_KNOW = 20;

  /** What came to a stratum, with a rule or without. */
  private static final class Arrivals {
    private final BucketCounts recent = new BucketCounts(RECENT);
    private final BucketCounts hours = new BucketCounts(Forecast.HOUR);
  }

  private static final class Paid {
    private long calls;
    private double money;
  }

  private final Map<String, Arrivals> plain = new TreeMap<>();
  private final Map<String, Arrivals> ruled = new TreeMap<>();
  // By stratum, then evaluator.
  private final Map<String, Map<String, BucketCounts>> drawn = new TreeMap<>();
  private final Map<String, Paid> paid = new TreeMap<>();
  private final Latencies latencies = new Latencies();
  private long since = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /** Starts with nothing. */
  public Traffic() {}

  void arrived(String stratum, boolean byRule, long second) {
    tick(second);
    Arrivals arrivals = (byRule ? ruled : plain).computeIfAbsent(stratum, name -> new Arrivals());
    arrivals.recent.add(second, 1);
    arrivals.hours.add(second, 1);
  }

  void drew(String stratum, String evaluator, long second) {
    drawn
        .computeIfAbsent(stratum, name -> new TreeMap<>())
        .computeIfAbsent(evaluator, name -> new BucketCounts(Forecast.HOUR))
        .add(second, 1);
  }

  void took(String template, double millis, long second) {
    latencies.add(template, millis, second);
  }

  /** What a call of an evaluator cost, nothing if its answer was cached. */
  void cost(String evaluator, double money) {
    Rates.amount("cost", money);
    Paid sum = paid.computeIfAbsent(evaluator, name -> new Paid());
    sum.calls++;
    sum.money += money;
    if (sum.calls > 2_000) {
      // Prices change: half of what is known makes room for what is new.
      sum.calls /= 2;
      sum.money /= 2;
    }
  }

  /** Forgets what is too old to matter. */
  void forget(long second) {
    plain.values().forEach(each -> forget(each, second));
    ruled.values().forEach(each -> forget(each, second));
    drawn.values().forEach(row -> row.values().forEach(c -> c.forgetBefore(second - HOURS_KEPT)));
    latencies.forget(second);
  }

  private static void forget(Arrivals arrivals, long second) {
    arrivals.recent.forgetBefore(second - RECENT_KEPT);
    arrivals.hours.forgetBefore(second - HOURS_KEPT);
  }

  Forecast forecast(String stratum, boolean byRule, long now, double assumed) {
    Arrivals arrivals = (byRule ? ruled : plain).get(stratum);
    Arrivals known = arrivals == null ? new Arrivals() : arrivals;
    return new Forecast(known.recent, known.hours, since, now, assumed);
  }

  /**
   * Calls decided upon for a stratum and evaluator, from the hour at {@code from} to {@code to}.
   */
  long drawn(String stratum, String evaluator, long from, long to) {
    BucketCounts counts = drawn.getOrDefault(stratum, Map.of()).get(evaluator);
    return counts == null ? 0 : counts.between(from, to);
  }

  /** The same over all strata, also those that are no longer declared. */
  long drawn(String evaluator, long from, long to) {
    long sum = 0;
    for (Map<String, BucketCounts> row : drawn.values()) {
      BucketCounts counts = row.get(evaluator);
      sum += counts == null ? 0 : counts.between(from, to);
    }
    return sum;
  }

  double meanCost(SampledEvaluator evaluator) {
    @Nullable Paid sum = paid.get(evaluator.name());
    return sum == null || sum.calls < COSTS_TO_KNOW
        ? evaluator.assumedCost()
        : sum.money / sum.calls;
  }

  Latencies latencies() {
    return latencies;
  }

  private void tick(long second) {
    since = Math.min(since, second);
    if (second < latest - SET_BACK) {
      for (Map<String, Arrivals> side : List.of(plain, ruled)) {
        side.values().forEach(each -> each.recent.forgetAfter(second));
        side.values().forEach(each -> each.hours.forgetAfter(second));
      }
      drawn.values().forEach(row -> row.values().forEach(c -> c.forgetAfter(second)));
      latest = second;
    }
    latest = Math.max(latest, second);
  }

  /** Adds what another node counted. */
  public void merge(Traffic other) {
    merge(plain, other.plain);
    merge(ruled, other.ruled);
    other.drawn.forEach(
        (stratum, row) ->
            row.forEach(
                (evaluator, counts) ->
                    drawn
                        .computeIfAbsent(stratum, name -> new TreeMap<>())
                        .computeIfAbsent(evaluator, name -> new BucketCounts(Forecast.HOUR))
                        .merge(counts)));
    other.paid.forEach(
        (evaluator, theirs) -> {
          Paid sum = paid.computeIfAbsent(evaluator, name -> new Paid());
          sum.calls += theirs.calls;
          sum.money += theirs.money;
        });
    latencies.merge(other.latencies);
    since = Math.min(since, other.since);
    latest = Math.max(latest, other.latest);
  }

  private static void merge(Map<String, Arrivals> into, Map<String, Arrivals> from) {
    from.forEach(
        (stratum, theirs) -> {
          Arrivals arrivals = into.computeIfAbsent(stratum, name -> new Arrivals());
          arrivals.recent.merge(theirs.recent);
          arrivals.hours.merge(theirs.hours);
        });
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.signed(since);
    out.signed(latest);
    write(out, plain);
    write(out, ruled);
    out.count(drawn.size());
    drawn.forEach(
        (stratum, row) -> {
          out.text(stratum);
          out.count(row.size());
          row.forEach(
              (evaluator, counts) -> {
                out.text(evaluator);
                counts.write(out);
              });
        });
    out.count(paid.size());
    paid.forEach(
        (evaluator, sum) -> {
          out.text(evaluator);
          out.count(sum.calls);
          out.number(sum.money);
        });
    latencies.write(out);
    return out.toBytes();
  }

  private static void write(StateWriter out, Map<String, Arrivals> side) {
    out.count(side.size());
    side.forEach(
        (stratum, arrivals) -> {
          out.text(stratum);
          arrivals.recent.write(out);
          arrivals.hours.write(out);
        });
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Traffic fromBytes(byte[] bytes) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    Traffic read = new Traffic();
    read.since = in.signed();
    read.latest = in.signed();
    read(in, read.plain);
    read(in, read.ruled);
    int strata = in.size(MOST_NAMES, 2);
    for (int i = 0; i < strata; i++) {
      Map<String, BucketCounts> row = new TreeMap<>();
      read.drawn.put(in.text(LONGEST_NAME), row);
      int evaluators = in.size(MOST_NAMES, 2);
      for (int j = 0; j < evaluators; j++) {
        BucketCounts counts = new BucketCounts(Forecast.HOUR);
        row.put(in.text(LONGEST_NAME), counts);
        counts.read(in);
      }
    }
    int evaluators = in.size(MOST_NAMES, 2);
    for (int i = 0; i < evaluators; i++) {
      Paid sum = new Paid();
      read.paid.put(in.text(LONGEST_NAME), sum);
      sum.calls = in.count(1L << 50);
      sum.money = in.amount();
    }
    read.latencies.read(in);
    in.end();
    return read;
  }

  private static void read(StateReader in, Map<String, Arrivals> side) {
    int size = in.size(MOST_NAMES, 3);
    for (int i = 0; i < size; i++) {
      Arrivals arrivals = new Arrivals();
      side.put(in.text(LONGEST_NAME), arrivals);
      arrivals.recent.read(in);
      arrivals.hours.read(in);
    }
  }
}
