package dev.assay.server.web.monitor;

import dev.assay.monitor.watch.Alert;
import dev.assay.server.api.MonitorDesk.Watched;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.web.page.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One monitor.
 *
 * @param shell the frame
 * @param name its name
 * @param watched as it stands; null where it is watched no longer
 * @param kept as people made it; null where the configuration says it
 * @param yaml as a file would say it
 * @param open its alerts that are open
 */
record MonitorPage(
    Shell shell,
    String name,
    @Nullable Watched watched,
    @Nullable KeptMonitor kept,
    String yaml,
    List<Alert> open) {

  /** Copies the list. */
  MonitorPage {
    open = List.copyOf(open);
  }

  boolean mayMake() {
    return MonitorsPage.mayMake(shell);
  }
}
