package dev.assay.server.web.monitor;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertState;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.server.api.MonitorDesk;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.web.page.Filters;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import java.util.List;

/**
 * All monitors.
 *
 * @param shell the frame
 * @param monitors as they stand
 * @param removed made by people, and watched no longer
 * @param open alerts
 */
record MonitorsPage(
    Shell shell, List<MonitorDesk.Watched> monitors, List<KeptMonitor> removed, List<Alert> open) {

  /** Copies the lists. */
  MonitorsPage {
    monitors = List.copyOf(monitors);
    removed = List.copyOf(removed);
    open = List.copyOf(open);
  }

  boolean mayMake() {
    return mayMake(shell);
  }

  static boolean mayMake(Shell shell) {
    Person person = shell.visitor().person();
    return person != null && person.may(Role.EDITOR);
  }

  State state(MonitorDesk.Watched monitor) {
    return State.of(monitor, open);
  }

  /** Where it looks, in words. */
  static String where(MonitorDefinition monitor) {
    if (!monitor.slices().each().isEmpty()) {
      return "each " + String.join(", ", monitor.slices().each()).replace('_', ' ');
    }
    return Filters.label(monitor.slices().slice());
  }

  /** A word for how a monitor stands, and its class. */
  record State(String word, String style) {

    static State of(MonitorDesk.Watched monitor, List<Alert> open) {
      if (monitor.problem() != null) {
        return new State("not watched", "state-warn");
      }
      long firing = count(monitor, open, AlertState.FIRING);
      long pending = count(monitor, open, AlertState.PENDING);
      if (firing > 0) {
        return new State(firing == 1 ? "firing" : firing + " firing", "state-bad");
      }
      return pending > 0 ? new State("pending", "state-warn") : new State("quiet", "state-good");
    }

    private static long count(MonitorDesk.Watched monitor, List<Alert> open, AlertState state) {
      return open.stream()
          .filter(alert -> alert.monitor().equals(monitor.definition().name()))
          .filter(alert -> alert.state() == state)
          .count();
    }
  }
}
