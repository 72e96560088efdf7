package dev.assay.server.web.page;

import dev.assay.core.json.Json;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelBody;
import dev.assay.server.web.panel.PanelRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Panels by themselves: drawn, as a table, as files. */
final class PanelPages {

  private static final String ONE = Panel.PATH + "{id}";

  private final Map<String, Panel> panels = new HashMap<>();

  PanelPages(List<Room> rooms) {
    for (Room room : rooms) {
      for (Panel panel : room.panels()) {
        if (panels.put(panel.id(), panel) != null) {
          throw new IllegalStateException("panel: " + panel.id() + " twice (expected: once)");
        }
      }
    }
  }

  /** The panel of an id. */
  Panel panel(String id) {
    Panel panel = panels.get(id);
    if (panel == null) {
      throw ApiException.notFound("panel", id);
    }
    return panel;
  }

  /** A panel by itself. */
  record PanelPage(Shell shell, PanelBody body) {}

  List<PageRoute> routes() {
    return List.of(
        PageRoute.page(ONE, visit -> show(visit, "panel/body.jte", "page/panel.jte")),
        PageRoute.page(
            ONE + "/table", visit -> show(visit, "panel/table.jte", "page/panel-table.jte")),
        PageRoute.page(ONE + "/data.json", this::json),
        PageRoute.page(ONE + "/data.csv", this::csv));
  }

  private void show(Visit visit, String part, String whole) {
    PanelBody body = body(visit);
    if (visit.partial()) {
      visit.show(part, body);
    } else {
      visit.show(whole, new PanelPage(visit.filtered(body.panel().title()), body));
    }
  }

  private void json(Visit visit) {
    visit.context().contentType("application/json").result(Json.writeUtf8(body(visit).json()));
  }

  private void csv(Visit visit) {
    PanelBody body = body(visit);
    visit
        .context()
        .contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + body.panel().id() + ".csv\"")
        .result(body.data().sheet().csv().getBytes(StandardCharsets.UTF_8));
  }

  private PanelBody body(Visit visit) {
    Panel panel = panel(visit.path("id"));
    PanelRequest request = new PanelRequest(visit.view(), visit.formats(), visit::text);
    return new PanelBody(
        panel, panel.source().load(request), visit.view(), visit.formats(), visit.own());
  }
}
