package dev.assay.server.estimate;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SeriesQuery;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored windows: as few as the range allows, and of each only what is asked for.
 *
 * @since 0.1
 */
public final class WindowReader {

  private static final Duration MINUTES_UP_TO = Duration.ofHours(6);
  private static final Duration HOURS_UP_TO = Duration.ofDays(14);

  private static final SliceSummary.Needs SCORES =
      new SliceSummary.Needs(Set.of(SliceSummary.Part.SCORES), Set.of());

  private static final SliceSummary.Needs COUNTS = new SliceSummary.Needs(Set.of(), Set.of());
  private static final Duration TRAFFIC_HOLDS = Duration.ofSeconds(30);
  // Before that hardly anything is added any more.
  private static final Duration SETTLED = Duration.ofDays(4);
  private static final Duration SETTLED_HOLDS = Duration.ofMinutes(10);
  private static final int KEPT = 16;
  // Of more slices than a list shows, what is kept would be megabytes.
  private static final int MOST_KEPT_SLICES = 200;

  private final Windows windows;
  private final Clock clock;
  private final Recently<Range, Map<String, Long>> traffic = new Recently<>(KEPT, TRAFFIC_HOLDS);
  private final Recently<Range, Map<String, Long>> settled = new Recently<>(KEPT, SETTLED_HOLDS);
  private final Recently<Asked, Map<String, byte[]>> wholes = new Recently<>(KEPT, SETTLED_HOLDS);

  /** Reads these windows. */
  public WindowReader(Windows windows, Clock clock) {
    this.windows = windows;
    this.clock = clock;
  }

  /**
   * Windows of one length, whole ones.
   *
   * @param level how long they are
   * @param from the start of the first
   * @param to the end of the last
   */
  public record Range(WindowLevel level, Instant from, Instant to) {

    /** The windows that hold all of a time, of a length that keeps their number small. */
    public static Range of(Instant from, Instant to, @Nullable WindowLevel chosen) {
      if (!from.isBefore(to)) {
        throw new InvalidInputException(Problem.of("from, to", from + ", " + to, "from before to"));
      }
      WindowLevel level = chosen == null ? level(Duration.between(from, to)) : chosen;
      Instant start = level.start(to);
      Range range = new Range(level, level.start(from), start.equals(to) ? to : level.end(start));
      long windows = range.windows();
      if (windows > SeriesQuery.MOST_POINTS) {
        throw new InvalidInputException(
            Problem.of(
                "level",
                windows + " windows of this length",
                "at most " + SeriesQuery.MOST_POINTS + "; a longer one, or a shorter time"));
      }
      return range;
    }

    private static WindowLevel level(Duration length) {
      if (length.compareTo(MINUTES_UP_TO) <= 0) {
        return WindowLevel.MINUTE;
      }
      return length.compareTo(HOURS_UP_TO) <= 0 ? WindowLevel.HOUR : WindowLevel.DAY;
    }

    private long windows() {
      return Duration.between(from, to).dividedBy(Duration.between(from, level.end(from)));
    }

    /**
     * The same time in as few windows as it can be had in: days or hours for what is whole ones of
     * them, and windows of this length for what is left at either end.
     */
    List<Range> parts() {
      WindowLevel longer = level == WindowLevel.MINUTE ? WindowLevel.HOUR : WindowLevel.DAY;
      Instant end = longer.start(to);
      Instant begin = longer.start(from);
      if (!begin.equals(from)) {
        begin = longer.end(begin);
      }
      if (level == longer || !begin.isBefore(end)) {
        return List.of(this);
      }
      List<Range> parts = new ArrayList<>();
      if (from.isBefore(begin)) {
        parts.add(new Range(level, from, begin));
      }
      parts.addAll(new Range(longer, begin, end).parts());
      if (end.isBefore(to)) {
        parts.add(new Range(level, end, to));
      }
      return parts;
    }

    /** The length, as the store spells it. */
    public StoredWindow.Level stored() {
      return switch (level) {
        case MINUTE -> StoredWindow.Level.MINUTE;
        case HOUR -> StoredWindow.Level.HOUR;
        case DAY -> StoredWindow.Level.DAY;
      };
    }
  }

  /** What measures need together. */
  public static SliceSummary.Needs needs(Collection<MeasureName> names) {
    Set<SliceSummary.Part> parts = EnumSet.noneOf(SliceSummary.Part.class);
    Set<Quantity> quantities = new HashSet<>();
    for (MeasureName name : names) {
      SliceSummary.Needs needs = name.measure("").needs();
      parts.addAll(needs.parts());
      quantities.addAll(needs.quantities());
    }
    return new SliceSummary.Needs(parts, quantities);
  }

