package dev.assay.server.web.interaction;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.CaseDesk;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.review.LabelBook;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import dev.assay.server.web.explore.InteractionAddress;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One interaction, and what is done about it.
 *
 * @since 0.1
 */
public final class InteractionRoom implements Room {

  private static final String ONE = InteractionAddress.PATH + "{id}";
  private static final int LONGEST_TEXT = 4_000;

  private final Desks desks;
  private final Store store;
  private final LabelBook labels;

  /** Over these services. */
  public InteractionRoom(Desks desks) {
    this.desks = desks;
    this.store = desks.store();
    this.labels = new LabelBook(store);
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(ONE, this::show),
        PageRoute.page(ONE + "/content.json", this::content),
        PageRoute.deed(ONE + "/label", Role.REVIEWER, this::label),
        PageRoute.deed(ONE + "/ask", Role.EDITOR, this::ask),
        PageRoute.deed(ONE + "/test", Role.EDITOR, this::test));
  }

  private InteractionDetail detail(Visit visit) {
    String path = visit.path("id");
    String id = path.equals(InteractionAddress.OTHER) ? visit.text("id").orElse("") : path;
    Instant at = visit.text("at").map(InteractionRoom::time).orElse(null);
    // The time only helps to find it: who has none, or another, finds it too.
    return store
        .interactions()
        .detail(id, at)
        .or(() -> at == null ? Optional.empty() : store.interactions().detail(id, null))
        .orElseThrow(() -> ApiException.notFound("interaction", id));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          Problem.of("at", text, "a time such as 2026-11-21T09:30:00Z"), e);
    }
  }

  private void show(Visit visit) {
    InteractionDetail detail = detail(visit);
    Interaction said = detail.content();
    InteractionKey key = detail.row().key();
    List<EvaluationEvidence> shown = store.evidence().evidence(key);
    List<Claims> claims = new ArrayList<>();
    if (said != null) {
      shown.forEach(each -> Claims.of(each, said).ifPresent(claims::add));
    }
    List<ObjectNode> configured = desks.operation().evaluators();
    visit.show(
        "interaction/interaction.jte",
        new InteractionPage(
            visit.shell("Interaction of " + visit.formats().near(key.startedAt())),
            detail,
            claims,
            chosen(claims, visit.text("claims").orElse("")),
            judged(detail, shown, configured),
            Turns.around(detail.row(), store, visit.view()),
            trace(detail, visit),
            cases(detail),
            Askable.of(configured, detail.evaluations())));
  }

  private static @Nullable Claims chosen(List<Claims> claims, String key) {
    return claims.stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElse(claims.isEmpty() ? null : claims.get(0));
  }

  private static List<Judged> judged(
      InteractionDetail detail, List<EvaluationEvidence> shown, List<ObjectNode> configured) {
    Map<String, String> current = new HashMap<>();
    configured.forEach(
        each -> current.put(each.path("name").asString(""), each.path("version").asString("")));
    List<Judged> judged = new ArrayList<>();
    for (Evaluation each : detail.evaluations()) {
      judged.add(
          new Judged(
              each,
              each.version().equals(current.getOrDefault(each.evaluator(), each.version())),
              detail.row().decisions().stream()
                  .anyMatch(
                      drawn -> drawn.evaluator().equals(each.evaluator()) && drawn.selected()),
              shown.stream()
                  .filter(
                      one ->
                          one.evaluator().equals(each.evaluator())
                              && one.version().equals(each.version()))
                  .findFirst()
                  .orElse(null)));
    }
    // What failed first.
    judged.sort(
        (a, b) -> Boolean.compare(b.verdict().equals("failed"), a.verdict().equals("failed")));
    return judged;
  }

  private @Nullable Waterfall trace(InteractionDetail detail, Visit visit) {
    InteractionKey key = detail.row().key();
    String id = detail.row().links().traceId();
    List<ListedInteraction> found =
        id == null
            ? List.of(new ListedInteraction(detail.row(), detail.content() != null))
            : store.interactions().trace(id, key.startedAt());
    if (found.isEmpty()) {
      return null;
    }
    Waterfall fall = Waterfall.of(found, key, detail.content(), visit.view());
    return fall.millis() > 0 ? fall : null;
  }

  private List<CaseLink> cases(InteractionDetail detail) {
    List<CaseLink> links = new ArrayList<>();
    for (String id : detail.failureCases()) {
      store
          .records()
          .failureCase(id)
          .ifPresent(found -> links.add(CaseLink.of(found, detail.row().key().id())));
    }
    // A failure that turned out to be another is still listed where it was before.
    links.sort((a, b) -> Boolean.compare(b.open(), a.open()));
    return links;
  }

  private void content(Visit visit) {
    InteractionDetail detail = detail(visit);
    Interaction said = detail.content();
    if (said == null) {
      throw ApiException.notFound("content of interaction", detail.row().key().id());
    }
    visit
        .context()
        .contentType("application/json")
        .header("Content-Disposition", "attachment; filename=\"interaction.json\"")
        .result(Json.writeUtf8(InteractionJson.write(said)));
  }

  private void label(Visit visit) {
    InteractionKey key = detail(visit).row().key();
    boolean passed = yes(visit.needed("passed"));
    LabelBook.Answer answer =
        new LabelBook.Answer(
            passed,
            null,
            visit.field("mode").map(InteractionRoom::mode).orElse(null),
            visit.field("expected").map(text -> bounded("expected", text)).orElse(null),
            visit.field("comment").map(text -> bounded("comment", text)).orElse(null));
    String evaluator = visit.field("evaluator").orElse(null);
    labels.give(key, evaluator, answer, visit.person().name(), visit.now());
    visit.tell("Your label is kept.");
    visit.go(InteractionAddress.of(visit.view(), key));
  }

  private static boolean yes(String word) {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidInputException(Problem.of("passed", word, "true or false"));
    };
  }

  private static String bounded(String name, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new InvalidInputException(
          Problem.of(name, text.length() + " characters", "at most " + LONGEST_TEXT));
    }
    return text;
  }

  private static FailureMode mode(String key) {
    return FailureMode.ofKey(key)
        .orElseThrow(() -> new InvalidInputException(Problem.of("mode", key, "a failure mode")));
  }

  private void ask(Visit visit) {
    InteractionKey key = detail(visit).row().key();
    String evaluator = visit.needed("evaluator");
    boolean queued = desks.operation().ask(key, evaluator, visit.deed(null));
    visit.tell(
        queued
            ? evaluator + " is asked. What it says appears under Evaluations."
            : evaluator + " has scored this already, or is about to.");
    visit.go(InteractionAddress.of(visit.view(), key));
  }

  // The case says that it is a failure; its acceptance makes a test of it.
  private void test(Visit visit) {
    InteractionDetail detail = detail(visit);
    InteractionKey key = detail.row().key();
    String expected = bounded("expected", visit.needed("expected"));
    FailureMode mode = mode(visit.needed("mode"));
    CaseLink in = cases(detail).stream().findFirst().orElse(null);
    if (in != null && !in.open()) {
      throw new InvalidInputException(
          Problem.of("failure case", in.status().key(), "one that is new and keeps this failure")
              .next("open the case, and work on it there"));
    }
    String caseId = in == null ? reported(visit, key, mode) : in.id();
    CaseDesk.Acceptance acceptance =
        new CaseDesk.Acceptance(
            StringNode.valueOf(expected),
            visit.field("root_cause").map(text -> bounded("root_cause", text)).orElse(null),
            mode,
            null,
            key.id(),
            visit.field("input").map(text -> bounded("input", text)).orElse(null));
    if (desks
        .cases()
        .accept(caseId, acceptance, visit.deed(visit.field("note").orElse(null)))
        .isEmpty()) {
      throw ApiException.notFound("failure case", caseId);
    }
    visit.tell("The failure is confirmed, with what was expected. Export it as a test here.");
    visit.go(visit.view().at("/ui/failures/" + caseId));
  }

  private String reported(Visit visit, InteractionKey key, FailureMode mode) {
    return desks
        .cases()
        .report(key, mode, visit.deed(visit.field("note").orElse(null)))
        .map(found -> found.path("id").asString(""))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("interaction", key.id(), "one that a failure case can hold")));
  }
}
