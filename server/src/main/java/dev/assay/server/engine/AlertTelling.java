package dev.assay.server.engine;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.server.api.event.Events;
import dev.assay.server.delivery.AlertNotices;
import dev.assay.server.delivery.Deliveries;
import dev.assay.server.pipeline.Watching;
import dev.assay.server.store.Batch;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells people of alerts: who is far away by delivery, who looks just now by an event. Of failure
 * cases only the latter are told.
 */
final class AlertTelling implements Watching.Telling {

  // Of one commit; who has missed some reads the list again, as after any gap.
  private static final int MOST_CASES = 100;

  private final Deliveries deliveries;
  private final @Nullable URI publicUrl;
  private volatile @Nullable Events events;

  AlertTelling(Deliveries deliveries, @Nullable URI publicUrl) {
    this.deliveries = deliveries;
    this.publicUrl = publicUrl;
  }

  void events(Events those) {
    events = those;
  }

  @Override
  public void tell(Batch.Builder batch, AlertChange change) {
    AlertNotices.of(change, AlertJson.write(change.alert()), link(publicUrl, change.alert().id()))
        .ifPresent(notice -> deliveries.tell(batch, notice));
  }

  static @Nullable String link(@Nullable URI publicUrl, String alertId) {
    // To where a person looks at it, not a program.
    return publicUrl == null ? null : publicUrl.resolve("/ui/alerts/" + alertId).toString();
  }

  @Override
  public void cases(List<FailureCase> changed) {
    Events listening = events;
    if (listening == null) {
      return;
    }
    changed.stream().limit(MOST_CASES).forEach(each -> listening.publish("case", json(each)));
  }

  // Without what was said, which may be long.
  private static ObjectNode json(FailureCase value) {
    ObjectNode json = Json.object().put("id", value.id()).put("title", value.title());
    json.put("status", value.status().key()).put("size", value.size());
    json.put("first_seen", value.firstSeen().toString());
    json.put("last_seen", value.lastSeen().toString());
    FailureMode mode = value.confirmedMode();
    json.put("feature", value.feature()).put("failure_mode", mode == null ? null : mode.key());
    return json;
  }

  @Override
  public void committed(List<AlertChange> changes) {
    deliveries.committed();
    Events listening = events;
    if (listening == null) {
      return;
    }
    for (AlertChange change : changes) {
      ObjectNode json = Json.object();
      json.put("what", change.what().key());
      json.set("alert", AlertJson.write(change.alert()));
      listening.publish("alert", json);
    }
  }
}
