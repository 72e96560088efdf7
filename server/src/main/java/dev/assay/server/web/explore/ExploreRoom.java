package dev.assay.server.web.explore;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.PageRequest.Direction;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Interactions to look through.
 *
 * @since 0.1
 */
public final class ExploreRoom implements Room {

  /** Where they are listed. */
  public static final String PATH = "/ui/explore";

  private static final String VIEWS = "/ui/explore/views";
  private static final int AT_ONCE = 50;

  private final Desks desks;
  private final SavedViews saved;
  private final Panel panel;

  /** Over these services. */
  public ExploreRoom(Desks desks) {
    this.desks = desks;
    this.saved = new SavedViews(desks.store());
    this.panel =
        new Panel(
            "explore-count",
            "Interactions over time",
            "When were there any of these? Drag over a time to look at it alone.",
            new CountSource(desks.store(), desks.reader(), desks.marks()));
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::list),
        PageRoute.deed(VIEWS, Role.VIEWER, this::save),
        PageRoute.deed(VIEWS + "/{id}/delete", Role.VIEWER, this::delete));
  }

  @Override
  public List<Panel> panels() {
    return List.of(panel);
  }

  static String address(String path, View view, Map<String, String> own) {
    StringBuilder address = new StringBuilder(view.at(path));
    own.forEach(
        (name, value) ->
            address
                .append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(View.encoded(value)));
    return address.toString();
  }

  private void list(Visit visit) {
    ExploreQuery query = ExploreQuery.of(visit::text);
    List<String> ticked = visit.texts("column");
    if (!ticked.isEmpty()) {
      // A form gives each box by itself; addresses have them in one.
      List<String> columns = Column.of(ticked).stream().map(Column::key).toList();
      boolean standard = Column.of(columns).equals(Column.STANDARD);
      View chosen = visit.view().showing(standard ? List.of() : columns);
      visit.go(address(PATH, chosen, query.ordered()));
      return;
    }
    View view = visit.view();
    List<Column> columns = Column.of(view.columns());
    WindowReader.Range range = CountSource.range(view.period(visit.now()));
    InteractionFilter filter = CountSource.filter(query, view.slice(), range, desks.reader());
    PageRequest request = request(visit);
    Listing.Frame frame =
        new Listing.Frame(columns, query.value(ExploreQuery.EVALUATOR), view, visit.formats());
    visit.show(
        "explore/explore.jte",
        new ExplorePage(
            visit.filtered("Explore"),
            query,
            columns,
            evaluators(query),
            saved.all(),
            panel,
            visit.soFar(),
            () -> found(filter, request, frame)));
  }

  private ExplorePage.Found found(
      InteractionFilter filter, PageRequest request, Listing.Frame frame) {
    Page<ListedInteraction> found = desks.store().interactions().page(filter, request);
    return new ExplorePage.Found(
        Listing.of(desks.store(), found.items(), frame),
        desks.store().interactions().count(filter),
        text(found.newer()),
        text(found.older()));
  }

  private static @Nullable String text(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.toString();
  }

  private static PageRequest request(Visit visit) {
    String given = visit.text("cursor").orElse(null);
    String direction = visit.text("direction").orElse("older");
    if (!direction.equals("older") && !direction.equals("newer")) {
      throw new InvalidInputException(Problem.of("direction", direction, "older or newer"));
    }
    if (given == null) {
      return PageRequest.first(AT_ONCE);
    }
    try {
      boolean newer = direction.equals("newer");
      return new PageRequest(
          Cursor.parse(given), newer ? Direction.NEWER : Direction.OLDER, AT_ONCE);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("cursor", given, "as this page gave it").next("begin with the latest"), e);
    }
  }

  private List<String> evaluators(ExploreQuery query) {
    TreeSet<String> names = new TreeSet<>();
    desks.operation().evaluators().forEach(each -> names.add(each.path("name").asString("")));
    names.add(query.value(ExploreQuery.EVALUATOR));
    names.remove("");
    return new ArrayList<>(names);
  }

  private void save(Visit visit) {
    SavedView view =
        saved.save(visit.needed("name"), visit.field("query").orElse(""), visit.deed(null));
    visit.tell("The view “" + view.name() + "” is kept.");
    visit.go(view.href());
  }

  private void delete(Visit visit) {
    SavedView view = saved.delete(visit.path("id"), visit.person(), visit.deed(null));
    visit.tell("The view “" + view.name() + "” is gone.");
    visit.go(visit.view().at(PATH));
  }
}
