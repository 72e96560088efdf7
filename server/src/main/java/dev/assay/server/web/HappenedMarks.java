package dev.assay.server.web;

import dev.assay.core.json.Json;
import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.window.Slice;
import dev.assay.server.api.AlertDesk;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.web.panel.AxisMark;
import dev.assay.server.web.panel.AxisMarks;
import dev.assay.server.web.view.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Alerts that opened, and new versions of prompt templates. */
public final class HappenedMarks implements AxisMarks {

  private static final int MOST = 20;
  private static final int MOST_ALERTS = 200;
  private static final String TEMPLATE = "prompt_template";

  private final Store store;
  private final AlertDesk desk;

  /** As the store and the monitors know them. */
  public HappenedMarks(Store store, AlertDesk desk) {
    this.store = store;
    this.desk = desk;
  }

  @Override
  public List<AxisMark> in(Period period, Slice slice) {
    List<AxisMark> found = new ArrayList<>();
    Page<StoredAlert> alerts = store.records().alerts(PageRequest.first(MOST_ALERTS));
    for (StoredAlert alert : alerts.items()) {
      if (within(period, alert.openedAt()) && about(slice, alert.slice())) {
        found.add(
            new AxisMark(
                alert.openedAt(), AxisMark.Kind.ALERT, title(alert), "/ui/alerts/" + alert.id()));
      }
    }
    for (Mark mark : desk.marks()) {
      if (within(period, mark.at()) && about(slice, mark)) {
        String label = mark.template() + " version " + mark.after();
        found.add(new AxisMark(mark.at(), AxisMark.Kind.PROMPT, label, null));
      }
    }
    found.sort(Comparator.comparing(AxisMark::at));
    return found.size() <= MOST ? found : found.subList(found.size() - MOST, found.size());
  }

  private static boolean within(Period period, Instant at) {
    return !at.isBefore(period.from()) && at.isBefore(period.to());
  }

  private static boolean about(Slice slice, String key) {
    return slice.equals(Slice.ALL) || slice.key().equals(key) || key.equals(Slice.ALL.key());
  }

  private static boolean about(Slice slice, Mark mark) {
    return slice.parts().stream()
        .filter(part -> part.dimension().equals(TEMPLATE))
        .allMatch(part -> part.value().equals(mark.template()));
  }

  private static String title(StoredAlert alert) {
    JsonNode title = Json.parse(alert.json(), "alert", 1).path("title");
    String text = title.isString() ? title.stringValue() : alert.monitor();
    return text.length() <= 160 ? text : text.substring(0, 160) + "…";
  }
}
