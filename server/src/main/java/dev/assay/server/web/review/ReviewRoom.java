package dev.assay.server.web.review;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.golden.GoldenDesk;
import dev.assay.server.review.Answers;
import dev.assay.server.review.JudgedTraffic;
import dev.assay.server.review.LabelBook;
import dev.assay.server.review.ReviewItems;
import dev.assay.server.review.ReviewQueue;
import dev.assay.server.review.ReviewQueues;
import dev.assay.server.review.SpotCheck;
import dev.assay.server.review.SpotCheckProgress;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where people look at interactions, one at a time.
 *
 * @since 0.1
 */
public final class ReviewRoom implements Room {

  static final String PATH = "/ui/review";

  private static final String QUEUE = PATH + "/{queue}";
  private static final int CHECKS_A_PAGE = 8;

  private final Desks desks;
  private final GoldenDesk golden;
  private final PairPages pairs;

  /** Over these services. */
  public ReviewRoom(Desks desks) {
    this.desks = desks;
    this.golden = desks.folders().golden();
    this.pairs = new PairPages(desks);
  }

  @Override
  public List<PageRoute> routes() {
    List<PageRoute> routes = new ArrayList<>(pairs.routes());
    routes.addAll(own());
    return routes;
  }

  private List<PageRoute> own() {
    return List.of(
        PageRoute.page(PATH, this::home),
        PageRoute.page(QUEUE, this::item),
        PageRoute.deed(PATH + "/draw", Role.EDITOR, this::draw),
        PageRoute.deed(QUEUE + "/label", Role.REVIEWER, this::label),
        PageRoute.deed(QUEUE + "/skip", Role.REVIEWER, this::skip),
        PageRoute.deed(QUEUE + "/settle", Role.EDITOR, this::settle));
  }

  private void home(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    if (asked.evaluator() == null) {
      visit.show("review/none.jte", visit.shell("Review"));
      return;
    }
    JudgedTraffic traffic = traffic(asked);
    ReviewQueues queues = queues(asked, traffic);
    String person = visit.person().name();
    List<ReviewItems> all =
        List.of(
            queues.disagreement(person),
            queues.nearThreshold(person),
            queues.secondOpinion(person),
            queues.adjudication());
    visit.show(
        "review/home.jte",
        new ReviewHome(
            visit.shell("Review"),
            asked,
            all,
            checks(visit, asked),
            traffic,
            desks.review().calibration(traffic, visit.now()),
            desks.review().draws(),
            golden.waitingFor(person).size(),
            pairs.openFor(person)));
  }

  private ReviewHome.Checks checks(Visit visit, Asked asked) {
    List<SpotCheck> ours = new ArrayList<>();
    for (SpotCheck check : desks.review().checks()) {
      if (check.evaluator() == null || check.evaluator().equals(asked.evaluator())) {
        ours.add(0, check);
      }
    }
    int page = visit.whole("page", 1, 1_000, 1);
    List<ReviewHome.CheckRow> rows = new ArrayList<>();
    for (SpotCheck check :
        ours.stream().skip((page - 1L) * CHECKS_A_PAGE).limit(CHECKS_A_PAGE).toList()) {
      desks
          .review()
          .check(check.id())
          .ifPresent(
              progress ->
                  rows.add(
                      new ReviewHome.CheckRow(
                          progress,
                          ReviewQueues.spotCheck(
                              progress, desks.review().answers(check), visit.person().name()))));
    }
    return new ReviewHome.Checks(rows, page, CHECKS_A_PAGE, ours.size());
  }

  private JudgedTraffic traffic(Asked asked) {
    return desks.review().traffic(asked.needed(), asked.period().from(), asked.period().to());
  }

  private ReviewQueues queues(Asked asked, JudgedTraffic traffic) {
    return desks.review().queues(traffic, asked.period().from(), asked.period().to());
  }

  private static ReviewQueue queue(Visit visit) {
    String key = visit.path("queue");
    return ReviewQueue.ofKey(key).orElseThrow(() -> ApiException.notFound("queue", key));
  }

  /**
   * A queue as one person goes through it.
   *
   * @param evaluator whose question is asked; null for the answer as a whole
   */
  private record Line(
      ReviewQueue queue,
      @Nullable String evaluator,
      ReviewItems items,
      @Nullable SpotCheckProgress check) {}

  private Line line(Visit visit, Asked asked) {
    ReviewQueue queue = queue(visit);
    String person = visit.person().name();
    if (queue == ReviewQueue.SPOT_CHECK) {
      SpotCheckProgress check = check(visit, asked);
      return new Line(
          queue,
          check.check().evaluator(),
          ReviewQueues.spotCheck(check, desks.review().answers(check.check()), person),
          check);
    }
    ReviewQueues queues = queues(asked, traffic(asked));
    ReviewItems items =
        switch (queue) {
          case DISAGREEMENT -> queues.disagreement(person);
          case NEAR_THRESHOLD -> queues.nearThreshold(person);
          case SECOND_OPINION -> queues.secondOpinion(person);
          default -> queues.adjudication();
        };
    return new Line(queue, asked.evaluator(), items, null);
  }

