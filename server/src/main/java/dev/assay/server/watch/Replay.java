package dev.assay.server.watch;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.Feed;
import dev.assay.monitor.watch.Finding;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Simulation;
import dev.assay.monitor.watch.Simulator;
import dev.assay.monitor.watch.Watch;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shows a monitor what is stored of the last 30 days, as it would have seen it, and simulates how
 * often it would cry wolf. Changes nothing.
 *
 * @since 0.1
 */
public final class Replay {

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long MOST_WINDOWS = 100_000;
  private static final int MOST_SLICES = 50;
  private static final long SEED = 20_261_121;

  private final Store store;
  private final History history;
  private final StoredFindings findings;

  /**
   * Over these.
   *
   * @param categories what each configured evaluator is about, by name
   */
  public Replay(Store store, History history, Map<String, Category> categories) {
    this.store = store;
    this.history = history;
    this.findings = new StoredFindings(store, categories);
  }

  /** What a monitor would have done until now. */
  public Replayed of(MonitorDefinition monitor, Instant now) {
    return new Run(monitor, now).all();
  }

  private final class Run {

    private final MonitorDefinition monitor;
    private final Instant to;
    private final Watch watch;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Alert> fired = new LinkedHashMap<>();
    private final Map<Slice, NavigableMap<Instant, SliceSummary>> stored = new HashMap<>();
    private long commits;
    private long windows;

    Run(MonitorDefinition monitor, Instant now) {
      this.monitor = monitor;
      this.to = WindowLevel.HOUR.start(now);
      this.watch = Watch.of(List.of(monitor), Watch.Patience.of(Duration.ZERO));
    }

    Replayed all() {
      Condition condition = monitor.condition();
      boolean minutes = minutes(condition);
      StoredWindow.Level level = minutes ? StoredWindow.Level.MINUTE : StoredWindow.Level.HOUR;
      Instant earliest = to.minus(LONGEST);
      List<String> known = slices(condition, earliest);
      List<String> some = known.subList(0, Math.min(MOST_SLICES, known.size()));
      Instant from = from(earliest, minutes, some.size());
      if (condition instanceof Condition.Immediate immediate) {
        findings(immediate, from);
      } else if (!unseen(condition)) {
        windows(level, from, some);
      }
      List<Alert> alerts = new ArrayList<>(fired.values());
      alerts.sort(Comparator.comparing(Alert::openedAt).reversed());
      withoutAlarms();
      Optional<Simulation> simulation =
          Simulator.of(monitor, stored, minutes ? Duration.ofMinutes(1) : HOUR, history, SEED);
      if (simulation.isEmpty()) {
        notes.add(unsimulated(condition));
      }
      return new Replayed(
          from, to, windows, some.size(), known.size(), alerts, notes, simulation.orElse(null));
    }

    // What is simulated is how it goes when nothing is wrong.
    private void withoutAlarms() {
      for (Alert alert : fired.values()) {
        NavigableMap<Instant, SliceSummary> of = stored.get(Slice.ofKey(alert.slice()));
        Instant end = alert.resolvedAt() == null ? to : alert.resolvedAt();
        if (of != null && alert.since().isBefore(end)) {
          of.subMap(alert.since(), true, end, false).clear();
        }
      }
    }

    private boolean unseen(Condition condition) {
      if (condition instanceof Condition.HealthLimit) {
        notes.add("How evaluation was doing is not kept: this kind cannot be replayed.");
        return true;
      }
      if (condition instanceof Condition.Drift drift && drift.of() == Condition.DriftOf.INPUTS) {
        notes.add("Embeddings of inputs are not kept: this kind cannot be replayed.");
        return true;
      }
      return false;
    }

    private String unsimulated(Condition condition) {
      if (condition instanceof Condition.Threshold
          || condition instanceof Condition.Change
          || condition instanceof Condition.CumulativeSum) {
        return "Less than a day of such numbers is stored: nothing can be simulated yet.";
      }
      if (condition instanceof Condition.Immediate) {
        return "It fires for single answers, so there is no rate of chance alarms to simulate: it"
            + " errs as often as what finds them does.";
      }
      return "Only limits, changes and cumulative sums are simulated; this kind keeps to the mean"
          + " time between false alarms that it is given.";
    }

    private Instant from(Instant earliest, boolean minutes, int slices) {
      long each = Math.max(1, slices) * (minutes ? 60L * 24 : 24L);
      long days = Math.max(1, Math.min(LONGEST.toDays(), MOST_WINDOWS / each));
      if (days < LONGEST.toDays()) {
        notes.add(
            "Only the last "
                + days
                + " days are shown to it: more would be too many windows to wait for.");
      }
      Instant from = to.minus(Duration.ofDays(days));
      return from.isBefore(earliest) ? earliest : from;
    }

    private List<String> slices(Condition condition, Instant from) {
      List<String> each = monitor.slices().each();
      if (condition instanceof Condition.Drift drift && drift.of() == Condition.DriftOf.DIMENSION) {
        each = List.of(drift.name());
      } else if (each.isEmpty()) {
        return List.of(monitor.slices().slice().key());
      }
      List<String> found = new ArrayList<>();
      for (String key : store.windows().slices(StoredWindow.Level.HOUR, from, to)) {
        if (dimensions(Slice.ofKey(key)).equals(each)) {
          found.add(key);
        }
      }
      return found;
    }