  /** The summaries of one slice by the start of their window. */
  public NavigableMap<Instant, SliceSummary> over(
      Range range, Slice slice, SliceSummary.Needs needs) {
    NavigableMap<Instant, SliceSummary> found = new TreeMap<>();
    windows.scan(
        range.stored(),
        range.from(),
        range.to(),
        List.of(slice.key()),
        window -> found.put(window.start(), SliceSummary.fromBytes(window.bytes(), needs)));
    return found;
  }

  /** The summaries of slices by key, each by the start of its windows; of all there is an entry. */
  public Map<String, NavigableMap<Instant, SliceSummary>> over(
      Range range, Collection<Slice> slices, SliceSummary.Needs needs) {
    Map<String, NavigableMap<Instant, SliceSummary>> found = new HashMap<>();
    slices.forEach(slice -> found.put(slice.key(), new TreeMap<>()));
    windows.scan(
        range.stored(),
        range.from(),
        range.to(),
        List.copyOf(found.keySet()),
        window ->
            found
                .computeIfAbsent(window.slice(), key -> new TreeMap<>())
                .put(window.start(), SliceSummary.fromBytes(window.bytes(), needs)));
    return found;
  }

  private record Asked(Range range, Set<String> slices, SliceSummary.Needs needs) {}

  /**
   * The summaries of slices, each of its whole range, by key; of days long before the range's end
   * as of some minutes ago.
   */
  public Map<String, SliceSummary> whole(
      Range range, Collection<String> slices, SliceSummary.Needs needs) {
    Map<String, SliceSummary> found = new TreeMap<>();
    for (Range part : partsBySettling(range)) {
      if (part.to().isAfter(young(range)) || slices.size() > MOST_KEPT_SLICES) {
        addTo(found, part, slices, needs);
      } else {
        wholes
            .get(new Asked(part, Set.copyOf(slices), needs), () -> packed(part, slices, needs))
            .forEach((key, bytes) -> merge(found, key, bytes, needs));
      }
    }
    return found;
  }

  private Map<String, byte[]> packed(
      Range part, Collection<String> slices, SliceSummary.Needs needs) {
    Map<String, SliceSummary> found = new TreeMap<>();
    addTo(found, part, slices, needs);
    Map<String, byte[]> packed = new TreeMap<>();
    found.forEach((key, summary) -> packed.put(key, summary.toBytes()));
    return packed;
  }

  private void addTo(
      Map<String, SliceSummary> found,
      Range part,
      Collection<String> slices,
      SliceSummary.Needs needs) {
    windows.scan(
        part.stored(),
        part.from(),
        part.to(),
        slices,
        window -> merge(found, window.slice(), window.bytes(), needs));
  }

  private static void merge(
      Map<String, SliceSummary> found, String slice, byte[] bytes, SliceSummary.Needs needs) {
    found
        .computeIfAbsent(slice, key -> new SliceSummary())
        .merge(SliceSummary.fromBytes(bytes, needs));
  }

  // What ended by then is settled. Of a range that ends in the future, by the time it is.
  private Instant young(Range range) {
    Instant now = clock.instant();
    Instant end = range.to().isBefore(now) ? range.to() : now;
    return WindowLevel.DAY.start(end.minus(SETTLED));
  }

