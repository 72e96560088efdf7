package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.watch.KeptMonitor;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Monitors that people made, beside those of the configuration. */
final class MonitorRoutes {

  private final @Nullable MonitorDesk desk;
  private final Clock clock;

  MonitorRoutes(@Nullable MonitorDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/saved-monitors", "listSavedMonitors")
            .about("monitors", "The monitors that people made, with every version.")
            .description("Also those that are watched no longer.")
            .gives("SavedMonitors")
            .does(this::list),
        Route.post("/api/v1/saved-monitors", "saveMonitor")
            .about("monitors", "Saves a monitor: new, or as a new version of the one of its name.")
            .description("It is in force at once. One of the configuration is changed there.")
            .takes("NewMonitor")
            .status(201)
            .gives("SavedMonitor")
            .does(this::save),
        Route.delete("/api/v1/saved-monitors/{name}", "removeMonitor")
            .about("monitors", "Watches for it no longer; its alerts are resolved.")
            .with(Parameter.path("name", "The monitor's name."))
            .status(204)
            .does(this::remove));
  }

  private MonitorDesk desk() {
    return Absent.refuse(desk, "monitors");
  }

  private void list(Exchange exchange) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    desk().kept().forEach(each -> items.add(json(each)));
    exchange.answer(json);
  }

  private void save(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("yaml", "note"));
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), Bodies.text(body, "note"));
    String name = desk().save(Bodies.needed(body, "yaml"), deed).name();
    exchange.answer(
        desk().kept().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .map(MonitorRoutes::json)
            .orElseThrow(() -> ApiException.notFound("monitor", name)));
  }

  private void remove(Exchange exchange) {
    String name = exchange.path("name");
    if (!desk().remove(name, new Deed(exchange.caller().name(), clock.instant(), null))) {
      throw ApiException.notFound("monitor", name);
    }
    exchange.answer();
  }

  private static ObjectNode json(KeptMonitor monitor) {
    ObjectNode json = Json.object().put("name", monitor.name()).put("removed", monitor.removed());
    ArrayNode versions = json.putArray("versions");
    for (KeptMonitor.Version each : monitor.versions()) {
      ObjectNode version = versions.addObject().put("number", each.number());
      version.put("yaml", each.yaml()).put("by", each.by()).put("at", each.at().toString());
      if (each.note() != null) {
        version.put("note", each.note());
      }
    }
    return json;
  }
}
