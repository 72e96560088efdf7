package dev.assay.server.web.runs;

import dev.assay.server.run.StoredRun;
import dev.assay.server.web.page.Shell;

/**
 * One example of a run, with all its repetitions.
 *
 * @param shell the frame
 * @param run the run
 * @param row the example
 */
record ExamplePage(Shell shell, StoredRun run, ExampleRow row) {

  String back() {
    return Links.run(shell.view(), run.folder());
  }
}