  // Days are parted where they begin to be settled.
  private List<Range> partsBySettling(Range range) {
    Instant young = young(range);
    List<Range> parts = new ArrayList<>();
    for (Range part : range.parts()) {
      boolean both = part.from().isBefore(young) && young.isBefore(part.to());
      if (part.level() == WindowLevel.DAY && both) {
        parts.add(new Range(WindowLevel.DAY, part.from(), young));
        parts.add(new Range(WindowLevel.DAY, young, part.to()));
      } else {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * The keys of all slices that there were, those with most traffic first; as of some seconds ago,
   * and of days long before the range's end as of some minutes ago. Of a range of minutes the hours
   * are counted that they lie in.
   */
  public Map<String, Long> traffic(Range range) {
    Range counted =
        range.level() == WindowLevel.MINUTE
            ? Range.of(range.from(), range.to(), WindowLevel.HOUR)
            : range;
    return traffic.get(counted, () -> counted(counted));
  }

  private Map<String, Long> counted(Range range) {
    Map<String, Long> counts = new HashMap<>();
    for (Range part : partsBySettling(range)) {
      boolean old = !part.to().isAfter(young(range));
      (old ? settled.get(part, () -> count(part)) : count(part))
          .forEach((key, n) -> counts.merge(key, n, Long::sum));
    }
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(each -> ordered.put(each.getKey(), each.getValue()));
    return Collections.unmodifiableMap(ordered);
  }

  private Map<String, Long> count(Range range) {
    Map<String, Long> counts = new HashMap<>();
    windows.scan(
        range.stored(),
        range.from(),
        range.to(),
        window ->
            counts.merge(
                window.slice(),
                SliceSummary.fromBytes(window.bytes(), COUNTS).interactions(),
                Long::sum));
    return counts;
  }

  /** The keys of all slices that there were, in order. */
  public List<String> keys(Range range) {
    Set<String> keys = new TreeSet<>();
    for (Range part : range.parts()) {
      keys.addAll(windows.slices(part.stored(), part.from(), part.to()));
    }
    return List.copyOf(keys);
  }

  /** The slices of these dimensions that there were. */
  public List<Slice> slices(Range range, List<String> dimensions) {
    List<Slice> found = new ArrayList<>();
    for (String key : keys(range)) {
      Slice slice = Slice.ofKey(key);
      if (slice.parts().stream().map(Slice.Part::dimension).toList().equals(dimensions)) {
        found.add(slice);
      }
    }
    return found;
  }

  /**
   * What a name means over some windows.
   *
   * @param measure the measure; null where an evaluator has no scores
   * @param version the version it is of, for scores
   * @param others versions that have scores too, which are in no number
   */
  public record Meant(@Nullable Measure measure, @Nullable String version, Set<String> others) {}

  /** What a name means: of an evaluator without a version, the one that scored last. */
  public Meant meant(
      MeasureName name, Range range, Slice slice, NavigableMap<Instant, SliceSummary> windows) {
    Optional<String> evaluator = name.evaluator();
    if (evaluator.isEmpty()) {
      return new Meant(name.measure(), null, Set.of());
    }
    Set<String> versions = new TreeSet<>();
    windows.values().forEach(summary -> versions.addAll(versions(summary, evaluator.get())));
    String chosen =
        name.version().orElseGet(() -> latest(evaluator.get(), range.level(), slice, windows));
    if (chosen == null) {
      return new Meant(null, null, versions);
    }
    versions.remove(chosen);
    return new Meant(name.measure(chosen), chosen, versions);
  }

  // A long window in which the version changed does not say in which order: shorter ones do.
  private @Nullable String latest(
      String evaluator,
      WindowLevel level,
      Slice slice,
      NavigableMap<Instant, SliceSummary> windows) {
    for (Map.Entry<Instant, SliceSummary> window : windows.descendingMap().entrySet()) {
      Set<String> versions = versions(window.getValue(), evaluator);
      if (versions.size() > 1 && level != WindowLevel.MINUTE) {
        WindowLevel shorter = level == WindowLevel.DAY ? WindowLevel.HOUR : WindowLevel.MINUTE;
        Range within = new Range(shorter, window.getKey(), level.end(window.getKey()));
        String last = latest(evaluator, shorter, slice, over(within, slice, SCORES));
        if (last != null) {
          return last;
        }
      }
      if (!versions.isEmpty()) {
        return versions.stream()
            .max(
                Comparator.comparingLong(
                        (String version) ->
                            scored(window.getValue(), new ScoreKey(evaluator, version)))
                    .thenComparing(Comparator.naturalOrder()))
            .orElse(null);
      }
    }
    return null;
  }

  private static Set<String> versions(SliceSummary summary, String evaluator) {
    Set<String> versions = new TreeSet<>();
    for (ScoreKey key : summary.scoreKeys()) {
      if (key.evaluator().equals(evaluator)) {
        versions.add(key.version());
      }
    }
    return versions;
  }

  private static long scored(SliceSummary summary, ScoreKey key) {
    return summary.scores(key).map(scores -> scores.scored() + scores.unscored()).orElse(0L);
  }

  /** A slice by its key, as a person gave it. */
  public static Slice slice(String key) {
    try {
      return Slice.ofKey(Objects.requireNonNull(key));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of(
              "slice",
              key,
              "all, or DIMENSION=VALUE, DIMENSION~none or DIMENSION~other joined by &"),
          e);
    }
  }
}
