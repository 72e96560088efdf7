package dev.assay.server.web.alert;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertState;
import dev.assay.monitor.watch.Severity;
import dev.assay.monitor.window.Slice;
import dev.assay.server.web.page.Filters;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How alerts are told: the same words and classes on every page. */
final class AlertWords {

  private AlertWords() {}

  /** The class of a severity's word. */
  static String style(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "state-bad";
      case MEDIUM -> "state-warn";
      case LOW -> "state-quiet";
    };
  }

  /** The class of a state's word. */
  static String style(AlertState state) {
    return switch (state) {
      case FIRING -> "state-bad";
      case PENDING -> "state-warn";
      case RESOLVED -> "state-good";
    };
  }

  /** A slice in words. */
  static String slice(String key) {
    try {
      return Filters.label(Slice.ofKey(key));
    } catch (IllegalArgumentException e) {
      return key;
    }
  }

  /** By how much it changed; shares change by percentage points. */
  static String change(Formats formats, Unit unit, @Nullable Estimate change) {
    Unit of = unit == Unit.SHARE ? Unit.POINTS : unit;
    String sign = change != null && change.value() > 0 ? "+" : "";
    return sign + formats.of(of, change);
  }

  /** What became of it, in one line. */
  static String standing(Alert alert, Formats formats) {
    String since = "since " + formats.near(alert.since());
    String end =
        alert.resolvedAt() == null
            ? " · open for " + formats.length(Duration.between(alert.openedAt(), formats.now()))
            : " · resolved " + formats.near(alert.resolvedAt());
    String who =
        alert.acknowledgedBy() == null ? "" : " · " + alert.acknowledgedBy() + " looks after it";
    return since + end + who;
  }
}
