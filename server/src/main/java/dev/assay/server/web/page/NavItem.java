package dev.assay.server.web.page;

import java.util.List;

/** A page in the navigation. */
record NavItem(String path, String label, String group) {

  private static final String WATCH = "Watch";
  private static final String IMPROVE = "Improve";
  private static final String RUN = "Run";

  /** All pages there are to be, in their order. */
  static final List<NavItem> ALL =
      List.of(
          new NavItem("/ui", "Overview", WATCH),
          new NavItem("/ui/explore", "Explore", WATCH),
          new NavItem("/ui/latency", "Latency", WATCH),
          new NavItem("/ui/alerts", "Alerts", WATCH),
          new NavItem("/ui/monitors", "Monitors", WATCH),
          new NavItem("/ui/failures", "Failures", IMPROVE),
          new NavItem("/ui/review", "Review", IMPROVE),
          new NavItem("/ui/calibration", "Calibration", IMPROVE),
          new NavItem("/ui/datasets", "Datasets", IMPROVE),
          new NavItem("/ui/runs", "Runs", IMPROVE),
          new NavItem("/ui/schedules", "Schedules", RUN),
          new NavItem("/ui/evaluators", "Evaluators", RUN),
          new NavItem("/ui/settings", "Settings", RUN),
          new NavItem("/ui/system", "System", RUN));

  /** Whether a page belongs under it. */
  boolean holds(String path) {
    return path.equals(this.path) || (!this.path.equals("/ui") && path.startsWith(this.path + "/"));
  }
}
