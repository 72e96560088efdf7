package dev.assay.server.web.review;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.pair.PairSet;
import dev.assay.server.pair.PairState;
import dev.assay.server.pair.ShownPair;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two answers side by side: which is better, and what came of it. */
final class PairPages {

  static final String PATH = "/ui/review/pairs";

  private static final String ONE = PATH + "/{set}";
  private static final String SETTLE = ONE + "/settle";
  private static final String RESULT = ONE + "/result";
  private static final int SETS_A_PAGE = 20;

  private final PairDesk pairs;
  private final StoredRuns runs;

  PairPages(Desks desks) {
    this.pairs = desks.pairs();
    this.runs = desks.folders().runs();
  }

  /** Before those of queues, whose path would hold theirs. */
  List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::list),
        PageRoute.deed(PATH + "/draw", Role.EDITOR, this::draw),
        PageRoute.page(ONE, Role.REVIEWER, this::judge),
        PageRoute.deed(ONE + "/archive", Role.EDITOR, this::archive),
        PageRoute.deed(ONE + "/answer", Role.REVIEWER, this::answer),
        PageRoute.deed(ONE + "/open", Role.REVIEWER, this::open),
        PageRoute.page(SETTLE, Role.EDITOR, this::settleNext),
        PageRoute.deed(SETTLE, Role.EDITOR, this::settle),
        PageRoute.page(RESULT, this::result));
  }

  /** How many pairs of the latest sets a person is asked about. */
  int openFor(String person) {
    return pairs.glance(sets(/* away= */ false).stream().limit(SETS_A_PAGE).toList()).stream()
        .mapToInt(state -> state.open(person).size())
        .sum();
  }

  private List<PairSet> sets(boolean away) {
    return pairs.all().stream().filter(set -> set.away() == away).toList();
  }

  private void list(Visit visit) {
    boolean away = visit.text("away").isPresent();
    List<PairSet> all = sets(away);
    int page = visit.whole("page", 1, 1_000, 1);
    List<PairState> shown =
        pairs.glance(all.stream().skip((page - 1L) * SETS_A_PAGE).limit(SETS_A_PAGE).toList());
    visit.show(
        "review/pairs.jte",
        new PairsPage(
            visit.shell("Pairs"), shown, away, sets(!away).size(), page, SETS_A_PAGE, all.size()));
  }

  private void archive(Visit visit) {
    String id = visit.path("set");
    boolean away = visit.field("away").isPresent();
    if (pairs.archive(id, away, visit.person().name(), visit.now()).isEmpty()) {
      throw ApiException.notFound("pair set", id);
    }
    visit.tell(
        away
            ? "Put away: nobody is asked about these pairs. What was said is kept."
            : "Taken up again.");
    visit.go(visit.view().at(PATH));
  }

  private PairState state(Visit visit) {
    String id = visit.path("set");
    return pairs.find(id).orElseThrow(() -> ApiException.notFound("pair set", id));
  }

  private void judge(Visit visit) {
    PairState state = state(visit);
    String person = visit.person().name();
    Optional<String> wanted = visit.text("pair");
    String pair = wanted.orElseGet(() -> state.open(person).stream().findFirst().orElse(null));
    if (wanted.isPresent() && state.set().item(wanted.get()) == null) {
      throw ApiException.notFound("pair", wanted.get());
    }
    visit.show(
        "review/pair.jte",
        page(visit, "Which answer is better?", state, shown(state, pair, person), false));
  }

  private static @Nullable ShownPair shown(PairState state, @Nullable String pair, String person) {
    return pair == null ? null : state.shown(pair, person).orElse(null);
  }

  private static PairPage page(
      Visit visit, String title, PairState state, @Nullable ShownPair shown, boolean settles) {
    return new PairPage(
        visit.shell(title),
        state,
        shown,
        settles,
        visit.text("done").filter(id -> state.set().item(id) != null).orElse(""));
  }

  private void answer(Visit visit) {
    PairState state = state(visit);
    String pair = visit.needed("pair");
    pairs.label(
        state.set().id(),
        pair,
        choice(visit, state, pair),
        visit.field("comment").orElse(null),
        visit.person().name(),
        visit.now());
    visit.go(visit.view().at(PairsPage.set(state.set().id()) + "?done=" + pair));
  }

  // As the person saw it: the server knows the order, nobody has to send it.
  private static Choice choice(Visit visit, PairState state, String pair) {
    if (state.set().item(pair) == null) {
      throw ApiException.notFound("pair", pair);
    }
    return ShownPair.choice(visit.needed("choice"), state.set().first(pair, visit.person().name()));
  }

  private void settleNext(Visit visit) {
    PairState state = state(visit);
    String pair = state.disputed().stream().findFirst().orElse(null);
    visit.show(
        "review/pair.jte",
        page(visit, "What holds?", state, shown(state, pair, visit.person().name()), true));
  }

  private void settle(Visit visit) {
    PairState state = state(visit);
    String pair = visit.needed("pair");
    pairs.settle(
        state.set().id(),
        pair,
        choice(visit, state, pair),
        visit.field("comment").orElse(null),
        visit.person().name(),
        visit.now());
    visit.go(visit.view().at(PairsPage.set(state.set().id()) + "/settle"));
  }

  private void open(Visit visit) {
    String id = visit.path("set");
    if (pairs.open(id, visit.person().name(), visit.now()).isEmpty()) {
      throw ApiException.notFound("pair set", id);
    }
    visit.go(visit.view().at(PairsPage.set(id) + "/result"));
  }

  private void result(Visit visit) {
    PairState state = state(visit);
    boolean blind =
        visit.person().may(Role.REVIEWER) && !state.set().openedBy(visit.person().name());
    visit.show(
        "review/pair-result.jte",
        new PairResultPage(
            visit.shell("What people prefer"),
            state,
            blind ? null : pairs.result(state),
            blind ? null : pairs.judged(state.set()),
            visit.whole("page", 1, 1_000, 1)));
  }

  private void draw(Visit visit) {
    String size = visit.needed("size");
    int number;
    try {
      number = Integer.parseInt(size.strip());
    } catch (NumberFormatException e) {
      throw new InvalidInputException(Problem.of("size", size, "1 to " + PairDesk.MOST), e);
    }
    PairSet set =
        pairs.draw(
            run(visit.needed("baseline")),
            run(visit.needed("candidate")),
            number,
            visit.field("judge").orElse(null),
            visit.person().name(),
            visit.now());
    visit.tell("Drawn: " + set.items().size() + " pairs. Two people are to judge each of them.");
    visit.go(visit.view().at(PATH));
  }

  private StoredRun run(String folder) {
    return runs.find(folder).orElseThrow(() -> ApiException.notFound("run", folder));
  }
}
