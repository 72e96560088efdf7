package dev.assay.server.web.alert;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.monitor.window.Slice;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.panel.LineSpec;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.SeriesSource;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** What an alert's monitor looks at, around the time of the alert. */
final class AlertChart {

  private static final Duration LEAST = Duration.ofHours(12);
  private static final Duration MOST = Duration.ofDays(14);
  private static final String ALERT = "alert";

  private final Desks desks;
  private final Panel panel;

  AlertChart(Desks desks) {
    this.desks = desks;
    this.panel =
        new Panel(
            "alert-measure",
            "What is watched",
            "How did it go before, and since?",
            request -> load(request));
  }

  Panel panel() {
    return panel;
  }

  /** Where the chart of an alert is, for a view. */
  String address(Alert alert, View view) {
    return view.at(Panel.PATH + panel.id(), ALERT, alert.id());
  }

  /** The alert's slice, and unless a time was chosen a time that shows what was before. */
  static View around(Alert alert, View view, Instant now) {
    View of = view.of(slice(alert));
    if (view.chosen() != null) {
      return of;
    }
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Instant end = Objects.requireNonNullElse(alert.resolvedAt(), minute);
    Duration lasted = Duration.between(alert.since(), end);
    Duration before = lasted.compareTo(LEAST) < 0 ? LEAST : lasted;
    before = before.compareTo(MOST) > 0 ? MOST : before;
    Instant after = end.plus(before.dividedBy(4));
    return of.over(
        new Period(
            alert.since().minus(before.multipliedBy(2)).truncatedTo(ChronoUnit.MINUTES),
            after.isAfter(minute) ? minute : after.truncatedTo(ChronoUnit.MINUTES)));
  }

  private static Slice slice(Alert alert) {
    try {
      return Slice.ofKey(alert.slice());
    } catch (IllegalArgumentException e) {
      return Slice.ALL;
    }
  }

  /** What the alert's monitor looks at; nothing where the monitor is no more. */
  Measured measured(Alert alert) {
    for (ObjectNode monitor : desks.alerts().monitors()) {
      if (monitor.path("name").asString("").equals(alert.monitor())) {
        return Measured.of(monitor);
      }
    }
    return Measured.NOTHING;
  }

  private PanelData load(PanelRequest request) {
    String id = request.parameters().apply(ALERT).orElse("");
    Alert alert =
        desks
            .store()
            .records()
            .alert(id)
            .map(stored -> AlertJson.read(stored.json()))
            .orElseThrow(() -> ApiException.notFound("alert", id));
    List<LineSpec> lines = measured(alert).lines();
    if (lines.isEmpty()) {
      throw ApiException.notFound("chart of the alert", id);
    }
    return SeriesSource.of(desks.reader(), desks.marks(), lines.toArray(new LineSpec[0]))
        .load(request);
  }
}
