package dev.assay.server.web.runs;

import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be started, and what goes on.
 *
 * @param view the page's
 * @param formats how times are written
 * @param token of the form; empty where the person may not start anything
 * @param rows the schedules
 * @param underWay runs that have not ended and wrote something lately
 */
record Startable(
    View view, Formats formats, String token, List<ScheduleRow> rows, List<Progress> underWay) {

  // A run that has written nothing for so long was killed, or hangs.
  private static final Duration LATELY = Duration.ofMinutes(10);
  private static final int MOST = 5;

  Startable {
    rows = List.copyOf(rows);
    underWay = List.copyOf(underWay);
  }

  /**
   * How far a run is.
   *
   * @param run the run
   * @param written how many results it has
   * @param planned how many it is to have
   */
  record Progress(StoredRun run, long written, long planned) {

    /** In percent of its length. */
    String along() {
      return String.valueOf(planned == 0 ? 0 : Math.min(100, 100 * written / planned));
    }
  }

  static Startable of(Visit visit, List<ScheduleRow> rows, StoredRuns runs) {
    boolean may = visit.person().may(Role.EDITOR);
    List<Progress> underWay = new ArrayList<>();
    Instant since = visit.now().minus(LATELY);
    for (StoredRun run : runs.list().runs()) {
      if (run.running() && underWay.size() < MOST && runs.changed(run).isAfter(since)) {
        underWay.add(progress(run, runs.written(run)));
      }
    }
    return new Startable(
        visit.view(), visit.formats(), may ? visit.token() : "", rows, underWay);
  }

  static Progress progress(StoredRun run, long written) {
    long planned =
        run.header().planned().values().stream().mapToLong(Integer::longValue).sum()
            * run.header().options().repeats();
    return new Progress(run, written, planned);
  }

  boolean mayStart() {
    return !token.isEmpty();
  }

  /** Whether something goes on, so that it is worth looking again soon. */
  boolean busy() {
    return !underWay.isEmpty() || rows.stream().anyMatch(ScheduleRow::busy);
  }

  String run(StoredRun run) {
    return Links.run(view, run.folder());
  }

  String run(String folder) {
    return Links.run(view, folder);
  }
}
