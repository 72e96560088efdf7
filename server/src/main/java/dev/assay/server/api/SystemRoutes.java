package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import dev.assay.server.api.event.Events;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.Health;
import dev.assay.server.store.Store;
import io.javalin.http.Header;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The server itself: alive, ready, in numbers, live, and described. */
final class SystemRoutes {

  private static final String NOUN = "server";

  private final List<Check> checks;
  private final @Nullable Supplier<String> metrics;
  private final Events events;
  private final Supplier<ObjectNode> document;

  SystemRoutes(
      List<Check> checks,
      @Nullable Supplier<String> metrics,
      Events events,
      Supplier<ObjectNode> document) {
    this.checks = checks;
    this.metrics = metrics;
    this.events = events;
    this.document = document;
  }

  /** The store's check, and the others. */
  static List<Check> checks(Store store, List<Check> others) {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.of("store", () -> state(store.check())));
    checks.addAll(others);
    return List.copyOf(checks);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/healthz", "health")
            .scope(null)
            .about(NOUN, "Whether the server lives.")
            .gives("Health")
            .does(exchange -> exchange.answer(Json.object().put("status", "alive"))),
        Route.get("/readyz", "readiness")
            .scope(null)
            .about(NOUN, "Whether each part does its work; 503 if one does not.")
            .description(
                "A part that is degraded, such as a channel that refuses, does not make it 503.")
            .gives("Readiness")
            .does(this::ready),
        Route.get("/metrics", "metrics")
            .about(NOUN, "The server and the quality it sees, for Prometheus.")
            .givesText("text/plain; version=0.0.4; charset=utf-8")
            .does(exchange -> exchange.answer(Absent.refuse(metrics, "metrics").get())),
        Route.get("/api/v1/events", "listen")
            .about(NOUN, "Server-sent events: `alert`, `case`, `counts`.")
            .description(
                "`alert` and `case` say what has become of one, once it is stored; `counts`, after"
                    + " what was stored, at most once a second, how much came, waits and is open."
                    + " A client that does not keep up is let go, and reads again what it missed.")
            .givesText("text/event-stream")
            .does(this::listen),
        Route.get("/api/v1/openapi.json", "openApi")
            .scope(null)
            .about(NOUN, "This document.")
            .gives("OpenApi")
            .does(exchange -> exchange.answer(document.get())));
  }

  private void ready(Exchange exchange) {
    boolean ready = true;
    ObjectNode json = Json.object();
    ArrayNode parts = Json.array();
    for (Check check : checks) {
      Check.State state = check.state();
      ready &= state.ready();
      ObjectNode part = parts.addObject().put("name", check.name());
      String good = state.degraded() ? "degraded" : "ready";
      part.put("state", state.ready() ? good : "not ready");
      if (state.detail() != null) {
        part.put("detail", state.detail());
      }
    }
    json.put("status", ready ? "ready" : "not ready").set("parts", parts);
    exchange.answer(ready ? 200 : 503, json);
  }

  private void listen(Exchange exchange) {
    // It may stand there several times, which is the same as once with commas.
    String accepted =
        String.join(",", Collections.list(exchange.context().req().getHeaders(Header.ACCEPT)));
    if (!Accepted.of(accepted).takes("text", "event-stream")) {
      throw ApiException.of(
          406, "Accept: " + Printable.line(accepted, 200) + " (expected: text/event-stream)");
    }
    if (!events.listen(exchange.context())) {
      throw ApiException.retry("as many listen as may; try again later", 30, null);
    }
  }

  private static Check.State state(Health health) {
    return new Check.State(health.ok(), health.reason());
  }
}
