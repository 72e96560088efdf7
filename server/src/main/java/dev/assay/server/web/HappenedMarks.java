package dev.assay.server.web;

import dev.assay.core.json.Json;
import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.api.AlertDesk;
import dev.assay.server.estimate.Recently;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.web.panel.AxisMark;
import dev.assay.server.web.panel.AxisMarks;
import dev.assay.server.web.view.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Alerts that opened, and new versions of prompt templates, of evaluators and, where traffic is
 * sliced by it, of the application.
 *
 * <p>All panels of a page ask for the same: what was found is kept for some seconds. Safe for use
 * by several threads.
 *
 * @since 0.1
 */
public final class HappenedMarks implements AxisMarks {

  private static final int MOST = 30;
  private static final int MOST_ALERTS = 200;
  private static final int LONGEST_TITLE = 160;
  private static final int MOST_KEPT = 64;
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final String TEMPLATE = "prompt_template";
  private static final String RELEASE = "release";
  private static final SliceSummary.Needs SCORES =
      new SliceSummary.Needs(Set.of(SliceSummary.Part.SCORES), Set.of());

  private final Store store;
  private final AlertDesk desk;
  private final WindowReader reader;
  // All panels of a page ask at once.
  private final Recently<Asked, List<AxisMark>> kept = new Recently<>(MOST_KEPT, KEPT);

  private record Asked(Period period, Slice slice) {}

  /** As the store and the monitors know them. */
  public HappenedMarks(Store store, WindowReader reader, AlertDesk desk) {
    this.store = store;
    this.desk = desk;
    this.reader = reader;
  }

  @Override
  public List<AxisMark> in(Period period, Slice slice) {
    return kept.get(new Asked(period, slice), () -> look(period, slice));
  }

  private List<AxisMark> look(Period period, Slice slice) {
    WindowReader.Range range = WindowReader.Range.of(period.from(), period.to(), null);
    List<AxisMark> found = new ArrayList<>();
    alerts(period, slice, found);
    prompts(period, slice, found);
    evaluators(range, slice, found);
    releases(range, found);
    found.sort(Comparator.comparing(AxisMark::at));
    return List.copyOf(found.subList(Math.max(0, found.size() - MOST), found.size()));
  }

  private void alerts(Period period, Slice slice, List<AxisMark> found) {
    for (StoredAlert alert : store.records().alerts(PageRequest.first(MOST_ALERTS)).items()) {
      boolean about =
          slice.equals(Slice.ALL)
              || slice.key().equals(alert.slice())
              || alert.slice().equals(Slice.ALL.key());
      if (about && within(period, alert.openedAt())) {
        found.add(
            new AxisMark(
                alert.openedAt(), AxisMark.Kind.ALERT, title(alert), "/ui/alerts/" + alert.id()));
      }
    }
  }

  private void prompts(Period period, Slice slice, List<AxisMark> found) {
    for (Mark mark : desk.marks()) {
      boolean about =
          slice.parts().stream()
              .filter(part -> part.dimension().equals(TEMPLATE))
              .allMatch(part -> part.value().equals(mark.template()));
      if (about && within(period, mark.at())) {
        String label = mark.template() + " version " + mark.after();
        found.add(new AxisMark(mark.at(), AxisMark.Kind.PROMPT, label, null));
      }
    }
  }

  // A version that begins while another one is known of the same evaluator.
  private void evaluators(WindowReader.Range range, Slice slice, List<AxisMark> found) {
    NavigableMap<Instant, SliceSummary> windows = reader.over(range, slice, SCORES);
    Map<String, Set<String>> known = new HashMap<>();
    windows.forEach(
        (start, summary) -> {
          for (ScoreKey key : summary.scoreKeys()) {
            Set<String> versions = known.computeIfAbsent(key.evaluator(), any -> new TreeSet<>());
            boolean first = versions.isEmpty();
            if (versions.add(key.version()) && !first) {
              String label = key.evaluator() + " version " + key.version();
              found.add(new AxisMark(start, AxisMark.Kind.EVALUATOR, label, null));
            }
          }
        });
  }

  private void releases(WindowReader.Range range, List<AxisMark> found) {
    for (Slice slice : reader.slices(range, List.of(RELEASE))) {
      Slice.Part part = slice.parts().get(0);
      if (part.kind() == Slice.Kind.VALUE && found.size() < MOST) {
        NavigableMap<Instant, SliceSummary> windows =
            reader.over(range, slice, SliceSummary.Needs.none());
        if (!windows.isEmpty() && windows.firstKey().isAfter(range.from())) {
          found.add(
              new AxisMark(
                  windows.firstKey(), AxisMark.Kind.RELEASE, "release " + part.value(), null));
        }
      }
    }
  }

  private static boolean within(Period period, Instant at) {
    return !at.isBefore(period.from()) && at.isBefore(period.to());
  }

  private static String title(StoredAlert alert) {
    JsonNode title = Json.parse(alert.json(), "alert", 1).path("title");
    String text = title.isString() ? title.stringValue() : alert.monitor();
    return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE) + "…";
  }
}
