package dev.assay.monitor.sampling;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.stats.summary.QuantileSketch;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Latencies of the last hours by prompt template, for what is slow beside its own kind. Templates
 * beyond a bound are held against the latencies of all.
 */
final class Latencies {

  static final int MOST_TEMPLATES = 500;
  private static final int HOURS = 6;
  private static final int LONGEST_NAME = 200;
  private static final long FEWEST = 200;
  private static final double SLOW = 0.95;
  private static final double ERROR = 0.01;
  private static final int BUCKETS = 1024;

  // By hour of the epoch, so that hours fall out as they grow old.
  private final Map<String, TreeMap<Long, QuantileSketch>> byTemplate = new HashMap<>();
  private final TreeMap<Long, QuantileSketch> all = new TreeMap<>();

  void add(String template, double millis, long second) {
    if (!(millis >= 0 && millis < Double.POSITIVE_INFINITY)) {
      return;
    }
    long hour = Math.floorDiv(second, Forecast.HOUR);
    sketch(all, hour).add(millis);
    TreeMap<Long, QuantileSketch> own = byTemplate.get(template);
    if (own == null
        && byTemplate.size() < MOST_TEMPLATES
        && !template.isEmpty()
        && template.length() <= LONGEST_NAME) {
      own = new TreeMap<>();
      byTemplate.put(template, own);
    }
    if (own != null) {
      sketch(own, hour).add(millis);
    }
  }

  private static QuantileSketch sketch(Map<Long, QuantileSketch> hours, long hour) {
    return hours.computeIfAbsent(hour, h -> QuantileSketch.of(ERROR, BUCKETS));
  }

  void forget(long second) {
    long hour = Math.floorDiv(second, Forecast.HOUR);
    all.headMap(hour - HOURS, true).clear();
    all.tailMap(hour, false).clear();
    byTemplate.values().forEach(hours -> hours.headMap(hour - HOURS, true).clear());
    byTemplate.values().forEach(hours -> hours.tailMap(hour, false).clear());
    byTemplate.values().removeIf(Map::isEmpty);
  }

  /** Milliseconds above which each template is slow, of those seen often enough. */
  Map<String, Double> slowAbove() {
    Map<String, Double> slow = new TreeMap<>();
    byTemplate.forEach(
        (template, hours) -> {
          double above = slow(hours);
          if (Double.isFinite(above)) {
            slow.put(template, above);
          }
        });
    return slow;
  }

  double slowElse() {
    return slow(all);
  }

  private static double slow(Map<Long, QuantileSketch> hours) {
    QuantileSketch whole = QuantileSketch.of(ERROR, BUCKETS);
    hours.values().forEach(whole::merge);
    if (whole.count() < FEWEST) {
      return Double.POSITIVE_INFINITY;
    }
    double above = whole.quantile(SLOW).orElse(Double.POSITIVE_INFINITY);
    return above > 0 ? above : Double.MIN_NORMAL;
  }

  /** Where both together have too many templates, the first by name are kept. */
  void merge(Latencies other) {
    merge(all, other.all);
    other.byTemplate.forEach(
        (template, hours) ->
            merge(byTemplate.computeIfAbsent(template, t -> new TreeMap<>()), hours));
    new TreeMap<>(byTemplate).keySet().stream().skip(MOST_TEMPLATES).forEach(byTemplate::remove);
  }

  private static void merge(Map<Long, QuantileSketch> into, Map<Long, QuantileSketch> from) {
    from.forEach((hour, sketch) -> sketch(into, hour).merge(sketch));
  }

  void write(StateWriter out) {
    write(out, all);
    out.count(byTemplate.size());
    new TreeMap<>(byTemplate)
        .forEach(
            (template, hours) -> {
              out.text(template);
              write(out, hours);
            });
  }

  private static void write(StateWriter out, Map<Long, QuantileSketch> hours) {
    out.count(hours.size());
    hours.forEach(
        (hour, sketch) -> {
          out.signed(hour);
          out.block(sketch.toBytes());
        });
  }

  void read(StateReader in) {
    read(in, all);
    int size = in.size(MOST_TEMPLATES, 2);
    for (int i = 0; i < size; i++) {
      TreeMap<Long, QuantileSketch> hours = new TreeMap<>();
      String template = in.text(LONGEST_NAME);
      read(in, hours);
      if (byTemplate.put(template, hours) != null) {
        throw in.refuse("a template twice", "each once");
      }
    }
  }

  private static void read(StateReader in, Map<Long, QuantileSketch> hours) {
    int size = in.size(HOURS * 4L, 2);
    for (int i = 0; i < size; i++) {
      long hour = in.signed();
      // Merging into a sketch of ours refuses one of another make.
      sketch(hours, hour).merge(QuantileSketch.fromBytes(in.block()));
    }
  }
}
