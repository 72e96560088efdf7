package dev.assay.server.web.runs;

import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.view.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The history of a suite.
 *
 * @param shell the frame
 * @param all every run
 * @param suite the one that is shown
 * @param slab its runs on this page
 * @param measure what the chart follows; empty for the pass rate
 * @param trend the chart
 * @param startable what can be started
 */
record RunsPage(
    Shell shell,
    StoredRuns.Listing all,
    Suite suite,
    Slab<StoredRun> slab,
    String measure,
    Panel trend,
    Startable startable) {

  /** How many runs each suite has, the suite that ran last first. */
  Map<String, Integer> suites() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    all.runs().forEach(run -> counts.merge(run.header().suite(), 1, Integer::sum));
    return counts;
  }

  List<StoredRun> rows() {
    return slab.items();
  }

  String run(StoredRun run) {
    return Links.run(shell.view(), run.folder());
  }

  /** Where this run stands beside the one before it, if there is one. */
  Optional<String> beside(StoredRun run) {
    return suite
        .before(run)
        .map(before -> Links.compare(shell.view(), before.folder(), run.folder()));
  }

  String chart() {
    return own("/ui/panels/" + RunTrend.ID).page(slab.page()).toString();
  }

  String measures() {
    return own("/ui/runs/measures").page(slab.page()).toString();
  }

  String at(int page) {
    return own("/ui/runs").page(page).toString();
  }

  private Links own(String path) {
    return Links.to(shell.view(), path).with("suite", suite.name()).with("measure", measure);
  }

  static String took(Formats formats, StoredRun run) {
    Instant ended = run.header().endedAt();
    return ended == null
        ? "–"
        : formats.length(Duration.between(run.header().startedAt(), ended));
  }
}
