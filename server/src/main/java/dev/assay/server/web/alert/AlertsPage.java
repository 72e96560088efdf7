package dev.assay.server.web.alert;

import dev.assay.monitor.watch.Alert;
import dev.assay.server.api.AlertDesk;
import dev.assay.server.store.Cursor;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Alerts over a time.
 *
 * @param shell the frame
 * @param choice what is asked for
 * @param period of the axis
 * @param alerts some of them, the latest first
 * @param total how many there are
 * @param newer where newer ones begin; null for nowhere
 * @param older where older ones begin; null for nowhere
 * @param silences that have not ended
 */
record AlertsPage(
    Shell shell,
    AlertChoice choice,
    Period period,
    List<Alert> alerts,
    long total,
    @Nullable Cursor newer,
    @Nullable Cursor older,
    List<AlertDesk.Silence> silences) {

  /** Of the whole axis. */
  static final int WIDTH = 1000;

  // An alert that lasted a minute of a month is to be seen too.
  private static final int THINNEST = 6;

  /** Copies the lists. */
  AlertsPage {
    alerts = List.copyOf(alerts);
    silences = List.copyOf(silences);
  }

  Formats formats() {
    return shell.formats();
  }

  boolean mayAnswer() {
    return Answering.may(shell, Role.EDITOR);
  }

  int left(Alert alert) {
    return Math.min(WIDTH - THINNEST, place(alert.since()));
  }

  int width(Alert alert) {
    int right = place(Objects.requireNonNullElse(alert.resolvedAt(), shell.formats().now()));
    return Math.max(THINNEST, right - left(alert));
  }

  private int place(Instant at) {
    double whole = Duration.between(period.from(), period.to()).toMillis();
    double part = Duration.between(period.from(), at).toMillis();
    return (int) Math.round(Math.max(0, Math.min(1, part / whole)) * WIDTH);
  }

  Instant middle() {
    return period.from().plus(Duration.between(period.from(), period.to()).dividedBy(2));
  }

  static String of(AlertDesk.NewSilence silenced) {
    String monitor = silenced.monitor() == null ? "Every monitor" : "Monitor " + silenced.monitor();
    return silenced.slice() == null ? monitor : monitor + ", " + AlertWords.slice(silenced.slice());
  }
}
