package dev.assay.server.web.failure;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureExample;
import dev.assay.monitor.window.Slice;
import dev.assay.server.api.CaseDesk;
import dev.assay.server.api.Deed;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.store.CaseFilter;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.View;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Failure cases and what people do about them.
 *
 * @since 0.1
 */
public final class FailureRoom implements Room {

  static final String PATH = "/ui/failures";

  private static final String NOUN = "failure case";
  private static final String ONE = PATH + "/{id}";
  private static final int INTERACTIONS = 20;
  private static final List<String> ACCEPTANCE =
      List.of("expected", "root_cause", "interaction_id", "failure_mode", "title", "input", "note");

  private final Desks desks;
  private final Panel panel;
  private final Exports exports;

  /** Over these services. */
  public FailureRoom(Desks desks) {
    this.desks = desks;
    this.panel = FailureDays.panel(desks.store(), desks.marks());
    this.exports = new Exports(desks);
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::list),
        PageRoute.page(ONE, this::show),
        PageRoute.deed(ONE + "/accept", Role.EDITOR, this::accept),
        PageRoute.deed(ONE + "/dismiss", Role.EDITOR, this::dismiss),
        PageRoute.deed(ONE + "/reopen", Role.EDITOR, this::reopen),
        PageRoute.deed(ONE + "/split", Role.EDITOR, this::split),
        PageRoute.page(ONE + "/merge", Role.EDITOR, this::candidates),
        PageRoute.deed(ONE + "/merge", Role.EDITOR, this::merge),
        PageRoute.page(ONE + "/export", exports::show),
        PageRoute.deed(ONE + "/export", Role.EDITOR, exports::write));
  }

  @Override
  public List<Panel> panels() {
    return List.of(panel);
  }

  private void list(Visit visit) {
    CaseQuery query = CaseQuery.of(visit);
    Slice slice = visit.view().slice();
    CaseFilter filter = query.filter(slice);
    int offset = (query.page() - 1) * FailuresPage.SIZE;
    boolean watched = watched(visit.now());
    List<CaseCard> cards =
        desks
            .store()
            .records()
            .failureCases(filter, query.sort().order(), offset, FailuresPage.SIZE)
            .stream()
            .map(each -> CaseCard.of(each, watched, visit.formats()))
            .toList();
    Choices choices = new Choices(desks.store().records().failureCaseCounts(), visit, query);
    visit.show(
        "failure/failures.jte",
        new FailuresPage(
            visit.shell("Failures"),
            query,
            cards,
            desks.store().records().countFailureCases(filter),
            choices.any(),
            choices.standings(),
            choices.modes(),
            choices.features(),
            elsewhere(slice)));
  }

  private static @Nullable String elsewhere(Slice slice) {
    List<String> others = new ArrayList<>();
    for (Slice.Part part : slice.parts()) {
      if (!part.dimension().equals("feature") || part.kind() == Slice.Kind.OTHER) {
        others.add(part.dimension().replace('_', ' '));
      }
    }
    return others.isEmpty() ? null : String.join(", ", others);
  }

  /** Whether there was traffic before the week before, so that two whole weeks compare. */
  private boolean watched(Instant now) {
    Instant before = now.minus(Duration.ofDays(13));
    return !desks
        .store()
        .windows()
        .slices(StoredWindow.Level.DAY, before.minus(Duration.ofDays(30)), before)
        .isEmpty();
  }

  private FailureCase found(String id) {
    return desks
        .store()
        .records()
        .failureCase(id)
        .map(CaseCard::read)
        .orElseThrow(() -> ApiException.notFound(NOUN, id));
  }

  private void show(Visit visit) {
    show(visit, Map.of(), List.of());
  }

  private void show(Visit visit, Map<String, String> typed, List<Problem> problems) {
    FailureCase value = found(visit.path("id"));
    visit.show(
        "failure/case.jte",
        new CasePage(
            visit.shell(value.title()),
            CaseCard.of(value, watched(visit.now()), visit.formats()),
            value.examples().stream().map(this::inWords).toList(),
            panel,
            desks.store().records().failureMembers(value.id(), request(visit)),
            typed,
            problems));
  }

  // A case found late quotes nothing: what is kept of the interaction does.
  private FailureExample inWords(FailureExample example) {
    if (example.input() != null || example.output() != null) {
      return example;
    }
    Interaction content =
        desks
            .store()
            .interactions()
            .detail(example.interactionId(), example.at())
            .map(InteractionDetail::content)
            .orElse(null);
    if (content == null) {
      return example;
    }
    String asked =
        content.input().stream()
            .filter(message -> message.role().equals("user"))
            .map(Message::text)
            .reduce((a, b) -> b)
            .orElse(null);
    return new FailureExample(
        example.interactionId(), example.at(), example.by(), asked, content.output());
  }

  private static PageRequest request(Visit visit) {
    Optional<String> cursor = visit.text("cursor");
    if (cursor.isEmpty()) {
      return PageRequest.first(INTERACTIONS);
    }
    try {
      Cursor place = Cursor.parse(cursor.get());
      return visit.text("direction").orElse("older").equals("newer")
          ? PageRequest.newerThan(place, INTERACTIONS)
          : PageRequest.olderThan(place, INTERACTIONS);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("cursor", cursor.get(), "older or newer of another page"), e);
    }
  }

  private void accept(Visit visit) {
    Map<String, String> typed = new LinkedHashMap<>();
    ACCEPTANCE.forEach(name -> typed.put(name, visit.field(name).orElse("")));
    Map<String, @Nullable String> given = new LinkedHashMap<>();
    typed.forEach((name, text) -> given.put(name, text.isEmpty() ? null : text));
    done(
        visit,
        typed,
        () -> {
          String mode = given.get("failure_mode");
          String expected = given.get("expected");
          return desks
              .cases()
              .accept(
                  visit.path("id"),
                  new CaseDesk.Acceptance(
                      expected == null ? null : Json.array().add(expected).get(0),
                      given.get("root_cause"),
                      mode == null ? null : mode(mode),
                      given.get("title"),
                      given.get("interaction_id"),
                      given.get("input")),
                  visit.deed(given.get("note")));
        },
        "Accepted. Put it into a dataset next, so that runs hold it.");
  }

  private static FailureMode mode(String key) {
    return FailureMode.ofKey(key)
        .orElseThrow(
            () -> new InvalidInputException(Problem.of("failure_mode", key, "a failure mode")));
  }

  private void dismiss(Visit visit) {
    String reason = visit.field("reason").orElse("");
    done(
        visit,
        Map.of("reason", reason),
        () -> desks.cases().dismiss(visit.path("id"), visit.deed(reason)),
        "Dismissed. It can be reopened here.");
  }

  private void reopen(Visit visit) {
    done(
        visit,
        Map.of(),
        () -> desks.cases().reopen(visit.path("id"), visit.deed(visit.field("note").orElse(null))),
        "Reopened: the case is new again.");
  }

  private void split(Visit visit) {
    List<String> taken = visit.fields("interaction");
    String id = visit.path("id");
    Optional<ObjectNode> begun;
    try {
      if (taken.isEmpty()) {
        throw new InvalidInputException(
            Problem.of("examples", "none chosen", "those that are another failure, ticked"));
      }
      begun = desks.cases().split(id, taken, visit.deed(visit.field("note").orElse(null)));
    } catch (InvalidInputException e) {
      refused(visit, Map.of(), e);
      return;
    }
    ObjectNode other = begun.orElseThrow(() -> ApiException.notFound(NOUN, id));
    visit.tell(
        taken.size() == 1
            ? "Split: this is the new case of the one example."
            : "Split: this is the new case of the " + taken.size() + " examples.");
    visit.go(visit.view().at(PATH + "/" + CaseWords.part(other.path("id").asString(""))));
  }

  private void candidates(Visit visit) {
    candidates(visit, List.of());
  }

  private void candidates(Visit visit, List<Problem> problems) {
    FailureCase value = found(visit.path("id"));
    CaseQuery query = CaseQuery.of(visit);
    boolean all = visit.text("all").isPresent();
    CaseFilter filter = MergePage.filter(value, query.find(), all);
    int offset = (query.page() - 1) * MergePage.SIZE;
    boolean watched = watched(visit.now());
    List<CaseCard> cards =
        desks
            .store()
            .records()
            .failureCases(filter, CaseFilter.Order.SIZE, offset, MergePage.SIZE)
            .stream()
            .map(each -> CaseCard.of(each, watched, visit.formats()))
            .toList();
    visit.show(
        "failure/merge.jte",
        new MergePage(
            visit.shell("Merge into: " + value.title()),
            value,
            cards,
            desks.store().records().countFailureCases(filter),
            query.find() == null ? "" : query.find(),
            all,
            query.page(),
            problems));
  }

  private void merge(Visit visit) {
    List<String> others = visit.fields("case");
    String id = visit.path("id");
    try {
      if (others.isEmpty()) {
        throw new InvalidInputException(
            Problem.of("cases", "none chosen", "those that are the same failure, ticked"));
      }
      Deed deed = visit.deed(visit.field("note").orElse(null));
      if (desks.cases().merge(id, others, deed).isEmpty()) {
        throw ApiException.notFound(NOUN, id);
      }
    } catch (InvalidInputException e) {
      visit.context().status(400);
      candidates(visit, e.problems());
      return;
    }
    visit.tell(
        others.size() == 1
            ? "Merged: the other case is part of this one now."
            : "Merged: " + others.size() + " cases are part of this one now.");
    back(visit, id);
  }

  private void done(
      Visit visit, Map<String, String> typed, Supplier<Optional<ObjectNode>> deed, String message) {
    String id = visit.path("id");
    try {
      if (deed.get().isEmpty()) {
        throw ApiException.notFound(NOUN, id);
      }
    } catch (InvalidInputException e) {
      refused(visit, typed, e);
      return;
    }
    visit.tell(message);
    back(visit, id);
  }

  // The same page again, so that nothing that was typed is lost.
  private void refused(Visit visit, Map<String, String> typed, InvalidInputException e) {
    visit.context().status(400);
    show(visit, typed, e.problems());
  }

  private static void back(Visit visit, String id) {
    visit.go(visit.view().at(PATH + "/" + CaseWords.part(id)));
  }

  /** The view's parameters as fields, for forms that lead back to it; without its slice. */
  static List<FailuresPage.Choice> kept(View view) {
    List<FailuresPage.Choice> kept = new ArrayList<>();
    String query = view.of(Slice.ALL).query();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      kept.add(new FailuresPage.Choice(value, pair.substring(0, equals), false, ""));
    }
    return kept;
  }
}
