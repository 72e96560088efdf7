package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Scheduled runs and spot checks. */
final class ScheduleRoutes {

  private final @Nullable ScheduleDesk desk;
  private final Clock clock;

  ScheduleRoutes(@Nullable ScheduleDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/schedules", "listSchedules")
            .about("schedules", "The schedules as they stand.")
            .gives("Schedules")
            .does(exchange -> answer(exchange, desk().schedules())),
        Route.post("/api/v1/schedules/{name}/start", "startSchedule")
            .about("schedules", "Starts a suite out of turn, such as from a deployment.")
            .description("Not while the same suite runs.")
            .with(Parameter.path("name", "The schedule's name."))
            .takes("Start")
            .status(202)
            .gives("Schedule")
            .does(this::start),
        Route.post("/api/v1/schedules/{name}/pause", "pauseSchedule")
            .about("schedules", "Pauses a schedule: neither time nor files make it run.")
            .description("What runs goes on; started by somebody it runs all the same.")
            .with(Parameter.path("name", "The schedule's name."))
            .takes("Note")
            .gives("Schedule")
            .does(exchange -> turn(exchange, desk()::pause)),
        Route.post("/api/v1/schedules/{name}/resume", "resumeSchedule")
            .about("schedules", "Resumes a schedule that was paused.")
            .description("What came while it was paused is not made up for.")
            .with(Parameter.path("name", "The schedule's name."))
            .takes("Note")
            .gives("Schedule")
            .does(exchange -> turn(exchange, desk()::resume)),
        Route.get("/api/v1/spot-checks", "listSpotChecks")
            .about("spot checks", "The spot checks, latest first.")
            .gives("SpotChecks")
            .does(exchange -> answer(exchange, desk().spotChecks())),
        Route.get("/api/v1/spot-checks/{id}", "getSpotCheck")
            .about("spot checks", "One spot check with the interactions drawn for it.")
            .with(Parameter.path("id", "The spot check's id."))
            .gives("SpotCheck")
            .does(this::spotCheck),
        Route.post("/api/v1/spot-checks/{id}/skip", "skipSpotCheckItem")
            .scope(Scope.REVIEW)
            .about("spot checks", "Says that an interaction drawn for it needs no answer.")
            .with(Parameter.path("id", "The spot check's id."))
            .takes("Skip")
            .gives("SpotCheck")
            .does(this::skip));
  }

  private void skip(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("interaction_id", "note"));
    String id = exchange.path("id");
    String interaction = Bodies.needed(body, "interaction_id");
    String why = Bodies.needed(body, "note");
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), why);
    exchange.answer(
        desk()
            .skip(id, interaction, why, deed)
            .orElseThrow(() -> ApiException.notFound("spot check", id)));
  }

  private void start(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("change", "note"));
    String name = exchange.path("name");
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), Bodies.text(body, "note"));
    exchange.answer(
        desk()
            .start(name, Bodies.text(body, "change"), deed)
            .orElseThrow(() -> ApiException.notFound("schedule", name)));
  }

  private void turn(Exchange exchange, BiFunction<String, Deed, Optional<ObjectNode>> turn) {
    ObjectNode body = exchange.body(Set.of("note"));
    String name = exchange.path("name");
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), Bodies.text(body, "note"));
    exchange.answer(
        turn.apply(name, deed).orElseThrow(() -> ApiException.notFound("schedule", name)));
  }

  private void spotCheck(Exchange exchange) {
    String id = exchange.path("id");
    exchange.answer(
        desk().spotCheck(id).orElseThrow(() -> ApiException.notFound("spot check", id)));
  }

  private ScheduleDesk desk() {
    return Absent.refuse(desk, "schedules");
  }

  private static void answer(Exchange exchange, List<ObjectNode> list) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    list.forEach(items::add);
    exchange.answer(json);
  }
}