  // The one that is named, else the latest of the evaluator's.
  private SpotCheckProgress check(Visit visit, Asked asked) {
    Optional<String> named = visit.text("check").or(() -> visit.field("check"));
    if (named.isPresent()) {
      return desks
          .review()
          .check(named.get())
          .orElseThrow(() -> ApiException.notFound("spot check", named.get()));
    }
    List<SpotCheck> all = desks.review().checks();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (asked.needed().equals(all.get(i).evaluator())) {
        return desks.review().check(all.get(i).id()).orElseThrow();
      }
    }
    throw ApiException.notFound("spot check of", asked.needed());
  }

  private void item(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    Line line = line(visit, asked);
    List<InteractionKey> items = line.items().items();
    Optional<String> wanted = visit.text("item");
    InteractionKey key =
        wanted
            .map(id -> key(items, id))
            .orElseGet(() -> line.items().open().isEmpty() ? null : line.items().open().get(0));
    ItemPage.Place place = place(line, key);
    InteractionDetail detail =
        key == null
            ? null
            : desks.store().interactions().detail(key.id(), key.startedAt()).orElse(null);
    Answers answers = key == null ? null : desks.review().answers(key, line.evaluator());
    visit.show(
        "review/item.jte",
        ItemPage.of(
            visit.shell(Words.title(line.queue())),
            asked,
            place,
            detail,
            answers,
            line.evaluator(),
            visit.text("done").map(id -> id.length() > 200 ? "" : id).orElse("")));
  }

  private InteractionKey key(List<InteractionKey> items, String id) {
    return items.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .or(() -> desks.store().interactions().find(id, null).map(found -> found.row().key()))
        .orElseThrow(() -> ApiException.notFound("interaction", id));
  }

  private static ItemPage.Place place(Line line, @Nullable InteractionKey key) {
    List<InteractionKey> items = line.items().items();
    int index = key == null ? -1 : items.indexOf(key);
    String before = index > 0 ? items.get(index - 1).id() : null;
    String next = index >= 0 && index + 1 < items.size() ? items.get(index + 1).id() : null;
    return new ItemPage.Place(line.queue(), line.items(), line.check(), index + 1, before, next);
  }

  private void label(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    ReviewQueue queue = queue(visit);
    String id = visit.needed("item");
    InteractionKey key = key(List.of(), id);
    String evaluator = question(visit, asked, queue);
    desks.review().label(key, evaluator, answer(visit, asked), visit.person().name(), visit.now());
    goOn(visit, asked, queue, id);
  }

  private void settle(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    ReviewQueue queue = queue(visit);
    String id = visit.needed("item");
    InteractionKey key = key(List.of(), id);
    String evaluator = question(visit, asked, queue);
    desks
        .review()
        .adjudicate(key, evaluator, answer(visit, asked), visit.person().name(), visit.now());
    goOn(visit, asked, queue, id);
  }

  private @Nullable String question(Visit visit, Asked asked, ReviewQueue queue) {
    return queue == ReviewQueue.SPOT_CHECK
        ? check(visit, asked).check().evaluator()
        : asked.needed();
  }

  private static LabelBook.Answer answer(Visit visit, Asked asked) {
    String passed = visit.needed("passed");
    if (!passed.equals("true") && !passed.equals("false")) {
      throw new InvalidInputException(Problem.of("passed", passed, "true or false"));
    }
    FailureMode mode =
        visit
            .field("mode")
            .map(
                key ->
                    FailureMode.ofKey(key)
                        .orElseThrow(
                            () ->
                                new InvalidInputException(
                                    Problem.of("mode", key, "a failure mode"))))
            .orElse(null);
    return new LabelBook.Answer(
        passed.equals("true"),
        visit.field("grade").map(given -> grade(given, asked.grades())).orElse(null),
        mode,
        visit.field("expected").orElse(null),
        visit.field("comment").orElse(null));
  }

  private static Double grade(String given, List<Integer> grades) {
    for (Integer grade : grades) {
      if (grade.toString().equals(given)) {
        return grade.doubleValue();
      }
    }
    throw new InvalidInputException(
        Problem.of("grade", given, grades.isEmpty() ? "none" : "one of " + grades));
  }

  private void skip(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    String id = visit.needed("item");
    String check = visit.text("check").orElseGet(() -> visit.needed("check"));
    String why = visit.needed("why");
    if (desks.schedules().skip(check, id, why, visit.deed(why)).isEmpty()) {
      throw ApiException.notFound("spot check", check);
    }
    visit.tell("Left out of the check.");
    visit.go(asked.at(PATH + "/" + ReviewQueue.SPOT_CHECK.key(), "check", check));
  }

  // On to the next, with a way to what was just done.
  private void goOn(Visit visit, Asked asked, ReviewQueue queue, String done) {
    String path = PATH + "/" + queue.key();
    Optional<String> check = visit.text("check").or(() -> visit.field("check"));
    visit.go(
        check.isPresent()
            ? asked.at(path, "check", check.get(), "done", done)
            : asked.at(path, "done", done));
  }

  private void draw(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    String size = visit.needed("size");
    int number;
    try {
      number = Integer.parseInt(size.strip());
    } catch (NumberFormatException e) {
      throw new InvalidInputException(Problem.of("size", size, "1 to 500"), e);
    }
    Optional<SpotCheck> drawn =
        desks
            .review()
            .draw(
                asked.needed(),
                number,
                asked.period().from(),
                asked.period().to(),
                visit.person().name());
    if (drawn.isEmpty()) {
      visit.tell("Nothing was drawn: " + asked.needed() + " looked at nothing that is kept.");
      visit.go(asked.at(PATH));
      return;
    }
    visit.go(asked.at(PATH + "/" + ReviewQueue.SPOT_CHECK.key(), "check", drawn.get().id()));
  }
}
