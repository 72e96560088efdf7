package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alerts for Alertmanager: {@code POST /api/v2/alerts}. It takes an alert for over once its end has
 * come, and forgets all at its own restart; so an alert that is open is sent again and again, each
 * time with an end a little ahead.
 */
final class AlertmanagerSender implements Sender {

  /** How often an open alert is sent again. */
  static final Duration AGAIN = Duration.ofMinutes(2);

  // Several attempts may fail before Alertmanager thinks that all is well.
  private static final Duration HELD = AGAIN.multipliedBy(5);

  private final Destination.Alertmanager target;
  private final URI url;
  private final Http http;

  AlertmanagerSender(Destination.Alertmanager target, Http http) {
    this.target = target;
    this.http = http;
    String base = target.url().toString();
    this.url = URI.create((base.endsWith("/") ? base : base + "/") + "api/v2/alerts").normalize();
  }

  @Override
  public String send(Message message) throws DeliveryFailedException {
    ArrayNode alerts = Json.array();
    for (Notice notice : message.notices()) {
      alerts.add(alert(notice, message));
    }
    return http.post(url, target.headers(), Json.writeUtf8(alerts), List.of());
  }

  // What identifies the alert are its labels: what may change goes into the annotations.
  private ObjectNode alert(Notice notice, Message message) {
    ObjectNode json = Json.object();
    ObjectNode labels = json.putObject("labels");
    target.labels().forEach(labels::put);
    labels
        .put("alertname", notice.monitor())
        .put("severity", notice.severity().key())
        .put("alert_id", notice.alertId());
    if (!notice.slice().isEmpty()) {
      labels.put("slice", notice.slice());
    }
    json.putObject("annotations")
        .put("summary", notice.title())
        .put("description", String.join("\n", notice.lines()));
    json.put("startsAt", notice.since().toString());
    boolean over = notice.state() == Notice.State.RESOLVED;
    json.put("endsAt", (over ? notice.at() : message.at().plus(HELD)).toString());
    if (notice.link() != null) {
      json.put("generatorURL", notice.link());
    }
    return json;
  }
}
