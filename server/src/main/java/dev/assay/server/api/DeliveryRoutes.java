package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What was told to whom, and what was done by whom. */
final class DeliveryRoutes {

  private static final String NOUN = "deliveries";

  private final Store store;
  private final @Nullable OperationDesk desk;
  private final Clock clock;

  DeliveryRoutes(Store store, @Nullable OperationDesk desk, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/deliveries", "listDeliveries")
            .about(NOUN, "Every attempt to tell somebody, latest first.")
            .description("Of alerts, gates of scheduled suites, spot checks and tests.")
            .with(Parameter.text("channel", "To this channel."))
            .with(Pages.PARAMETERS)
            .gives("DeliveryPage")
            .does(this::list),
        Route.post("/api/v1/deliveries/{channel}/test", "testChannel")
            .about(NOUN, "Sends a test to a channel, and says what came of it.")
            .description("It is not tried again.")
            .with(Parameter.path("channel", "The channel's configured name."))
            .takes("Note")
            .gives("ChannelTrial")
            .does(this::test),
        Route.get("/api/v1/audit", "listAudit")
            .scope(Scope.ADMIN)
            .about("server", "Who changed what, latest first.")
            .with(Pages.PARAMETERS)
            .gives("AuditPage")
            .does(this::audit));
  }

  private void list(Exchange exchange) {
    String channel = exchange.text("channel").orElse(null);
    exchange.answer(
        Pages.json(
            store.records().deliveries(channel, Pages.request(exchange)),
            each -> json(each).put("id", each.id()).put("alert_id", each.alertId())));
  }

  private void test(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("note"));
    String channel = exchange.path("channel");
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), Bodies.text(body, "note"));
    exchange.answer(
        Absent.refuse(desk, NOUN)
            .test(channel, deed)
            .orElseThrow(() -> ApiException.notFound("channel", channel)));
  }

  private void audit(Exchange exchange) {
    exchange.answer(
        Pages.json(store.records().audit(Pages.request(exchange)), DeliveryRoutes::json));
  }

  private static ObjectNode json(AuditEntry entry) {
    ObjectNode json = Json.object().put("id", entry.id()).put("at", entry.at().toString());
    json.put("actor", entry.actor()).put("action", entry.action());
    if (entry.subject() != null) {
      json.put("subject", entry.subject());
    }
    if (entry.detail() != null) {
      json.put("detail", entry.detail());
    }
    return json;
  }

  static ObjectNode json(Delivery delivery) {
    ObjectNode json = Json.object().put("channel", delivery.channel());
    json.put("attempt", delivery.attempt()).put("at", delivery.at().toString());
    json.put("delivered", delivery.delivered());
    if (delivery.detail() != null) {
      json.put("detail", delivery.detail());
    }
    return json;
  }
}
