package dev.assay.server.api;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.review.LabelBook;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.Store;
import dev.assay.server.store.export.ExportRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people make of interactions. */
final class LabelRoutes {

  private static final Duration STANDARD_LENGTH = Duration.ofDays(7);
  private static final int MOST = 10_000;

  private final Store store;
  private final Clock clock;

  LabelRoutes(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/labels", "listLabels")
            .about("labels", "Labels given in a time, oldest first, or those of an interaction.")
            .description("At most 10,000; `truncated` says that there are more.")
            .with(Parameter.text("interaction_id", "Of this interaction, of any time."))
            .with(Parameter.text("evaluator", "That answer this evaluator's question."))
            .with(Parameter.time("from", "Given at this time or later; a week before `to`."))
            .with(Parameter.time("to", "Given before this time; now unless given."))
            .gives("Labels")
            .does(this::list),
        Route.post("/api/v1/labels", "label")
            .scope(Scope.REVIEW)
            .about("labels", "Says what a person makes of an interaction.")
            .description(
                "The same again changes nothing. At least one of value, passed, failure_mode,"
                    + " expected and comment. With the scope review alone it is the key's own"
                    + " label: without an id, and in no other name.")
            .takes("NewLabel")
            .status(201)
            .gives("Label")
            .does(this::add));
  }

  private void list(Exchange exchange) {
    Optional<String> id = exchange.text("interaction_id");
    Optional<String> evaluator = exchange.text("evaluator");
    Instant to = exchange.time("to").orElseGet(clock::instant);
    Instant from = exchange.time("from").orElse(to.minus(STANDARD_LENGTH));
    List<Label> found = new ArrayList<>();
    if (id.isPresent()) {
      found.addAll(store.evidence().labels(List.of(key(id.get()))));
    } else {
      store
          .evidence()
          .scanLabels(
              from,
              to,
              label -> {
                if (found.size() <= MOST) {
                  found.add(label);
                }
              });
    }
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    found.stream()
        .limit(MOST)
        .filter(label -> evaluator.isEmpty() || evaluator.get().equals(label.evaluator()))
        .forEach(label -> items.add(ExportRow.label(label)));
    exchange.answer(json.put("truncated", found.size() > MOST));
  }

  private void add(Exchange exchange) {
    ObjectNode body =
        exchange.body(
            Set.of(
                "id",
                "interaction_id",
                "evaluator",
                "annotator",
                "value",
                "passed",
                "failure_mode",
                "expected",
                "comment"));
    if (!body.hasNonNull("value")
        && !body.hasNonNull("passed")
        && !body.hasNonNull("failure_mode")
        && !body.hasNonNull("expected")
        && !body.hasNonNull("comment")) {
      throw new InvalidInputException(
          Problem.of("value, passed, failure_mode, expected, comment", "missing", "at least one"));
    }
    String mode = Bodies.text(body, "failure_mode");
    String annotator = Bodies.text(body, "annotator");
    String id = Bodies.text(body, "id");
    checkOwn(exchange.caller(), annotator, id);
    Label label =
        new Label(
            id == null || id.isEmpty() ? derived(body, exchange.caller().name()) : id,
            key(Bodies.needed(body, "interaction_id")),
            Bodies.text(body, "evaluator"),
            annotator == null ? exchange.caller().name() : annotator,
            Bodies.number(body, "value"),
            Bodies.flag(body, "passed"),
            mode == null ? null : CaseRoutes.mode(mode),
            Bodies.text(body, "expected"),
            Bodies.text(body, "comment"),
            clock.instant());
    new LabelBook(store).put(label, exchange.caller().name(), clock.instant());
    exchange.answer(ExportRow.label(label));
  }

  // Two annotators are two people only if nobody speaks for another.
  private static void checkOwn(Caller caller, @Nullable String annotator, @Nullable String id) {
    if (caller.may(Scope.WRITE)) {
      return;
    }
    if (annotator != null && !annotator.equals(caller.name())) {
      throw ApiException.of(
          403,
          Problem.of("annotator", annotator, caller.name())
              .next("a key with the scope write labels in others' names"));
    }
    if (id != null) {
      throw ApiException.of(
          403,
          Problem.of("id", id, "none").next("a key with the scope write replaces labels by id"));
    }
  }

  private static String derived(ObjectNode body, String caller) {
    String hash = ContentHash.of(body.deepCopy().put("caller", caller));
    return hash.substring(hash.length() - 32);
  }

  private InteractionKey key(String id) {
    return store
        .interactions()
        .find(id, null)
        .orElseThrow(() -> ApiException.notFound("interaction", id))
        .row()
        .key();
  }
}
