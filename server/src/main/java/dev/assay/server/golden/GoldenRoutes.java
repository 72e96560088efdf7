package dev.assay.server.golden;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.Bodies;
import dev.assay.server.api.Deed;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.golden.Proposal.State;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of golden examples over the API: the same deeds as on the pages.
 *
 * @since 0.1
 */
public final class GoldenRoutes {

  private static final String TAG = "golden proposals";
  private static final String ALL = "/api/v1/golden-proposals";
  private static final String ONE = ALL + "/{id}";
  private static final Parameter ID = Parameter.path("id", "The proposal's id.");
  private static final List<String> KINDS = List.of("add", "change", "remove");

  private final GoldenDesk desk;
  private final DatasetFolder datasets;
  private final Clock clock;

  /** Over the desk that the pages work at. */
  public GoldenRoutes(GoldenDesk desk, DatasetFolder datasets, Clock clock) {
    this.desk = requireNonNull(desk, "desk");
    this.datasets = requireNonNull(datasets, "datasets");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(ALL, "listGoldenProposals")
            .about(TAG, "Changes of golden examples that somebody proposed, latest first.")
            .with(Parameter.text("dataset", "Of this file."))
            .with(
                Parameter.choice(
                    "state",
                    Arrays.stream(State.values()).map(State::key).toList(),
                    "In this state."))
            .with(
                Parameter.flag("waiting", "Those that this key's name could still approve alone."))
            .gives("GoldenProposals")
            .does(this::list),
        Route.post(ALL, "proposeGoldenChange")
            .about(TAG, "Proposes to add, change or remove a golden example.")
            .description(
                "Two people must approve it, neither of them the author; then it goes into the"
                    + " dataset file and its lock, with them as its reviewers.")
            .takes("NewGoldenProposal")
            .status(201)
            .gives("GoldenProposal")
            .does(this::propose),
        Route.get(ONE, "getGoldenProposal")
            .about(TAG, "One proposal, and what is in the way of applying it.")
            .with(ID)
            .gives("GoldenProposal")
            .does(exchange -> exchange.answer(json(found(exchange)))),
        Route.post(ONE + "/revise", "reviseGoldenProposal")
            .about(TAG, "Proposes something else in its place; for its author.")
            .description("Approvals so far do not hold for it.")
            .with(ID)
            .takes("GoldenRevision")
            .gives("GoldenProposal")
            .does(this::revise),
        Route.post(ONE + "/approve", "approveGoldenProposal")
            .scope(Scope.REVIEW)
            .about(TAG, "Approves what was seen; for anybody but the author, once.")
            .description(
                "`hash` is that of the proposal as it was looked at: if it was revised meanwhile,"
                    + " this is refused. The second approval applies the change; where something is"
                    + " in the way, it stays approved.")
            .with(ID)
            .takes("GoldenApproval")
            .gives("GoldenProposal")
            .does(this::approve),
        Route.post(ONE + "/reject", "rejectGoldenProposal")
            .scope(Scope.REVIEW)
            .about(TAG, "Says no, and why; for anybody but the author.")
            .with(ID)
            .takes("Note")
            .gives("GoldenProposal")
            .does(exchange -> end(exchange, desk::reject)),
        Route.post(ONE + "/withdraw", "withdrawGoldenProposal")
            .about(TAG, "Takes it back; for its author.")
            .with(ID)
            .takes("Note")
            .gives("GoldenProposal")
            .does(exchange -> end(exchange, desk::withdraw)),
        Route.post(ONE + "/apply", "applyGoldenProposal")
            .about(TAG, "Applies what two approved and something was in the way of.")
            .with(ID)
            .takes("Note")
            .gives("GoldenProposal")
            .does(exchange -> end(exchange, desk::apply)));
  }

  private void list(Exchange exchange) {
    Optional<String> dataset = exchange.text("dataset");
    State state = exchange.text("state").map(GoldenRoutes::state).orElse(null);
    boolean waiting = exchange.flag("waiting").orElse(false);
    String person = exchange.caller().name();
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    desk.all().stream()
        .filter(each -> dataset.isEmpty() || each.dataset().equals(dataset.get()))
        .filter(each -> state == null || each.state() == state)
        .filter(each -> !waiting || each.waitsFor(person))
        .forEach(each -> items.add(json(each)));
    exchange.answer(json);
  }

  private static State state(String key) {
    return Arrays.stream(State.values())
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of(
                        "state",
                        key,
                        "one of " + Arrays.stream(State.values()).map(State::key).toList())));
  }

  private Proposal found(Exchange exchange) {
    String id = exchange.path("id");
    return desk.find(id).orElseThrow(() -> notFound(id));
  }

  private static ApiException notFound(String id) {
    return ApiException.notFound("golden proposal", id);
  }

  private Deed deed(Exchange exchange, @Nullable String note) {
    return new Deed(exchange.caller().name(), clock.instant(), note);
  }

  private void propose(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("dataset", "kind", "example_id", "example", "reason"));
    String dataset = Bodies.needed(body, "dataset");
    String kind = Bodies.needed(body, "kind").toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      throw new InvalidInputException(Problem.of("kind", kind, "add, change or remove"));
    }
    Example after = example(body.get("example"));
    if ((after == null) != kind.equals("remove")) {
      throw new InvalidInputException(
          Problem.of(
              "example",
              after == null ? "missing" : after.id(),
              kind.equals("remove") ? "none, to remove one" : "the example as it is to be"));
    }
    String id = Bodies.text(body, "example_id");
    if (id == null && after == null) {
      throw new InvalidInputException(Problem.of("example_id", "missing", "which to remove"));
    }
    String named = id == null ? requireNonNull(after).id() : id;
    if (after != null && !after.id().equals(named)) {
      throw new InvalidInputException(
          Problem.of("example.id", after.id(), "example_id, " + named)
              .next("an example keeps its id; to rename one, remove it and add another"));
    }
    Example before = kind.equals("add") ? null : before(dataset, named);
    Proposal made =
        desk.propose(dataset, before, after, deed(exchange, Bodies.needed(body, "reason")));
    exchange.answer(json(made));
  }

  private Example before(String dataset, String id) {
    return datasets
        .read(dataset)
        .orElseThrow(() -> ApiException.notFound("dataset", dataset))
        .dataset()
        .examples()
        .stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("example", id));
  }

  private static @Nullable Example example(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isObject()) {
      throw new InvalidInputException(
          Problem.of("example", json.toString(), "an example, as a dataset file has it"));
    }
    return ExampleJson.read(Json.write(json), "example");
  }

  private void revise(Exchange exchange) {
    Proposal proposal = found(exchange);
    ObjectNode body = exchange.body(Set.of("example", "reason"));
    Example after = example(body.get("example"));
    if (after == null || !after.id().equals(proposal.exampleId())) {
      throw new InvalidInputException(
          Problem.of(
              "example",
              after == null ? "missing" : after.id(),
              "the example " + proposal.exampleId() + " as it is to be"));
    }
    exchange.answer(
        json(
            desk.revise(proposal.id(), after, deed(exchange, Bodies.needed(body, "reason")))
                .orElseThrow(() -> notFound(proposal.id()))));
  }

  private void approve(Exchange exchange) {
    String id = found(exchange).id();
    ObjectNode body = exchange.body(Set.of("hash", "note"));
    exchange.answer(
        json(
            desk.approve(id, Bodies.needed(body, "hash"), deed(exchange, Bodies.text(body, "note")))
                .orElseThrow(() -> notFound(id))));
  }

  private void end(Exchange exchange, BiFunction<String, Deed, Optional<Proposal>> how) {
    String id = found(exchange).id();
    ObjectNode body = exchange.body(Set.of("note"));
    exchange.answer(
        json(
            how.apply(id, deed(exchange, Bodies.text(body, "note")))
                .orElseThrow(() -> notFound(id))));
  }

  private ObjectNode json(Proposal proposal) {
    ObjectNode json = ProposalJson.json(proposal);
    json.put("kind", proposal.kind()).put("example_id", proposal.exampleId());
    json.put("hash", proposal.hash()).put("approvals", proposal.approvals().size());
    json.put("approvals_needed", Proposal.APPROVERS);
    if (proposal.state().isOpen()) {
      desk.obstacle(proposal).ifPresent(problem -> json.put("obstacle", problem.message()));
    }
    return json;
  }
}
