package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.review.Answers;
import dev.assay.server.review.JudgedTraffic;
import dev.assay.server.review.LabelBook;
import dev.assay.server.review.ReviewDesk;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.export.ExportRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people disagree on, and what was decided of it. */
final class AdjudicationRoutes {

  private static final String TAG = "labels";
  private static final Duration STANDARD_LENGTH = Duration.ofDays(30);

  private final Store store;
  private final @Nullable ReviewDesk desk;
  private final Clock clock;

  AdjudicationRoutes(Store store, @Nullable ReviewDesk desk, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/disagreements", "listDisagreements")
            .about(TAG, "Interactions on which people disagree and that nobody has settled.")
            .with(Parameter.text("evaluator", "Whose question people answered differently."))
            .with(Parameter.time("from", "That began at this time or later; 30 days before `to`."))
            .with(Parameter.time("to", "That began before this time; now unless given."))
            .gives("Disagreements")
            .does(this::list),
        Route.post("/api/v1/adjudications", "adjudicate")
            .about(TAG, "Decides what holds where two people have answered.")
            .description(
                "It takes the place of what was decided before. What people said stays, and how"
                    + " far they agree is computed from that.")
            .takes("NewAdjudication")
            .status(201)
            .gives("Label")
            .does(this::settle));
  }

  private ReviewDesk desk() {
    return Absent.refuse(desk, "review");
  }

  private void list(Exchange exchange) {
    String evaluator =
        exchange
            .text("evaluator")
            .or(desk()::checked)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        Problem.of("evaluator", "missing", "the name of one that has scores")));
    Instant to = exchange.time("to").orElseGet(clock::instant);
    Instant from = exchange.time("from").orElse(to.minus(STANDARD_LENGTH));
    JudgedTraffic traffic = desk().traffic(evaluator, from, to);
    List<InteractionKey> open = desk().queues(traffic, from, to).adjudication().open();
    ObjectNode json = Json.object().put("evaluator", evaluator);
    ArrayNode items = json.putArray("items");
    for (InteractionKey key : open) {
      Answers answers = traffic.answers().getOrDefault(key.id(), Answers.none(key));
      ObjectNode item = items.addObject().put("interaction_id", key.id());
      item.put("started_at", key.startedAt().toString());
      ArrayNode labels = item.putArray("labels");
      answers.people().forEach(label -> labels.add(ExportRow.label(label)));
    }
    exchange.answer(json);
  }

  private void settle(Exchange exchange) {
    ObjectNode body =
        exchange.body(
            Set.of(
                "interaction_id",
                "evaluator",
                "passed",
                "value",
                "failure_mode",
                "expected",
                "comment"));
    Boolean passed = Bodies.flag(body, "passed");
    if (passed == null) {
      throw Bodies.wrong("passed", null, "true or false");
    }
    String id = Bodies.needed(body, "interaction_id");
    InteractionKey key =
        store
            .interactions()
            .find(id, null)
            .orElseThrow(() -> ApiException.notFound("interaction", id))
            .row()
            .key();
    String mode = Bodies.text(body, "failure_mode");
    LabelBook.Answer answer =
        new LabelBook.Answer(
            passed,
            Bodies.number(body, "value"),
            mode == null ? null : CaseRoutes.mode(mode),
            Bodies.text(body, "expected"),
            Bodies.text(body, "comment"));
    exchange.answer(
        ExportRow.label(
            desk()
                .adjudicate(
                    key,
                    Bodies.text(body, "evaluator"),
                    answer,
                    exchange.caller().name(),
                    clock.instant())));
  }
}
