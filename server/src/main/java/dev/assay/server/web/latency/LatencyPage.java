package dev.assay.server.web.latency;

import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.view.View;
import java.util.List;

/**
 * How long people wait.
 *
 * @param shell the frame
 * @param quantile what templates, models and lengths are compared by
 * @param overTime panels of time, the first the widest
 * @param compared panels that follow the quantile
 */
record LatencyPage(Shell shell, Quantile quantile, List<Panel> overTime, List<Panel> compared) {

  static final String PATH = "/ui/latency";

  List<Quantile> quantiles() {
    return List.of(Quantile.values());
  }

  String to(Quantile other) {
    return address(shell.view(), other);
  }

  String address(Panel panel) {
    return with(panel.address(shell.view()), quantile);
  }

  static String address(View view, Quantile quantile) {
    return with(view.at(PATH), quantile);
  }

  private static String with(String address, Quantile quantile) {
    return address
        + (address.contains("?") ? '&' : '?')
        + Quantile.PARAMETER
        + '='
        + quantile.key();
  }
}
