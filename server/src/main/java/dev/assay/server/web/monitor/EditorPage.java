package dev.assay.server.web.monitor;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorJson;
import dev.assay.monitor.watch.Severity;
import dev.assay.monitor.watch.Simulation;
import dev.assay.server.watch.Replayed;
import dev.assay.server.web.alert.Measured;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The editor of a monitor.
 *
 * @param shell the frame
 * @param yaml what is written so far
 * @param problems what is wrong with it
 * @param monitor what it is; null where something is wrong, or nothing was tried yet
 * @param tried what it would have done; null where nothing was tried yet
 * @param proof that this text was tried
 * @param note why it is saved
 * @param measures to choose from
 * @param dimensions to choose from
 */
record EditorPage(
    Shell shell,
    String yaml,
    List<Problem> problems,
    @Nullable MonitorDefinition monitor,
    @Nullable Replayed tried,
    String proof,
    String note,
    List<String> measures,
    List<String> dimensions) {

  /** Copies the lists. */
  EditorPage {
    problems = List.copyOf(problems);
    measures = List.copyOf(measures);
    dimensions = List.copyOf(dimensions);
  }

  Formats formats() {
    return shell.formats();
  }

  List<Severity> severities() {
    return List.of(Severity.values());
  }

  List<FailureMode> modes() {
    return List.of(FailureMode.values());
  }

  List<CommonMonitor.Kind> kinds() {
    return CommonMonitor.KINDS;
  }

  /** The text line by line, to point at what is wrong. */
  List<String> lines() {
    return yaml.lines().limit(500).toList();
  }

  /** The numbers of the lines in which something is wrong. */
  Set<Integer> wrong() {
    Set<Integer> wrong = new TreeSet<>();
    for (Problem problem : problems) {
      if (problem.location() != null) {
        wrong.add(problem.location().line());
      }
    }
    return wrong;
  }

  private Unit unit() {
    return monitor == null ? Unit.SCORE : Measured.of(MonitorJson.write(monitor)).unit();
  }

  String value(double value) {
    return formats().of(unit(), value);
  }

  String delay(Simulation.Detection detection) {
    Duration median = detection.median();
    if (median == null) {
      return "not within " + formats().length(detection.within());
    }
    Duration low = detection.low();
    Duration high = detection.high();
    return formats().length(median)
        + " ["
        + (low == null ? "0" : formats().length(low))
        + ", "
        + (high == null ? "> " + formats().length(detection.within()) : formats().length(high))
        + "]";
  }
}
