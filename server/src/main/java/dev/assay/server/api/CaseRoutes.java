package dev.assay.server.api;

import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredFailureCase;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Failure cases, and what people make of them. */
final class CaseRoutes {

  private static final String NOUN = "failure cases";
  private static final String PATH = "/api/v1/failure-cases";
  private static final Parameter ID = Parameter.path("id", "The case's id.");
  private static final int MEMBERS = 100;

  private final Store store;
  private final @Nullable CaseDesk desk;
  private final CaseExamples examples;
  private final Clock clock;

  CaseRoutes(Store store, @Nullable CaseDesk desk, UnaryOperator<String> redact, Clock clock) {
    this.examples = new CaseExamples(store, redact);
    this.store = store;
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, "listFailureCases")
            .about(NOUN, "Failure cases by when they were last seen, latest first.")
            .with(Parameter.text("status", "Of this status."))
            .with(Pages.PARAMETERS)
            .gives("FailureCasePage")
            .does(this::list),
        Route.get(PATH + "/{id}", "getFailureCase")
            .about(NOUN, "One failure case with its latest interactions.")
            .with(ID)
            .gives("FailureCaseDetail")
            .does(this::detail),
        Route.post(PATH + "/{id}/accept", "acceptFailureCase")
            .about(NOUN, "Confirms a failure: it becomes a regression example.")
            .with(ID)
            .takes("Acceptance")
            .gives("FailureCaseDocument")
            .does(this::accept),
        Route.get(PATH + "/{id}/example", "getRegressionExample")
            .about(NOUN, "The regression example of a case that is accepted, redacted.")
            .with(ID)
            .gives("Example")
            .does(this::example),
        Route.post(PATH + "/{id}/exported", "exportedFailureCase")
            .about(NOUN, "Says that it became an example of a dataset.")
            .with(ID)
            .takes("Exported")
            .gives("FailureCaseDocument")
            .does(this::exported),
        Route.post(PATH + "/{id}/dismiss", "dismissFailureCase")
            .about(NOUN, "Says that it is no failure, or not worth an example.")
            .with(ID)
            .takes("Dismissal")
            .gives("FailureCaseDocument")
            .does(this::dismiss),
        Route.post(PATH + "/{id}/reopen", "reopenFailureCase")
            .about(NOUN, "Takes a dismissal back: the case is new again.")
            .with(ID)
            .takes("Reopening")
            .gives("FailureCaseDocument")
            .does(this::reopen),
        Route.post(PATH + "/{id}/merge", "mergeFailureCases")
            .about(NOUN, "Puts other cases into this one.")
            .with(ID)
            .takes("Merge")
            .gives("FailureCaseDocument")
            .does(this::merge),
        Route.post(PATH + "/{id}/split", "splitFailureCase")
            .about(NOUN, "Takes interactions out of it into a new case, which is the answer.")
            .with(ID)
            .takes("Split")
            .gives("FailureCaseDocument")
            .does(this::split));
  }

  private void list(Exchange exchange) {
    String status = exchange.text("status").orElse(null);
    exchange.answer(
        Pages.json(store.records().failureCases(status, Pages.request(exchange)), this::json));
  }

  private void detail(Exchange exchange) {
    String id = exchange.path("id");
    StoredFailureCase found =
        store.records().failureCase(id).orElseThrow(() -> ApiException.notFound(NOUN, id));
    ObjectNode json = json(found);
    ArrayNode members = json.putArray("interactions");
    for (InteractionKey key : store.records().failureMembers(id, MEMBERS)) {
      members.addObject().put("id", key.id()).put("started_at", key.startedAt().toString());
    }
    exchange.answer(json);
  }

  private void accept(Exchange exchange) {
    ObjectNode body =
        exchange.body(
            Set.of(
                "expected",
                "root_cause",
                "failure_mode",
                "title",
                "interaction_id",
                "input",
                "note",
                "by"));
    String mode = Bodies.text(body, "failure_mode");
    CaseDesk.Acceptance acceptance =
        new CaseDesk.Acceptance(
            body.get("expected"),
            Bodies.text(body, "root_cause"),
            mode == null ? null : mode(mode),
            Bodies.text(body, "title"),
            Bodies.text(body, "interaction_id"),
            Bodies.text(body, "input"));
    answer(exchange, desk().accept(exchange.path("id"), acceptance, deed(exchange, body)));
  }

  private void dismiss(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("note", "by"));
    answer(exchange, desk().dismiss(exchange.path("id"), deed(exchange, body)));
  }

  private void reopen(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("note", "by"));
    answer(exchange, desk().reopen(exchange.path("id"), deed(exchange, body)));
  }

  private void example(Exchange exchange) {
    String id = exchange.path("id");
    exchange.answer(
        ExampleJson.write(examples.of(id).orElseThrow(() -> ApiException.notFound(NOUN, id))));
  }

  private void exported(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("example_id", "note", "by"));
    String example = Bodies.needed(body, "example_id");
    answer(exchange, desk().exported(exchange.path("id"), example, deed(exchange, body)));
  }

  private void merge(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("cases", "note"));
    List<String> others = Bodies.texts(body, "cases");
    answer(exchange, desk().merge(exchange.path("id"), others, deed(exchange, body)));
  }

  private void split(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("interactions", "note"));
    List<String> taken = Bodies.texts(body, "interactions");
    answer(exchange, desk().split(exchange.path("id"), taken, deed(exchange, body)));
  }

  private static void answer(Exchange exchange, Optional<ObjectNode> changed) {
    exchange.answer(changed.orElseThrow(() -> ApiException.notFound(NOUN, exchange.path("id"))));
  }

  private CaseDesk desk() {
    return Absent.refuse(desk, NOUN);
  }

  private Deed deed(Exchange exchange, ObjectNode body) {
    return new Deed(actor(exchange, body), clock.instant(), Bodies.text(body, "note"));
  }

  // Who acts is who has the key; a key that several people share may say which of them.
  private static String actor(Exchange exchange, ObjectNode body) {
    String key = exchange.caller().name();
    String by = body.has("by") ? Bodies.needed(body, "by") : null;
    if (by == null) {
      return key;
    }
    return exchange.caller().equals(Caller.LOCAL) ? by : by + " (" + key + ")";
  }

  static FailureMode mode(String key) {
    return FailureMode.ofKey(key)
        .orElseThrow(
            () -> Bodies.wrong("failure_mode", Json.array().add(key).get(0), "a failure mode"));
  }

  private ObjectNode json(StoredFailureCase found) {
    ObjectNode json = Json.object().put("id", found.id()).put("title", found.title());
    json.put("status", found.status()).put("size", found.size());
    json.put("first_seen", found.firstSeen().toString());
    json.put("last_seen", found.lastSeen().toString());
    if (found.feature() != null) {
      json.put("feature", found.feature());
    }
    if (found.failureMode() != null) {
      json.put("failure_mode", found.failureMode().key());
    }
    JsonNode document = Json.parse(found.json(), "failure case", 1);
    // By today's date, so that a case that nothing joins any more is seen to fall.
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    json.set("trend", FailureCaseJson.write(FailureCaseJson.read(document).trend(today)));
    json.set("document", document);
    return json;
  }
}