    private void windows(StoredWindow.Level level, Instant from, List<String> slices) {
      Slicing slicing = slicing(slices);
      WindowLevel of = level == StoredWindow.Level.MINUTE ? WindowLevel.MINUTE : WindowLevel.HOUR;
      for (Instant day = from; day.isBefore(to); day = day.plus(Duration.ofDays(1))) {
        Instant end = day.plus(Duration.ofDays(1));
        TreeMap<Instant, Map<Slice, SliceSummary>> read = new TreeMap<>();
        for (StoredWindow each :
            store.windows().read(level, day, end.isAfter(to) ? to : end, slices)) {
          SliceSummary summary = SliceSummary.fromBytes(each.bytes());
          Slice slice = Slice.ofKey(each.slice());
          read.computeIfAbsent(each.start(), key -> new LinkedHashMap<>()).put(slice, summary);
          stored.computeIfAbsent(slice, key -> new TreeMap<>()).put(each.start(), summary);
          windows++;
        }
        read.forEach(
            (start, summaries) -> {
              Window window = Window.ofSlices(of, start, slicing, summaries);
              commit(Feed.of(List.of(window)), of.end(start));
            });
        commit(Feed.nothing(), end.isAfter(to) ? to : end);
      }
    }

    private void findings(Condition.Immediate immediate, Instant from) {
      boolean named =
          immediate.evaluator() != null
              || immediate.category() != null
              || immediate.label() != null;
      for (Finding finding : named ? evaluated(immediate, from) : failed(immediate, from)) {
        commit(Feed.nothing().with(List.of(finding)), finding.at());
        commit(Feed.nothing(), finding.at().plus(immediate.quiet()));
      }
    }

    private List<Finding> evaluated(Condition.Immediate immediate, Instant from) {
      StoredFindings.Found found = findings.of(immediate, from, to);
      if (found.from().isAfter(from)) {
        notes.add(
            "Only the latest "
                + found.findings().size()
                + " of such scores are shown to it, since "
                + found.from().truncatedTo(ChronoUnit.MINUTES)
                + ": more would be too many to wait for.");
      }
      notes.add("By the scores that are stored; evaluators that sample did not see the rest.");
      return found.findings();
    }

    private List<Finding> failed(Condition.Immediate immediate, Instant from) {
      InteractionFilter.Builder filter = InteractionFilter.builder().between(from, to);
      for (FailureMode mode : FailureMode.values()) {
        if (immediate.mode() == null || immediate.mode() == mode) {
          filter.failureMode(mode);
        }
      }
      List<ListedInteraction> found =
          new ArrayList<>(
              store
                  .interactions()
                  .page(filter.build(), PageRequest.first(StoredFindings.MOST))
                  .items());
      if (found.size() == StoredFindings.MOST) {
        notes.add("Only the latest " + StoredFindings.MOST + " of such answers are shown to it.");
      }
      notes.add(
          "By the primary failure of what is stored; evaluators that sample did not see the rest.");
      Collections.reverse(found);
      return found.stream().map(each -> finding(each.row())).toList();
    }

    private void commit(Feed feed, Instant now) {
      for (AlertChange change : watch.commit(++commits, feed, quiet(), now)) {
        Alert alert = change.alert();
        if (change.what() == AlertChange.What.OPENED || fired.containsKey(alert.id())) {
          fired.put(alert.id(), alert);
        }
      }
    }
  }

  private static boolean minutes(Condition condition) {
    Duration bucket =
        condition instanceof Condition.Threshold threshold
            ? threshold.bucket()
            : condition instanceof Condition.Change change
                ? change.bucket()
                : condition instanceof Condition.CumulativeSum sum
                    ? sum.bucket()
                    : condition instanceof Condition.Divergence divergence
                        ? divergence.bucket()
                        : HOUR;
    return bucket.compareTo(HOUR) < 0 || condition instanceof Condition.Absence;
  }

  private static List<String> dimensions(Slice slice) {
    return slice.parts().stream().map(Slice.Part::dimension).toList();
  }

  private static Slicing slicing(List<String> slices) {
    List<SliceDefinition> definitions =
        slices.stream()
            .map(Slice::ofKey)
            .map(Replay::dimensions)
            .filter(dimensions -> !dimensions.isEmpty())
            .distinct()
            .map(dimensions -> SliceDefinition.of(dimensions.toArray(new String[0])))
            .toList();
    return Slicing.of(definitions, "replay");
  }

  private static Finding finding(InteractionRow row) {
    FailureMode mode = row.outcome().failureMode();
    return new Finding(
        row.key().id(),
        row.key().id(),
        row.key().startedAt(),
        Finding.RULES,
        null,
        mode == null ? FailureMode.INCORRECT : mode,
        0,
        null,
        row.dimensions().byName());
  }

  // Where a change is concentrated is not asked of what might have been.
  private History quiet() {
    return new History() {
      @Override
      public Optional<Level> baseline(
          dev.assay.monitor.watch.BaselineSource source,
          dev.assay.monitor.watch.WatchedMeasure measure,
          String version,
          Slice slice) {
        return history.baseline(source, measure, version, slice);
      }

      @Override
      public Map<Slice, SliceSummary> slices(Instant from, Instant to) {
        return Map.of();
      }
    };
  }
}
