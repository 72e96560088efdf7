package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes of what became of an alert what people are told.
 *
 * @since 0.1
 */
public final class AlertNotices {

  private static final int MOST_LISTED = 5;

  private AlertNotices() {}

  /**
   * The notice of a change; empty if nobody is to be told.
   *
   * @param json the alert as JSON, for machines
   * @param link where to read on, if there is such a place
   */
  public static Optional<Notice> of(AlertChange change, JsonNode json, @Nullable String link) {
    Alert alert = change.alert();
    Notice.State state =
        switch (change.what()) {
          case OPENED, UPDATED, REPEATED, ESCALATED, UNSILENCED -> Notice.State.FIRING;
          case RESOLVED -> Notice.State.RESOLVED;
          case PENDING, DROPPED, ACKNOWLEDGED, SILENCED -> null;
        };
    if (state == null || !change.tell()) {
      return Optional.empty();
    }
    return Optional.of(
        new Notice(
            alert.id() + "/" + change.what().key() + "/" + change.at(),
            alert.id(),
            alert.monitor(),
            alert.slice(),
            state,
            alert.severity(),
            alert.title(),
            lines(change),
            link,
            alert.openedAt(),
            change.at(),
            alert.group(),
            json.isObject() ? json : Json.object()));
  }

  private static List<String> lines(AlertChange change) {
    Alert alert = change.alert();
    List<String> lines = new ArrayList<>();
    if (change.what() == AlertChange.What.RESOLVED && alert.resolution() != null) {
      lines.add("Over: " + alert.resolution());
    }
    add(lines, "Before: ", alert.before());
    add(lines, "Now: ", alert.now());
    add(lines, "Change: ", alert.change());
    lines.add("Since: " + alert.since());
    alert.concentrations().stream()
        .limit(MOST_LISTED)
        .map(each -> "More in " + each.slice() + ": " + words(each.change()))
        .forEach(lines::add);
    alert.marks().stream().limit(MOST_LISTED).forEach(lines::add);
    if (!alert.examples().isEmpty()) {
      lines.add(
          "Look at: " + String.join(", ", alert.examples().stream().limit(MOST_LISTED).toList()));
    }
    if (!alert.wrong().isEmpty()) {
      lines.add("To be wrong: " + alert.wrong());
    }
    return lines;
  }

  private static void add(List<String> lines, String name, @Nullable Estimate estimate) {
    if (estimate != null) {
      lines.add(name + words(estimate));
    }
  }

  private static String words(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%.4g [%.4g, %.4g], n = %d",
        estimate.value(),
        estimate.low(),
        estimate.high(),
        estimate.n());
  }
}
