package dev.assay.server.api;

import dev.assay.core.calibration.Figure;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.pair.PairResult;
import dev.assay.server.pair.PairSet;
import dev.assay.server.pair.PairState;
import dev.assay.server.pair.ShownPair;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Two answers to one question, of which people say which is better. */
final class PairRoutes {

  private static final String NOUN = "pair set";
  private static final String TAG = "pairs";
  private static final String ONE = "/api/v1/pair-sets/{id}";
  private static final Parameter ID = Parameter.path("id", "The set's id.");
  private static final int STANDARD_SIZE = 50;

  private final @Nullable PairDesk desk;
  private final @Nullable StoredRuns runs;
  private final Clock clock;

  PairRoutes(@Nullable PairDesk desk, @Nullable StoredRuns runs, Clock clock) {
    this.desk = desk;
    this.runs = runs;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/pair-sets", "listPairSets")
            .about(TAG, "The sets of pairs, latest first.")
            .gives("PairSets")
            .does(this::list),
        Route.post("/api/v1/pair-sets", "drawPairs")
            .about(TAG, "Draws pairs of two runs' answers for people to judge.")
            .description(
                "Of the examples that ask the same in both and were answered differently, in an"
                    + " order that is drawn too.")
            .takes("NewPairSet")
            .status(201)
            .gives("PairSet")
            .does(this::draw),
        Route.get(ONE, "getPairSet")
            .about(TAG, "One set, and how far it has come.")
            .with(ID)
            .gives("PairSet")
            .does(exchange -> exchange.answer(json(state(exchange), exchange.caller()))),
        Route.get(ONE + "/next", "nextPair")
            .scope(Scope.REVIEW)
            .about(TAG, "The next pair that the key's own name is asked about.")
            .description(
                "Blind: nothing tells which answer is whose. Which one is first is decided by a"
                    + " hash of set, pair and name. `pair` is null once none is left.")
            .with(ID)
            .with(
                Parameter.flag(
                    "disputed", "The next one on which people disagree, with what they said."))
            .gives("NextPair")
            .does(this::next),
        Route.post(ONE + "/labels", "labelPair")
            .scope(Scope.REVIEW)
            .about(TAG, "Says which answer of a pair is better, in the key's own name.")
            .description(
                "`first` and `second` are as the same key was shown them. Said again, it takes the"
                    + " place of what was said. Refused once the result was opened in this name.")
            .with(ID)
            .takes("PairChoice")
            .status(201)
            .gives("PairSaid")
            .does(exchange -> say(exchange, /* settles= */ false)),
        Route.post(ONE + "/settle", "settlePair")
            .about(TAG, "Decides what holds of a pair on which people disagree.")
            .description("Whoever has opened the result may, and the result says so.")
            .with(ID)
            .takes("PairChoice")
            .status(201)
            .gives("PairSaid")
            .does(exchange -> say(exchange, /* settles= */ true)),
        Route.post(ONE + "/open", "openPairs")
            .scope(Scope.REVIEW)
            .about(TAG, "Opens the result; this name judges no more pairs of the set.")
            .with(ID)
            .gives("PairResult")
            .does(this::open),
        Route.get(ONE + "/result", "getPairResult")
            .about(TAG, "What came of a set, and every pair with what was said of it.")
            .description(
                "Whoever may judge has to open it first (409), so that nobody judges with this"
                    + " knowledge.")
            .with(ID)
            .gives("PairResult")
            .does(this::result),
        Route.post(ONE + "/archive", "archivePairs")
            .about(TAG, "Puts a set away: nobody is asked about its pairs. What was said is kept.")
            .with(ID)
            .gives("PairSet")
            .does(exchange -> archive(exchange, /* away= */ true)),
        Route.post(ONE + "/restore", "restorePairs")
            .about(TAG, "Takes a set up again that was put away.")
            .with(ID)
            .gives("PairSet")
            .does(exchange -> archive(exchange, /* away= */ false)));
  }

  private void archive(Exchange exchange, boolean away) {
    String id = exchange.path("id");
    PairSet set =
        desk()
            .archive(id, away, exchange.caller().name(), clock.instant())
            .orElseThrow(() -> notFound(id));
    exchange.answer(json(desk().state(set), exchange.caller()));
  }

  private PairDesk desk() {
    return Absent.refuse(desk, "pairs");
  }

  private static ApiException notFound(String id) {
    return ApiException.notFound(NOUN, id);
  }

  private PairState state(Exchange exchange) {
    String id = exchange.path("id");
    return desk().find(id).orElseThrow(() -> notFound(id));
  }

  private void list(Exchange exchange) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    for (PairState state : desk().glance(desk().all())) {
      items.add(json(state, exchange.caller()));
    }
    exchange.answer(json);
  }

  private static ObjectNode json(PairState state, Caller caller) {
    PairSet set = state.set();
    PairSet.Source source = set.source();
    ObjectNode json = Json.object().put("id", set.id()).put("at", set.at().toString());
    json.put("author", set.author()).put("suite", source.suite());
    json.put("baseline", source.base()).put("candidate", source.candidate());
    if (source.judge() != null) {
      json.put("judge", source.judge());
    }
    PairSet.Pool pool = set.pool();
    json.putObject("pool")
        .put("shared", pool.shared())
        .put("differing", pool.differing())
        .put("alike", pool.alike())
        .put("baseline_missing", pool.baseMissing())
        .put("candidate_missing", pool.candidateMissing());
    if (set.archived() != null) {
      json.put("archived", set.archived().toString());
    }
    json.put("pairs", set.items().size()).put("answered", state.answered());
    json.put("disputed", state.disputed().size()).put("gone", state.gone());
    json.putObject("you")
        .put("open", state.open(caller.name()).size())
        .put("done", state.done(caller.name()).size())
        .put("opened", set.openedBy(caller.name()));
    return json;
  }

  private void draw(Exchange exchange) {
    ObjectNode body = exchange.body(Set.of("baseline", "candidate", "size", "judge"));
    Double size = Bodies.number(body, "size");
    if (size != null && size != Math.rint(size)) {
      throw Bodies.wrong("size", body.get("size"), "a whole number");
    }
    PairSet drawn =
        desk()
            .draw(
                run(Bodies.needed(body, "baseline")),
                run(Bodies.needed(body, "candidate")),
                size == null ? STANDARD_SIZE : size.intValue(),
                Bodies.text(body, "judge"),
                exchange.caller().name(),
                clock.instant());
    exchange.answer(json(desk().state(drawn), exchange.caller()));
  }

  private StoredRun run(String folder) {
    return Absent.refuse(runs, "runs")
        .find(folder)
        .orElseThrow(() -> ApiException.notFound("run", folder));
  }

  private void next(Exchange exchange) {
    PairState state = state(exchange);
    String person = exchange.caller().name();
    boolean disputed = exchange.flag("disputed").orElse(false);
    List<String> open = disputed ? state.disputed() : state.open(person);
    Optional<ShownPair> shown =
        open.stream().findFirst().flatMap(pair -> state.shown(pair, person));
    ObjectNode json = Json.object().put("set", state.set().id()).put("open", open.size());
    json.put("done", state.done(person).size()).put("pairs", state.set().items().size());
    if (shown.isEmpty()) {
      json.putNull("pair");
    } else {
      json.set("pair", json(shown.get(), state, disputed));
    }
    exchange.answer(json);
  }

  private static ObjectNode json(ShownPair shown, PairState state, boolean disputed) {
    ObjectNode json = Json.object().put("pair", shown.pair());
    json.put("question", shown.texts().question());
    ArrayNode expected = json.putArray("expected");
    shown.texts().expected().forEach(expected::add);
    json.put("first", shown.first()).put("second", shown.second());
    if (disputed) {
      ArrayNode people = json.putArray("people");
      for (PairLabel label : state.answers(shown.pair()).people()) {
        ObjectNode said = people.addObject().put("annotator", label.annotator());
        said.put("choice", shown.word(label.choice()));
        if (label.comment() != null) {
          said.put("comment", label.comment());
        }
      }
    }
    return json;
  }

  private void say(Exchange exchange, boolean settles) {
    String id = exchange.path("id");
    PairState state = state(exchange);
    ObjectNode body = exchange.body(Set.of("pair", "choice", "comment"));
    String pair = Bodies.needed(body, "pair");
    String word = Bodies.needed(body, "choice");
    String person = exchange.caller().name();
    Choice choice = ShownPair.choice(word, state.set().first(pair, person));
    String comment = Bodies.text(body, "comment");
    PairLabel label =
        (settles
                ? desk().settle(id, pair, choice, comment, person, clock.instant())
                : desk().label(id, pair, choice, comment, person, clock.instant()))
            .orElseThrow(() -> notFound(id));
    ObjectNode json = Json.object().put("pair", pair).put("annotator", label.annotator());
    json.put("choice", word).put("settles", settles).put("at", label.at().toString());
    if (label.comment() != null) {
      json.put("comment", label.comment());
    }
    exchange.answer(json);
  }

  private void open(Exchange exchange) {
    String id = exchange.path("id");
    PairSet opened =
        desk().open(id, exchange.caller().name(), clock.instant()).orElseThrow(() -> notFound(id));
    exchange.answer(result(desk().state(opened)));
  }

  private void result(Exchange exchange) {
    PairState state = state(exchange);
    Caller caller = exchange.caller();
    if (caller.may(Scope.REVIEW) && !state.set().openedBy(caller.name())) {
      throw ApiException.of(
          409,
          Problem.of("result", "not opened by " + caller.name(), "opened by whoever may judge")
              .next(
                  "judge what is open, then POST /api/v1/pair-sets/" + state.set().id() + "/open"));
    }
    exchange.answer(result(state));
  }

  private ObjectNode result(PairState state) {
    PairResult result = desk().result(state);
    ObjectNode json = Json.object().put("set", state.set().id());
    json.put("pairs", state.set().items().size()).put("decided", result.decided());
    json.put("wins", result.wins()).put("ties", result.ties()).put("losses", result.losses());
    json.put("disputed", result.disputed()).put("settled_knowing", result.knowing());
    ObjectNode shares = json.putObject("shares");
    estimate(shares, "wins", result.shares().wins());
    estimate(shares, "ties", result.shares().ties());
    estimate(shares, "losses", result.shares().losses());
    estimate(json, "preferred", result.preferred());
    estimate(json, "preferred_blindly", result.blindly());
    estimate(json, "first_shown", result.firstShown());
    agreement(json, "people", result.people());
    if (result.judge() != null) {
      agreement(json, "judge", result.judge());
    }
    Map<String, Choice> judged = desk().judged(state.set());
    ArrayNode items = json.putArray("items");
    for (String pair : state.set().pairs()) {
      items.add(item(state, pair, judged == null ? null : judged.get(pair)));
    }
    return json;
  }

  private static void estimate(ObjectNode json, String name, Figure figure) {
    json.set(name, EstimateJson.of(figure.estimate()));
  }

  private static void agreement(ObjectNode json, String name, PairResult.Agreement agreement) {
    ObjectNode inner = json.putObject(name);
    estimate(inner, "alike", agreement.alike());
    estimate(inner, "beyond_chance", agreement.beyondChance());
  }

  private static ObjectNode item(PairState state, String pair, @Nullable Choice judge) {
    PairSet.Item item = state.set().item(pair);
    ObjectNode json = Json.object().put("pair", pair);
    json.put("example", item == null ? "" : item.example());
    Choice choice = state.answers(pair).choice();
    if (choice != null) {
      json.put("choice", word(choice));
    }
    if (judge != null) {
      json.put("judge", word(judge));
    }
    json.put("disputed", state.answers(pair).disputed());
    ArrayNode labels = json.putArray("labels");
    state.answers(pair).people().forEach(label -> labels.add(json(label)));
    PairLabel settled = state.answers(pair).settled();
    if (settled != null) {
      json.set("settled", json(settled));
    }
    return json;
  }

  private static ObjectNode json(PairLabel label) {
    ObjectNode json = Json.object().put("annotator", label.annotator());
    json.put("choice", word(label.choice()));
    json.put("first", label.first() == PairLabel.Side.BASE ? "baseline" : "candidate");
    if (label.comment() != null) {
      json.put("comment", label.comment());
    }
    return json.put("at", label.at().toString());
  }

  private static String word(Choice choice) {
    return choice == Choice.BASE ? "baseline" : choice.name().toLowerCase(Locale.ROOT);
  }
}
