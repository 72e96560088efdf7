package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.window.Slice;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Page;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredAlert;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts, silences and monitors. */
final class AlertRoutes {

  private static final String NOUN = "alerts";
  private static final String TEMPLATE = "prompt_template";
  private static final String VERSION = "prompt_version";
  private static final Parameter ID = Parameter.path("id", "The alert's id.");

  private final Store store;
  private final @Nullable AlertDesk desk;
  private final Clock clock;

  AlertRoutes(Store store, @Nullable AlertDesk desk, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/alerts", "listAlerts")
            .about(NOUN, "Alerts by when they opened, latest first.")
            .with(Parameter.flag("open", "Only those that are open, all of them on one page."))
            .with(Pages.PARAMETERS)
            .gives("AlertPage")
            .does(this::list),
        Route.get("/api/v1/alerts/{id}", "getAlert")
            .about(NOUN, "One alert, and who was told of it.")
            .with(ID)
            .gives("AlertDetail")
            .does(this::detail),
        Route.post("/api/v1/alerts/{id}/acknowledge", "acknowledgeAlert")
            .about(NOUN, "Says that somebody looks after it.")
            .with(ID)
            .takes("Note")
            .gives("AlertDetail")
            .does(this::acknowledge),
        Route.post("/api/v1/alerts/{id}/accept", "acceptAlert")
            .about(NOUN, "Takes the present for the new level.")
            .description("Resolves the alert; its monitor begins to learn anew.")
            .with(ID)
            .takes("Note")
            .gives("AlertDetail")
            .does(this::accept),
        Route.get("/api/v1/silences", "listSilences")
            .about(NOUN, "The silences that have not ended.")
            .gives("Silences")
            .does(this::silences),
        Route.post("/api/v1/silences", "silence")
            .about(NOUN, "Keeps alerts quiet for a time.")
            .takes("NewSilence")
            .status(201)
            .gives("Silence")
            .does(this::silence),
        Route.delete("/api/v1/silences/{id}", "liftSilence")
            .about(NOUN, "Ends a silence.")
            .with(Parameter.path("id", "The silence's id."))
            .status(204)
            .does(this::lift),
        Route.get("/api/v1/monitors", "listMonitors")
            .about("monitors", "The monitors as they stand.")
            .gives("Monitors")
            .does(this::monitors),
        Route.get("/api/v1/marks", "listMarks")
            .about("monitors", "New versions of prompt templates, compared with those before.")
            .description(
                "Latest first. A difference has an interval that holds whenever one looks; `clear`"
                    + " says that it is more than chance.")
            .with(Parameter.time("from", "That came at this time or later."))
            .with(Parameter.time("to", "That came before this time."))
            .with(
                Parameter.text(
                    "slice",
                    "Of `prompt_template=…`, of `prompt_version=…` (old or new), or both."))
            .gives("Marks")
            .does(this::marks));
  }

  private void marks(Exchange exchange) {
    Instant from = exchange.time("from").orElse(Instant.MIN);
    Instant to = exchange.time("to").orElse(Instant.MAX);
    Slice slice = exchange.text("slice").map(WindowReader::slice).orElse(Slice.ALL);
    for (Slice.Part part : slice.parts()) {
      if (!part.dimension().equals(TEMPLATE) && !part.dimension().equals(VERSION)) {
        throw new InvalidInputException(
            Problem.of("slice", slice.key(), "of prompt_template and prompt_version"));
      }
    }
    List<Mark> found = new ArrayList<>(Absent.refuse(desk, "monitors").marks());
    Collections.reverse(found);
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    for (Mark mark : found) {
      boolean within = !mark.at().isBefore(from) && mark.at().isBefore(to);
      if (within && slice.parts().stream().allMatch(part -> isOf(mark, part))) {
        items.add(AlertJson.write(mark));
      }
    }
    exchange.answer(json);
  }

  private static boolean isOf(Mark mark, Slice.Part part) {
    if (part.kind() != Slice.Kind.VALUE) {
      return false;
    }
    return part.dimension().equals(TEMPLATE)
        ? mark.template().equals(part.value())
        : mark.before().equals(part.value()) || mark.after().equals(part.value());
  }

  private void accept(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("note"));
    String id = exchange.path("id");
    if (!Absent.refuse(desk, "monitors").accept(id, deed(exchange, body))) {
      throw store.records().alert(id).isPresent()
          ? new InvalidInputException(Problem.of("alert", "resolved", "one that is not resolved"))
          : ApiException.notFound("alert", id);
    }
    detail(exchange);
  }

  private void list(Exchange exchange) {
    if (exchange.flag("open").orElse(false)) {
      Page<StoredAlert> all = new Page<>(store.records().openAlerts(), null, null);
      exchange.answer(Pages.json(all, AlertRoutes::json));
      return;
    }
    exchange.answer(Pages.json(store.records().alerts(Pages.request(exchange)), AlertRoutes::json));
  }

  private void detail(Exchange exchange) {
    String id = exchange.path("id");
    StoredAlert alert =
        store.records().alert(id).orElseThrow(() -> ApiException.notFound("alert", id));
    ObjectNode json = json(alert);
    ArrayNode deliveries = json.putArray("deliveries");
    for (Delivery each : store.records().deliveries(id)) {
      deliveries.add(DeliveryRoutes.json(each));
    }
    exchange.answer(json);
  }

  private void acknowledge(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("note"));
    String id = exchange.path("id");
    if (!Absent.refuse(desk, "monitors").acknowledge(id, deed(exchange, body))) {
      throw ApiException.notFound("alert", id);
    }
    detail(exchange);
  }

  private void silences(Exchange exchange) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    Absent.refuse(desk, "monitors").silences().forEach(each -> items.add(json(each)));
    exchange.answer(json);
  }

  private void silence(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("monitor", "slice", "until", "note"));
    Instant until = Exchange.time("until", Bodies.needed(body, "until"));
    if (!until.isAfter(clock.instant())) {
      throw Bodies.wrong("until", body.get("until"), "a time that is yet to come");
    }
    String slice = Bodies.text(body, "slice");
    if (slice != null) {
      slice = WindowReader.slice(slice).key();
    }
    AlertDesk.NewSilence wanted =
        new AlertDesk.NewSilence(Bodies.text(body, "monitor"), slice, until);
    exchange.answer(json(Absent.refuse(desk, "monitors").silence(wanted, deed(exchange, body))));
  }

  private void lift(Exchange exchange) {
    String id = exchange.path("id");
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), null);
    if (!Absent.refuse(desk, "monitors").lift(id, deed)) {
      throw ApiException.notFound("silence", id);
    }
    exchange.answer();
  }

  private void monitors(Exchange exchange) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    Absent.refuse(desk, "monitors").monitors().forEach(items::add);
    exchange.answer(json);
  }

  private Deed deed(Exchange exchange, ObjectNode body) {
    return new Deed(exchange.caller().name(), clock.instant(), Bodies.text(body, "note"));
  }

  static ObjectNode json(StoredAlert alert) {
    ObjectNode json = Json.object().put("id", alert.id()).put("monitor", alert.monitor());
    json.put("slice", alert.slice()).put("state", alert.state());
    json.put("severity", alert.severity()).put("opened_at", alert.openedAt().toString());
    json.put("updated_at", alert.updatedAt().toString());
    if (alert.closedAt() != null) {
      json.put("closed_at", alert.closedAt().toString());
    }
    json.set("details", Json.parse(alert.json(), "alert", 1));
    return json;
  }

  private static ObjectNode json(AlertDesk.Silence silence) {
    ObjectNode json = Json.object().put("id", silence.id());
    if (silence.of().monitor() != null) {
      json.put("monitor", silence.of().monitor());
    }
    if (silence.of().slice() != null) {
      json.put("slice", silence.of().slice());
    }
    json.put("until", silence.of().until().toString()).put("by", silence.by().actor());
    json.put("at", silence.by().at().toString());
    if (silence.by().note() != null) {
      json.put("note", silence.by().note());
    }
    return json;
  }
}
