package dev.assay.monitor.watch;

import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Stored looks of one slice, from which others like them are drawn. */
final class LookPool {

  private static final long HOUR = 3_600;
  private static final int HOURS = 24;
  // The median of the square of a standard normal deviate.
  private static final double MEDIAN_SQUARE = 0.454936;
  private static final double MOST_WEATHER = 9;
  // Of the looks of one hour of the day, how many of all hours count beside them.
  private static final double PRIOR_LOOKS = 3;
  private static final double BINOMIAL_UP_TO = 200;

  private final Slice slice;
  private final String version;
  private final WatchedMeasure measure;
  private final List<List<Sample>> byHour;
  private final double[] levels = new double[HOURS];
  private final double level;
  private final double weather;
  private final double size;
  private final double part;

  private LookPool(
      Slice slice, String version, WatchedMeasure measure, List<List<Sample>> byHour, double part) {
    this.slice = slice;
    this.version = version;
    this.measure = measure;
    this.byHour = byHour;
    this.part = part;
    List<Sample> all = byHour.stream().flatMap(List::stream).toList();
    this.size = all.stream().mapToDouble(Sample::size).sum();
    this.level = all.stream().mapToDouble(s -> s.size() * s.value()).sum() / size;
    double prior = PRIOR_LOOKS * size / all.size();
    for (int hour = 0; hour < HOURS; hour++) {
      List<Sample> of = byHour.get(hour);
      double own = of.stream().mapToDouble(Sample::size).sum();
      double sum = of.stream().mapToDouble(s -> s.size() * s.value()).sum();
      levels[hour] = (sum + prior * level) / (own + prior);
    }
    this.weather = weathered();
  }

  /**
   * The looks of the evaluator's version that there are most of.
   *
   * @param length of the windows
   * @param bucket how long a look is: of shorter ones each has its part of a window, of longer ones
   *     windows are joined
   */
  static Optional<LookPool> of(
      Slice slice,
      WatchedMeasure measure,
      NavigableMap<Instant, SliceSummary> windows,
      Duration length,
      Duration bucket) {
    NavigableMap<Instant, SliceSummary> joined = joined(windows, bucket);
    String version = version(measure, joined);
    if (version == null) {
      return Optional.empty();
    }
    List<List<Sample>> byHour = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      byHour.add(new ArrayList<>());
    }
    joined.forEach(
        (start, summary) ->
            measure.of(version).sample(summary).ifPresent(s -> byHour.get(hour(start)).add(s)));
    if (byHour.stream().allMatch(List::isEmpty)) {
      return Optional.empty();
    }
    double part = Math.min(1, (double) bucket.toSeconds() / length.toSeconds());
    return Optional.of(new LookPool(slice, version, measure, byHour, part));
  }

  private static NavigableMap<Instant, SliceSummary> joined(
      NavigableMap<Instant, SliceSummary> windows, Duration bucket) {
    NavigableMap<Instant, SliceSummary> joined = new TreeMap<>();
    long seconds = bucket.toSeconds();
    windows.forEach(
        (start, summary) -> {
          long second = start.getEpochSecond();
          Instant of =
              seconds <= HOUR
                  ? start
                  : Instant.ofEpochSecond(Math.floorDiv(second, seconds) * seconds);
          joined.computeIfAbsent(of, key -> new SliceSummary()).merge(summary);
        });
    return joined;
  }

  private static @Nullable String version(
      WatchedMeasure measure, NavigableMap<Instant, SliceSummary> windows) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    windows
        .values()
        .forEach(
            summary ->
                measure.versions(summary).forEach(each -> counts.merge(each, 1, Integer::sum)));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static int hour(Instant at) {
    return (int) (Math.floorDiv(at.getEpochSecond(), HOUR) % HOURS);
  }

  // By the median, so that hours in which something was wrong do not count as weather.
  private double weathered() {
    List<Double> squares = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      for (Sample look : byHour.get(hour)) {
        double variance = variance(look, levels[hour]) / look.size();
        double off = look.value() - levels[hour];
        if (variance > 0) {
          squares.add(off * off / variance);
        }
      }
    }
    if (squares.isEmpty()) {
      return 1;
    }
    double[] sorted = squares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted[sorted.length / 2];
    return Math.max(1, Math.min(MOST_WEATHER, median / MEDIAN_SQUARE));
  }

  private double variance(Sample look, double at) {
    return measure.kind().rate() ? at * (1 - at) : look.variance();
  }

  Slice slice() {
    return slice;
  }

  String version() {
    return version;
  }

  long looks() {
    return byHour.stream().mapToLong(List::size).sum();
  }

  double level() {
    return level;
  }

  double weather() {
    return weather;
  }

  double size() {
    return size;
  }

  /** A look like those of its hour, from a level that is shifted; null if there was none then. */
  @Nullable Sample draw(Instant at, double shift, RandomGenerator random) {
    int hour = hour(at);
    List<Sample> of = byHour.get(hour);
    if (of.isEmpty()) {
      return null;
    }
    Sample like = of.get(random.nextInt(of.size()));
    double own = like.size() * part;
    long count = Math.max(1, Math.round(like.count() * part));
    double traffic = like.traffic() * part;
    double meant = bounded(levels[hour] + shift);
    double more = variance(like, meant) / own * (weather - 1);
    double here = bounded(meant + Math.sqrt(Math.max(0, more)) * random.nextGaussian());
    if (measure.kind().rate()) {
      double whole = Math.max(1, Math.rint(own));
      double p = binomial(whole, here, random) / whole;
      return new Sample(p, whole, p * (1 - p), count, traffic);
    }
    double value = bounded(here + Math.sqrt(like.variance() / own) * random.nextGaussian());
    return new Sample(value, own, like.variance(), count, traffic);
  }

  private double bounded(double value) {
    return Math.max(measure.low(), Math.min(measure.high(), value));
  }

  private static double binomial(double n, double p, RandomGenerator random) {
    if (n <= BINOMIAL_UP_TO) {
      return Arrays.stream(new double[(int) n]).filter(any -> random.nextDouble() < p).count();
    }
    double drawn = n * p + Math.sqrt(n * p * (1 - p)) * random.nextGaussian();
    return Math.rint(Math.max(0, Math.min(n, drawn)));
  }
}
