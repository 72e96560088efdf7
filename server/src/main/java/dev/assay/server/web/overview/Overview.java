package dev.assay.server.web.overview;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.window.Slice;
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

  /** Those that may concern the slice that is looked at: all but those of another value. */
  List<Alert> here() {
    return alerts.stream().filter(this::concerns).toList();
  }

  /** How many are of other slices alone. */
  int elsewhere() {
    return alerts.size() - here().size();
  }

  private boolean concerns(Alert alert) {
    List<Slice.Part> chosen = shell.view().slice().parts();
    return parts(alert.slice()).stream()
        .noneMatch(
            part ->
                chosen.stream()
                    .anyMatch(
                        each -> each.dimension().equals(part.dimension()) && !each.equals(part)));
  }

  // What is about no slice of traffic, such as an evaluator's health, concerns all.
  private static List<Slice.Part> parts(String key) {
    try {
      return Slice.ofKey(key).parts();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  Panel panel(String id) {
    Panel panel = panels.get(id);
    if (panel == null) {
      throw new IllegalArgumentException("panel: " + id + " (expected: one of the overview's)");
    }
    return panel;
  }
}
