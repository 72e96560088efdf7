package dev.assay.server.web.runs;

import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import java.util.List;
import java.util.Optional;

/**
 * The runs of one suite.
 *
 * @param name the suite's; empty where there is no run at all
 * @param runs the latest first
 */
record Suite(String name, List<StoredRun> runs) {

  /** How many runs a page has. */
  static final int PAGE = 25;

  Suite {
    runs = List.copyOf(runs);
  }

  /** The suite of this name; the one that ran last where none is named. */
  static Suite of(StoredRuns.Listing all, String name) {
    if (name.isEmpty() && !all.runs().isEmpty()) {
      return of(all, all.runs().get(0).header().suite());
    }
    return new Suite(name, all.of(name));
  }

  Slab<StoredRun> page(int page) {
    return Slab.of(runs, page, PAGE);
  }

  /** The runs of a page and the one before them, which the earliest of them is held against. */
  List<StoredRun> traced(int page) {
    Slab<StoredRun> shown = page(page);
    int from = (shown.page() - 1) * PAGE;
    return runs.subList(from, Math.min(runs.size(), from + PAGE + 1)).stream()
        .filter(run -> !run.running())
        .toList();
  }

  /** The last run before {@code run} that came to its end. */
  Optional<StoredRun> before(StoredRun run) {
    return runs.stream()
        .filter(other -> other.header().status().finished())
        .filter(other -> other.header().startedAt().isBefore(run.header().startedAt()))
        .findFirst();
  }
}
