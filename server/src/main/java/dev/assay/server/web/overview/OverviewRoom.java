package dev.assay.server.web.overview;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first page.
 *
 * @since 0.1
 */
public final class OverviewRoom implements Room {

  private final Desks desks;
  private final List<Panel> panels;
  private final Map<String, Panel> byId = new HashMap<>();

  /** Over these services. */
  public OverviewRoom(Desks desks) {
    this.desks = desks;
    this.panels = new OverviewPanels(desks).all();
    panels.forEach(panel -> byId.put(panel.id(), panel));
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page("/ui", this::overview),
        PageRoute.page("/ui/changes", this::changes),
        PageRoute.page("/ui/waiting", this::waiting));
  }

  @Override
  public List<Panel> panels() {
    return panels;
  }

  private void overview(Visit visit) {
    if (fresh()) {
      visit.show("overview/fresh.jte", new Fresh(visit.shell("Welcome"), address(visit)));
      return;
    }
    visit.show(
        "overview/overview.jte", new Overview(visit.filtered("Overview"), byId, openAlerts()));
  }

  private void changes(Visit visit) {
    visit.show(
        "overview/changes.jte",
        new ChangesPage(
            visit.view(), visit.formats(), new Changes(desks).in(visit.view(), visit.now())));
  }

  // Asked now and then by the page of a fresh server, in case that events do not reach it.
  private void waiting(Visit visit) {
    if (!fresh()) {
      visit.context().header("HX-Refresh", "true");
    }
    visit.context().status(204);
  }

  private List<Alert> openAlerts() {
    List<Alert> open = new ArrayList<>();
    for (StoredAlert stored : desks.store().records().openAlerts()) {
      open.add(AlertJson.read(stored.json()));
    }
    open.sort(Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::openedAt));
    return open;
  }

  private boolean fresh() {
    return desks
        .store()
        .interactions()
        .page(InteractionFilter.ALL, PageRequest.first(1))
        .items()
        .isEmpty();
  }

  private static String address(Visit visit) {
    return visit.context().scheme() + "://" + visit.context().host();
  }
}
