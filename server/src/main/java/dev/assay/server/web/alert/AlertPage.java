package dev.assay.server.web.alert;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertState;
import dev.assay.monitor.window.Slice;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Delivery;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alert.
 *
 * @param shell the frame
 * @param alert the alert
 * @param measured what its monitor looks at
 * @param panel the chart; null where windows do not tell what is looked at
 * @param chart where the chart is
 * @param around the alert's slice and time
 * @param examples interactions to look at
 * @param deliveries attempts to tell somebody, the first first
 * @param history what people did about it, the latest first
 */
record AlertPage(
    Shell shell,
    Alert alert,
    Measured measured,
    @Nullable Panel panel,
    String chart,
    View around,
    List<ExampleLine> examples,
    List<Delivery> deliveries,
    List<AuditEntry> history) {

  /** How long a silence may be, in hours, and its words. */
  record Length(int hours, String words) {}

  static final List<Length> LENGTHS =
      List.of(
          new Length(1, "1 hour"),
          new Length(4, "4 hours"),
          new Length(24, "1 day"),
          new Length(72, "3 days"),
          new Length(168, "1 week"));

  /** Copies the lists. */
  AlertPage {
    examples = List.copyOf(examples);
    deliveries = List.copyOf(deliveries);
    history = List.copyOf(history);
  }

  Formats formats() {
    return shell.formats();
  }

  Unit unit() {
    return measured.unit();
  }

  boolean mayAnswer() {
    return Answering.may(shell, Role.EDITOR);
  }

  boolean open() {
    return alert.state() != AlertState.RESOLVED;
  }

  /** Where a slice is looked at, at the time of the alert. */
  String explore(String slice) {
    try {
      return around.of(Slice.ofKey(slice)).at("/ui/explore");
    } catch (IllegalArgumentException e) {
      return around.at("/ui/explore");
    }
  }

  /** Of the whole change; changes elsewhere may have gone the other way. */
  String share(double share) {
    return formats().of(Unit.SHARE, share);
  }

  String pValue(double p) {
    return p < 0.001 ? "< 0.001" : formats().number(p);
  }

  /** What was done, in words. */
  static String deed(AuditEntry entry) {
    return switch (entry.action()) {
      case "alert.acknowledge" -> "took it on";
      case "alert.accept" -> "took the present for the new level";
      default -> entry.action();
    };
  }
}
