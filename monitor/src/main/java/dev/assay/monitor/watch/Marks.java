package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sequential.NormalMixtureBoundary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Notices new versions of prompt templates and holds them against the ones before. */
final class Marks {

  /** The dimensions of the slices that tell. */
  static final List<String> DIMENSIONS = List.of("prompt_template", "prompt_version");

  private static final int MOST_TEMPLATES = 200;
  private static final int MOST_VERSIONS = 20;
  private static final int MOST_MEASURES = 50;
  private static final int MOST_MARKS = 100;
  private static final double MEMORY_HOURS = 7 * 24;
  private static final double LEAST_SIZE = 20;
  private static final double TUNED_SIZE = 500;
  private static final double LEVEL = 0.95;
  private static final double Z = 1.959963984540054;
  private static final Duration ABOUT = Duration.ofHours(6);

  private record What(String evaluator, String version, String measure)
      implements Comparable<What> {
    @Override
    public int compareTo(What other) {
      int by = evaluator.compareTo(other.evaluator);
      by = by != 0 ? by : version.compareTo(other.version);
      return by != 0 ? by : measure.compareTo(other.measure);
    }
  }

  /** Sums that forget. */
  private static final class Sums {
    private double size;
    private double values;
    private double variances;

    void add(Sample sample, double kept) {
      size = size * kept + sample.size();
      values = values * kept + sample.size() * sample.value();
      variances = variances * kept + sample.size() * sample.variance();
    }

    double mean() {
      return values / size;
    }

    double variance() {
      double mean = mean();
      // Of rates near 0 or 1 the variance within is not yet told by a few.
      return Math.max(variances / size, 1e-12 + 1e-6 * mean * mean);
    }
  }

  private static final class Version {
    private Instant last;
    private double traffic;
    private final TreeMap<What, Sums> sums = new TreeMap<>();

    Version(Instant last) {
      this.last = last;
    }
  }

  private record Seen(String template, String before, String after, Instant at) {}

  private final TreeMap<String, TreeMap<String, Version>> templates = new TreeMap<>();
  private final ArrayDeque<Seen> seen = new ArrayDeque<>();
  // Asked for at every commit, and other only when a bucket is complete.
  private @Nullable List<Mark> told;

  void bucket(Buckets.Bucket bucket) {
    told = null;
    bucket
        .slices()
        .forEach(
            (slice, summary) -> {
              if (tells(slice)) {
                add(
                    slice.parts().get(0).value(),
                    slice.parts().get(1).value(),
                    bucket.start(),
                    summary);
              }
            });
  }

  static boolean tells(Slice slice) {
    return slice.parts().size() == 2
        && slice.parts().stream().allMatch(part -> part.kind() == Slice.Kind.VALUE)
        && DIMENSIONS.equals(slice.parts().stream().map(Slice.Part::dimension).toList());
  }

  private void add(String template, String name, Instant start, SliceSummary summary) {
    TreeMap<String, Version> versions = templates.get(template);
    if (versions == null) {
      if (templates.size() >= MOST_TEMPLATES) {
        return;
      }
      versions = new TreeMap<>();
      templates.put(template, versions);
    }
    Version version = versions.get(name);
    if (version == null) {
      mark(template, name, start, versions);
      if (versions.size() >= MOST_VERSIONS) {
        versions.remove(oldest(versions));
      }
      version = new Version(start);
      versions.put(name, version);
    }
    double hours = Math.max(0, Duration.between(version.last, start).toMinutes() / 60.0);
    double kept = Math.exp(-hours / MEMORY_HOURS);
    version.last = start.isAfter(version.last) ? start : version.last;
    version.traffic = version.traffic * kept + summary.interactions();
    for (ScoreKey key : summary.scoreKeys()) {
      learn(version, new What(key.evaluator(), key.version(), "mean"), kept, summary);
      learn(version, new What(key.evaluator(), key.version(), "pass_rate"), kept, summary);
    }
  }

  private static String oldest(SortedMap<String, Version> versions) {
    String oldest = versions.firstKey();
    for (Map.Entry<String, Version> each : versions.entrySet()) {
      Version known = versions.get(oldest);
      oldest = known != null && each.getValue().last.isBefore(known.last) ? each.getKey() : oldest;
    }
    return oldest;
  }

  private void mark(String template, String after, Instant at, Map<String, Version> versions) {
    String before = "";
    double most = 0;
    for (Map.Entry<String, Version> each : versions.entrySet()) {
      if (each.getValue().traffic > most && !each.getValue().last.isAfter(at)) {
        before = each.getKey();
        most = each.getValue().traffic;
      }
    }
    if (before.isEmpty()) {
      return;
    }
    seen.addLast(new Seen(template, before, after, at));
    if (seen.size() > MOST_MARKS) {
      seen.removeFirst();
    }
  }

  private static void learn(Version version, What what, double kept, SliceSummary summary) {
    ScoreKey key = new ScoreKey(what.evaluator, what.version);
    Measure measure =
        what.measure.equals("mean") ? new Measure.MeanScore(key) : new Measure.PassRate(key);
    measure
        .sample(summary)
        .ifPresent(
            sample -> {
              if (version.sums.size() < MOST_MEASURES || version.sums.containsKey(what)) {
                version.sums.computeIfAbsent(what, each -> new Sums()).add(sample, kept);
              }
            });
  }

