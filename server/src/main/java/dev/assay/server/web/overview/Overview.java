package dev.assay.server.web.overview;

import dev.assay.monitor.watch.Alert;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import java.util.List;
import java.util.Map;

/**
 * The overview.
 *
 * @param shell the frame
 * @param panels by id
 * @param alerts that are open, the gravest first
 */
record Overview(Shell shell, Map<String, Panel> panels, List<Alert> alerts) {

  Panel panel(String id) {
    Panel panel = panels.get(id);
    if (panel == null) {
      throw new IllegalArgumentException("panel: " + id + " (expected: one of the overview's)");
    }
    return panel;
  }
}
