package dev.assay.server.api;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Page;
import dev.assay.server.store.Store;
import dev.assay.server.store.export.ExportRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Interactions, traces, and what evaluators made of them. */
final class InteractionRoutes {

  private static final String NOUN = "interactions";
  private static final Parameter STARTED =
      Parameter.time("started_at", "When it began, if known: finds it much faster.");

  private final Store store;
  private final InteractionQuery query;

  InteractionRoutes(Store store, UnaryOperator<String> userHash) {
    this.store = store;
    this.query = new InteractionQuery(userHash);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/interactions", "listInteractions")
            .about(NOUN, "Interactions, latest first.")
            .description("Every condition given must hold.")
            .with(InteractionQuery.PARAMETERS)
            .with(Pages.PARAMETERS)
            .gives("InteractionPage")
            .does(this::list),
        Route.get("/api/v1/interactions/{id}", "getInteraction")
            .about(NOUN, "One interaction with everything about it.")
            .with(Parameter.path("id", "The interaction's id."))
            .with(STARTED)
            .gives("InteractionDetail")
            .does(this::detail),
        Route.get("/api/v1/traces/{id}", "getTrace")
            .about("traces", "The interactions of a trace, oldest first, at most 1,000.")
            .with(Parameter.path("id", "The trace's id, 32 hexadecimal digits."))
            .with(Parameter.time("near", "When it was, within a day: finds it much faster."))
            .gives("Trace")
            .does(this::trace),
        Route.get("/api/v1/evaluations", "listEvaluations")
            .about("evaluations", "Evaluations, by their interactions, latest first.")
            .description(
                "Pages are of interactions: one may hold more evaluations than its limit. Name an"
                    + " evaluator, or an interaction.")
            .with(Parameter.text("interaction_id", "Of this interaction."))
            .with(InteractionQuery.PARAMETERS)
            .with(Pages.PARAMETERS)
            .gives("EvaluationPage")
            .does(this::evaluations));
  }

  private void list(Exchange exchange) {
    Page<ListedInteraction> page =
        store.interactions().page(query.filter(exchange), Pages.request(exchange));
    exchange.answer(Pages.json(page, InteractionRoutes::json));
  }

  private static ObjectNode json(ListedInteraction listed) {
    return ExportRow.interaction(listed.row(), null).put("has_content", listed.hasContent());
  }

  private void detail(Exchange exchange) {
    String id = exchange.path("id");
    InteractionDetail detail =
        store
            .interactions()
            .detail(id, exchange.time("started_at").orElse(null))
            .orElseThrow(() -> ApiException.notFound("interaction", id));
    ObjectNode json = ExportRow.interaction(detail.row(), null);
    json.put("has_content", detail.content() != null);
    if (detail.content() != null) {
      json.set("content", InteractionJson.write(detail.content()));
    }
    ArrayNode evaluations = json.putArray("evaluations");
    detail.evaluations().forEach(each -> evaluations.add(ExportRow.evaluation(each)));
    ArrayNode signals = json.putArray("signals");
    detail.signals().forEach(each -> signals.add(ExportRow.signal(each)));
    ArrayNode scores = json.putArray("external_scores");
    detail.externalScores().forEach(each -> scores.add(ExportRow.externalScore(each)));
    ArrayNode labels = json.putArray("labels");
    detail.labels().forEach(each -> labels.add(ExportRow.label(each)));
    ArrayNode cases = json.putArray("failure_cases");
    detail.failureCases().forEach(cases::add);
    exchange.answer(json);
  }

  private void trace(Exchange exchange) {
    String id = exchange.path("id").toLowerCase(Locale.ROOT);
    List<ListedInteraction> found =
        store.interactions().trace(id, exchange.time("near").orElse(null));
    if (found.isEmpty()) {
      throw ApiException.notFound("trace", id);
    }
    ObjectNode json = Json.object().put("trace_id", id);
    ArrayNode items = json.putArray("interactions");
    found.forEach(each -> items.add(json(each)));
    exchange.answer(json);
  }

  private void evaluations(Exchange exchange) {
    Optional<String> id = exchange.text("interaction_id");
    Optional<String> evaluator = exchange.text("evaluator");
    if (id.isEmpty() && evaluator.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("evaluator", "missing", "an evaluator, or interaction_id"));
    }
    Page<ListedInteraction> page =
        id.isPresent()
            ? new Page<>(
                store.interactions().find(id.get(), null).map(List::of).orElse(List.of()),
                null,
                null)
            : store.interactions().page(query.filter(exchange), Pages.request(exchange));
    List<InteractionKey> keys = page.items().stream().map(each -> each.row().key()).toList();
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    if (!keys.isEmpty()) {
      for (Evaluation each : store.evidence().evaluations(keys)) {
        if (evaluator.isEmpty() || each.evaluator().equals(evaluator.get())) {
          items.add(ExportRow.evaluation(each));
        }
      }
    }
    Pages.put(json, "older", page.older());
    Pages.put(json, "newer", page.newer());
    exchange.answer(json);
  }
}