  /** The latest last. */
  List<Mark> marks() {
    List<Mark> marks = told;
    if (marks == null) {
      marks =
          seen.stream()
              .map(
                  each ->
                      new Mark(each.template, each.before, each.after, each.at, comparisons(each)))
              .toList();
      told = marks;
    }
    return marks;
  }

  private List<Mark.Comparison> comparisons(Seen mark) {
    TreeMap<String, Version> versions = templates.getOrDefault(mark.template, new TreeMap<>());
    Version before = versions.get(mark.before);
    Version after = versions.get(mark.after);
    List<Mark.Comparison> comparisons = new ArrayList<>();
    if (before == null || after == null) {
      return comparisons;
    }
    after.sums.forEach(
        (what, sums) -> {
          Sums older = before.sums.get(what);
          if (older != null && older.size >= LEAST_SIZE && sums.size >= LEAST_SIZE) {
            comparisons.add(compare(what, older, sums));
          }
        });
    return comparisons;
  }

  private static Mark.Comparison compare(What what, Sums before, Sums after) {
    double a = rateVariance(what, before, after, before);
    double b = rateVariance(what, before, after, after);
    double variance = a / before.size + b / after.size;
    NormalMixtureBoundary boundary = NormalMixtureBoundary.tunedTo(TUNED_SIZE / (a + b), LEVEL);
    double half = boundary.at(1 / variance) * variance;
    double difference = after.mean() - before.mean();
    return new Mark.Comparison(
        what.evaluator,
        what.version,
        what.measure,
        estimate(before.mean(), Z * Math.sqrt(a / before.size), before.size),
        estimate(after.mean(), Z * Math.sqrt(b / after.size), after.size),
        estimate(difference, half, before.size + after.size));
  }

  /** Of a rate that of both together, which is above 0 as long as one of them tells it. */
  private static double rateVariance(What what, Sums before, Sums after, Sums own) {
    if (!what.measure.equals("pass_rate")) {
      return own.variance();
    }
    double size = before.size + after.size;
    double p = (before.values + after.values + 0.5) / (size + 1);
    return Math.max(own.variance(), p * (1 - p));
  }

  private static Estimate estimate(double value, double half, double size) {
    return new Estimate(
        value, new Interval(value - half, value + half, LEVEL), Math.max(1, Math.round(size)));
  }

  /** In words, those about a time that have to do with a slice. */
  List<String> about(Instant since, Slice slice) {
    List<String> about = new ArrayList<>();
    for (Seen each : seen) {
      boolean near = Duration.between(each.at, since).abs().compareTo(ABOUT) <= 0;
      Optional<String> template =
          slice.parts().stream()
              .filter(part -> part.dimension().equals("prompt_template"))
              .map(Slice.Part::value)
              .findFirst();
      if (near && (template.isEmpty() || template.get().equals(each.template))) {
        about.add(
            "prompt template "
                + each.template
                + ": version "
                + each.after
                + " after "
                + each.before
                + " at "
                + each.at);
      }
    }
    return about;
  }

  void write(StateWriter out) {
    out.count(templates.size());
    templates.forEach(
        (template, versions) -> {
          out.text(template);
          out.count(versions.size());
          versions.forEach(
              (name, version) -> {
                out.text(name);
                write(version, out);
              });
        });
    out.count(seen.size());
    for (Seen each : seen) {
      out.text(each.template);
      out.text(each.before);
      out.text(each.after);
      out.signed(each.at.getEpochSecond());
    }
  }

  private static void write(Version version, StateWriter out) {
    out.signed(version.last.getEpochSecond());
    out.number(version.traffic);
    out.count(version.sums.size());
    version.sums.forEach(
        (what, sums) -> {
          out.text(what.evaluator);
          out.text(what.version);
          out.text(what.measure);
          out.number(sums.size);
          out.number(sums.values);
          out.number(sums.variances);
        });
  }

  void read(StateReader in) {
    told = null;
    int size = in.size(MOST_TEMPLATES, 2);
    for (int i = 0; i < size; i++) {
      String template = in.text(StateReader.LONGEST_TEXT);
      TreeMap<String, Version> versions = new TreeMap<>();
      int many = in.size(MOST_VERSIONS, 11);
      for (int j = 0; j < many; j++) {
        versions.put(in.text(StateReader.LONGEST_TEXT), version(in));
      }
      templates.put(template, versions);
    }
    int marks = in.size(MOST_MARKS, 4);
    for (int i = 0; i < marks; i++) {
      seen.addLast(
          new Seen(
              in.text(StateReader.LONGEST_TEXT),
              in.text(StateReader.LONGEST_TEXT),
              in.text(StateReader.LONGEST_TEXT),
              States.instant(in)));
    }
  }

  private static Version version(StateReader in) {
    Version version = new Version(States.instant(in));
    version.traffic = in.amount();
    int size = in.size(MOST_MEASURES, 27);
    for (int i = 0; i < size; i++) {
      What what = new What(in.text(200), in.text(200), in.text(200));
      Sums sums = new Sums();
      sums.size = in.amount();
      sums.values = in.finite();
      sums.variances = in.amount();
      version.sums.put(what, sums);
    }
    return version;
  }
}
