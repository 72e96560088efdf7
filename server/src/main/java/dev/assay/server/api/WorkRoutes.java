package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.PageRequest.Direction;
import dev.assay.server.store.Store;
import dev.assay.server.store.WorkItem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The evaluators, and the work that waits for them or that they gave up. */
final class WorkRoutes {

  private static final String NOUN = "evaluation";
  private static final String PATH = "/api/v1/work";
  private static final int MOST = 10_000;
  private static final Comparator<Cursor> LATEST_FIRST =
      Comparator.comparing(Cursor::at).thenComparing(Cursor::id).reversed();

  private final Store store;
  private final @Nullable OperationDesk desk;
  private final Clock clock;

  WorkRoutes(Store store, @Nullable OperationDesk desk, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/evaluators", "listEvaluators")
            .about(NOUN, "The evaluators that look at traffic, and those that cannot, and why.")
            .gives("Evaluators")
            .does(this::evaluators),
        Route.get(PATH, "listWork")
            .about(NOUN, "Evaluation that was given up and why, or that waits; latest first.")
            .description("The latest 10,000 that were given up, or the next 10,000 that wait.")
            .with(
                Parameter.choice(
                    "state",
                    List.of("dead", "open"),
                    "Given up, or waiting and in work; `dead` unless given."))
            .with(Parameter.text("evaluator", "For this evaluator."))
            .with(Pages.PARAMETERS)
            .gives("WorkPage")
            .does(this::list),
        Route.post(PATH + "/retry", "retryWork")
            .about(NOUN, "Has evaluation that was given up tried again.")
            .description("Of an evaluator, of interactions, or of both; at least one is needed.")
            .takes("Retry")
            .gives("Retried")
            .does(this::retry));
  }

  private void evaluators(Exchange exchange) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    desk().evaluators().forEach(items::add);
    exchange.answer(json);
  }

  private void list(Exchange exchange) {
    String state = exchange.text("state").orElse("dead");
    if (!state.equals("dead") && !state.equals("open")) {
      throw new InvalidInputException(Problem.of("state", state, "dead or open"));
    }
    List<WorkItem> all =
        state.equals("dead") ? store.records().deadWork(MOST) : store.records().openWork(MOST);
    String evaluator = exchange.text("evaluator").orElse(null);
    List<WorkItem> meant =
        all.stream()
            .filter(item -> evaluator == null || item.evaluator().equals(evaluator))
            .sorted(Comparator.comparing(WorkRoutes::cursor, LATEST_FIRST))
            .toList();
    ObjectNode json = Pages.json(page(meant, Pages.request(exchange)), WorkRoutes::json);
    ObjectNode counts = json.putObject("counts");
    Map<WorkItem.State, Long> known = store.records().workCounts();
    for (WorkItem.State each : WorkItem.State.values()) {
      counts.put(key(each), known.getOrDefault(each, 0L).longValue());
    }
    exchange.answer(json);
  }

  private static Page<WorkItem> page(List<WorkItem> all, PageRequest request) {
    boolean older = request.direction() == Direction.OLDER;
    Cursor from = request.cursor();
    List<WorkItem> beyond = new ArrayList<>();
    for (WorkItem item : all) {
      int by = from == null ? 1 : LATEST_FIRST.compare(cursor(item), from);
      if (older ? by > 0 : by < 0) {
        beyond.add(item);
      }
    }
    if (!older) {
      Collections.reverse(beyond);
    }
    boolean more = beyond.size() > request.limit();
    List<WorkItem> items =
        new ArrayList<>(beyond.subList(0, more ? request.limit() : beyond.size()));
    if (!older) {
      Collections.reverse(items);
    }
    if (items.isEmpty()) {
      return new Page<>(items, older ? from : null, older ? null : from);
    }
    boolean anyNewer = older ? from != null : more;
    boolean anyOlder = older ? more : from != null;
    return new Page<>(
        items,
        anyNewer ? cursor(items.get(0)) : null,
        anyOlder ? cursor(items.get(items.size() - 1)) : null);
  }

  private static Cursor cursor(WorkItem item) {
    return new Cursor(
        item.nextAt(), item.interaction().id() + "/" + item.evaluator() + "/" + item.version());
  }

  private static String key(WorkItem.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(WorkItem item) {
    ObjectNode json = Json.object().put("interaction_id", item.interaction().id());
    json.put("started_at", item.interaction().startedAt().toString());
    json.put("evaluator", item.evaluator()).put("version", item.version());
    json.put("state", key(item.state())).put("attempts", item.attempts());
    json.put("probability", item.probability());
    json.put("created_at", item.createdAt().toString());
    boolean dead = item.state() == WorkItem.State.DEAD;
    json.put(dead ? "died_at" : "next_at", item.nextAt().toString());
    if (item.lastError() != null) {
      json.put("error", item.lastError());
    }
    return json;
  }

  private void retry(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("evaluator", "interactions", "note"));
    String evaluator = Bodies.text(body, "evaluator");
    Set<String> ids =
        body.hasNonNull("interactions") ? Set.copyOf(Bodies.texts(body, "interactions")) : Set.of();
    if (evaluator == null && ids.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("evaluator, interactions", "missing", "at least one"));
    }
    Deed deed = new Deed(exchange.caller().name(), clock.instant(), Bodies.text(body, "note"));
    String what = evaluator == null ? ids.size() + " interactions" : evaluator;
    int retried =
        desk()
            .retry(
                item ->
                    (evaluator == null || item.evaluator().equals(evaluator))
                        && (ids.isEmpty() || ids.contains(item.interaction().id())),
                what,
                deed);
    exchange.answer(Json.object().put("retried", retried));
  }

  private OperationDesk desk() {
    return Absent.refuse(desk, NOUN);
  }
}
